package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/search/codec"
	"mulu/cmd/mulu/internal/search/query"
)

// openSearch opens what a search asks: the source of a site, or published sites. done
// is to be called after the search.
func (a *app) openSearch(ctx context.Context, source string, outputs []string) (index *query.Index, done func(), err error) {
	if source == "" {
		index, err = openIndexes(outputs)
		return index, func() {}, err
	}
	r, err := a.open(ctx, &siteFlags{source: source, quiet: true, published: noPublished})
	if r == nil {
		return nil, nil, err
	}
	if index, err = r.searchIndex(ctx, err); err != nil {
		r.close()
	}
	return index, r.close, err
}

// searchIndex makes the index of a site that need not be published; err is of reading
// it. It says nothing unless the site's files have errors.
func (r *run) searchIndex(ctx context.Context, err error) (*query.Index, error) {
	if err == nil {
		err = r.check(ctx)
	}
	if err != nil {
		return nil, r.stopped(ctx, err)
	}
	if r.site == nil || build.Stops(r.diags, false) {
		if err := r.report(); err != nil {
			return nil, err
		}
		fmt.Fprintln(r.errOut, "网站的文件有错误，不能检索；改正后再试，或用 --output 检索已发布的网站")
		return nil, errProblems
	}
	if !r.site.Config.Search.Enabled {
		return nil, errors.New(switchedOff)
	}
	fsys, err := r.site.SearchFS(ctx)
	if err != nil {
		return nil, err
	}
	return query.Open(fsys)
}

// switchedOff is said of a site whose settings say that it is not searched.
const switchedOff = "这个网站设为不检索（config.toml 的 search.enabled = false），没有检索索引"

// withoutSearch says whether a folder holds a published site that has no index, because
// its settings say so: its manifest is whole and does not name one.
func withoutSearch(dir string) bool {
	m, err := publish.ReadManifest(dir)
	if err != nil {
		return false
	}
	_, indexed := m.Find(codec.ManifestName)
	return !indexed
}

// openIndexes opens the indexes of published sites, to be searched as one.
func openIndexes(dirs []string) (*query.Index, error) {
	var all []*query.Index
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			return nil, fmt.Errorf("%s 不是文件夹；用 --output 指明已发布网站的文件夹", dir)
		}
		index, err := query.Open(os.DirFS(dir))
		if err != nil {
			return nil, indexError([]string{dir}, err)
		}
		all = append(all, index)
	}
	return query.OpenAll(all...)
}

// indexError says which file of a published site cannot be read, and what to do. Of
// several sites the error does not say which one it is.
func indexError(dirs []string, err error) error {
	var file *query.FileError
	if !errors.As(err, &file) {
		return err
	}
	var version *codec.VersionError
	name := filepath.Join(dirs[0], filepath.FromSlash(printable(file.Name)))
	if len(dirs) > 1 {
		name = printable(file.Name) + "（" + strings.Join(dirs, "、") + " 之一）"
	}
	switch {
	case errors.As(err, &version):
		return fmt.Errorf("%s 的格式是第 %d 版，这个程序只能读第 %d 版；用这个程序重新构建网站（mulu build）", name, version.Format, codec.Format)
	case file.Name == codec.ManifestName && errors.Is(err, fs.ErrNotExist) && withoutSearch(dirs[0]):
		return fmt.Errorf("文件夹 %s：%s", dirs[0], switchedOff)
	case file.Name == codec.ManifestName && errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("文件夹 %s 里没有检索索引（%s）；先用 mulu build 构建网站，用 --output 指明已发布网站的文件夹，或用 --source 指明网站的源文件夹", dirs[0], codec.ManifestName)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("检索索引不完整，没有文件 %s；重新构建网站（mulu build）", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("没有权限读取检索索引的文件 %s", name)
	}
	return fmt.Errorf("检索索引的文件 %s 已损坏（%w）；重新构建网站（mulu build）", name, file.Err)
}
