package build

import (
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

// Owners returns a function that says who answers for a file: for a document what its
// header says, as far as it can be read, or its column's 责任单位; for an attachment the
// first document that names it. It is not for several goroutines.
func (s *Site) Owners() func(file string) diag.Owner {
	var attachments map[string]owner
	reader := catalogue.NewReader(s.Config)
	return func(file string) diag.Owner {
		if target, _ := s.Catalogue.FindPath(file); target.Document != nil {
			return ownerOf(target.Document.Record)
		}
		if strings.HasSuffix(file, ".md") {
			if header, ok := s.header(file); ok {
				// Its problems were reported when it was read first.
				item, _ := reader.Read(file, header, 1)
				return ownerOf(item.Record)
			}
			return diag.Owner{}
		}
		if attachments == nil {
			attachments = s.owners()
		}
		if d := attachments[file].doc; d != nil {
			return ownerOf(d.Record)
		}
		return diag.Owner{}
	}
}

func ownerOf(r *catalogue.Record) (o diag.Owner) {
	if r == nil {
		return o
	}
	o.Unit = r.Unit
	if len(r.Issuers) > 0 {
		o.Issuer = r.IssuerName(0)
	}
	if len(r.Categories) > 0 {
		c := r.Categories[0]
		o.Category, o.Column = c.Path, columnName(c)
		if o.Unit == "" {
			o.Unit = c.Owner
		}
	}
	return o
}

// columnName is a column's name after those of the columns above it.
func columnName(c *config.Category) string {
	if c.Parent == nil {
		return c.Name
	}
	return columnName(c.Parent) + " › " + c.Name
}
