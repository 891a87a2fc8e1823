package importer

import (
	"context"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/source"
)

// Indexes are the index numbers of all files of a site, drafts and documents that are not
// public included.
func Indexes(ctx context.Context, src *source.Site, c *config.Config) (list []string, err error) {
	files, _, _, err := src.Content()
	if err != nil {
		return nil, err
	}
	r := catalogue.NewReader(c)
	for _, f := range files {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		raw, err := src.Read(f.Path)
		if err != nil {
			return nil, err
		}
		data, _ := frontmatter.Clean(f.Path, raw)
		h, _ := frontmatter.Parse(f.Path, data)
		if item, _ := r.Read(f.Path, h.Table, 1); item.Record != nil && item.Record.Index != "" {
			list = append(list, item.Record.Index)
		}
	}
	return list, nil
}
