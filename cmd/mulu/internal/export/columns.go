package export

import (
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sheet"
)

// column is a column of the tables.
type column struct {
	title string
	width int // as sheet.Column has it
	cell  func(e *Exporter, d *catalogue.Document) sheet.Cell
}

// columns are all columns: what a record has, in the words of the field table. More than one
// value of a field stands in one cell, parted by ；.
var columns = append([]column{
	text("title", 40, func(d *catalogue.Document) string { return d.Title }),
	text("index_number", 16, func(d *catalogue.Document) string { return d.Index }),
	text("class", 10, func(d *catalogue.Document) string {
		if d.Class == nil {
			return ""
		}
		return d.Class.Name
	}),
	text("issuer", 18, func(d *catalogue.Document) string {
		if len(d.Issuers) == 1 {
			return d.IssuerName(0)
		}
		return joined(len(d.Issuers), d.IssuerName)
	}),
	text("doc_number", 14, func(d *catalogue.Document) string { return d.DocNumber }),
	text("unified_number", 12, func(d *catalogue.Document) string { return d.Unified }),
	date("written", func(d *catalogue.Document) official.Date { return d.Written }),
	date("published", func(d *catalogue.Document) official.Date { return d.Published }),
	date("effective", func(d *catalogue.Document) official.Date { return d.Effective }),
	date("expires", func(d *catalogue.Document) official.Date { return d.Expires }),
	text("validity", 8, func(d *catalogue.Document) string { return d.Validity.State.String() }),
	{"有效性变化", 24, func(e *Exporter, d *catalogue.Document) sheet.Cell { return sheet.Text(e.history(d)) }},
	text("category", 16, func(d *catalogue.Document) string {
		return joined(len(d.Categories), func(i int) string { return categoryName(d.Categories[i]) })
	}),
	text("theme", 12, func(d *catalogue.Document) string { return d.Theme }),
	text("genre", 6, func(d *catalogue.Document) string { return d.Genre }),
	few("audience", 10, func(m *catalogue.More) string { return strings.Join(m.Audience, "；") }),
	text("five_disclosure", 8, func(d *catalogue.Document) string { return d.Five.String() }),
	text("disclosure", 8, func(d *catalogue.Document) string { return d.Disclosure.String() }),
	few("disclosure_basis", 16, func(m *catalogue.More) string { return m.DisclosureBasis }),
	few("keep", 8, func(m *catalogue.More) string { return m.Keep }),
	text("keywords", 14, func(d *catalogue.Document) string { return strings.Join(d.Keywords(), "；") }),
	text("summary", 40, func(d *catalogue.Document) string { return d.Summary }),
	text("unit", 12, func(d *catalogue.Document) string { return d.Unit }),
	few("source", 12, func(m *catalogue.More) string { return spaced(m.SourceName, m.SourceURL) }),
	few("repealed", 0, func(m *catalogue.More) string { return m.Repealed.String() }),
	few("repealed_by", 14, func(m *catalogue.More) string { return m.RepealedBy }),
	{catalogue.LabelOf("attachments"), 24, func(e *Exporter, d *catalogue.Document) sheet.Cell { return sheet.Text(e.attached(d)) }},
	few("form", 10, func(m *catalogue.More) string { return strings.Join(m.Forms, "；") }),
	few("consultation", 16, func(m *catalogue.More) string {
		c := m.Consultation
		if c == nil {
			return ""
		}
		return spaced(c.Opens.String()+" 至 "+c.Closes.String(), c.Channel, c.Reason)
	}),
	few("changes", 24, func(m *catalogue.More) string {
		return joined(len(m.Changes), func(i int) string { return m.Changes[i].On.String() + " " + m.Changes[i].Text })
	}),
	few("aliases", 16, func(m *catalogue.More) string { return strings.Join(m.Aliases, "；") }),
}, append(related(), column{"网址", 30, func(e *Exporter, d *catalogue.Document) sheet.Cell {
	return sheet.Link(e.plan.Config.BaseURL+plan.DocumentPath(d.Index), "")
}})...)

// heads are the columns as package sheet has them.
var heads = func() []sheet.Column {
	list := make([]sheet.Column, len(columns))
	for i, c := range columns {
		list[i] = sheet.Column{Title: c.title, Width: c.width}
	}
	return list
}()

func text(key string, width int, get func(*catalogue.Document) string) column {
	return column{catalogue.LabelOf(key), width, func(_ *Exporter, d *catalogue.Document) sheet.Cell { return sheet.Text(get(d)) }}
}

func date(key string, get func(*catalogue.Document) official.Date) column {
	return column{catalogue.LabelOf(key), 0, func(_ *Exporter, d *catalogue.Document) sheet.Cell { return sheet.Day(get(d)) }}
}

// few is a column of a field that few documents have.
func few(key string, width int, get func(*catalogue.More) string) column {
	return text(key, width, func(d *catalogue.Document) string {
		if d.More == nil {
			return ""
		}
		return get(d.More)
	})
}

// related are two columns of each relation: of what a document says of others, and of what
// they say of it.
func related() (cs []column) {
	for _, out := range [...]bool{true, false} {
		for _, t := range catalogue.RelationTypes {
			title := t.Label(out)
			if !out && t == catalogue.RelatedTo {
				title = "提到本文件的相关文件"
			}
			cs = append(cs, column{title, 20, func(_ *Exporter, d *catalogue.Document) sheet.Cell {
				rels := d.Out
				if !out {
					rels = d.In
				}
				if len(rels) == 0 {
					return sheet.Cell{}
				}
				return sheet.Text(relatedText(t, rels))
			}})
		}
	}
	return cs
}

// relatedText names documents by index number and title, with what is said of the relation.
func relatedText(t catalogue.RelationType, rels []catalogue.Relation) string {
	var parts []string
	for i := range rels {
		if r := &rels[i]; r.Type == t {
			parts = append(parts, spaced(r.Doc.Index, r.Doc.Title, r.Scope, r.On.String(), r.Note))
		}
	}
	return strings.Join(parts, "；")
}

// history is all states by day that are known: 2025-01-01 有效；2026-01-01 废止.
func (e *Exporter) history(d *catalogue.Document) string {
	if !d.HasValidity() {
		return ""
	}
	var buf [4]catalogue.Interval
	ivs := e.plan.Catalogue.AppendIntervals(buf[:0], d)
	return joined(len(ivs), func(i int) string { return ivs[i].From.String() + " " + ivs[i].State.String() })
}

func (e *Exporter) attached(d *catalogue.Document) string {
	if d.More == nil {
		return ""
	}
	return joined(len(d.More.Attachments), func(i int) string {
		a := d.More.Attachments[i]
		_, at := plan.AttachmentAt(d, a)
		return a.Title + " " + e.plan.Config.BaseURL + at
	})
}

func joined(n int, text func(i int) string) string {
	if n == 1 {
		return text(0)
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = text(i)
	}
	return strings.Join(parts, "；")
}

// spaced joins what is not empty.
func spaced(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p != "" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}
