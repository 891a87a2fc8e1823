package render

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// document makes the view of a disclosed item.
func (r *Renderer) document(w *Worker, e plan.Entry) error {
	w.md.WantText = true // for its description and the search index
	if err := r.body(w, e.Doc.Path, plan.Root(e.Path), e.Doc, nil); err != nil {
		return err
	}
	r.documentView(w, e)
	return nil
}

// documentView makes the view of a document around the body that w has.
func (r *Renderer) documentView(w *Worker, e plan.Entry) {
	d, v := e.Doc, &w.doc
	shell, rels, more := v.Shell, v.Relations[:0], v.MoreFields[:0]
	*v = Document{Shell: shell, Heading: d.Title, Body: w.md.HTML, Disclosure: r.words.disclosure}
	r.shell(&v.Shell, "document", e.Path, d.Title, r.describe(w, d))
	source := leading(d)
	if d.More != nil && d.More.SourceName != "" {
		source = d.More.SourceName
	}
	if len(d.Categories) > 0 {
		c := d.Categories[0]
		v.Crumbs = r.words.categoryCrumbs(v.Crumbs, c)
		v.Meta = columnMeta(v.Meta, c.Name, c.Description, "")
	}
	// The heading right below says the title; 正文 is what readers know from other catalogues.
	v.Crumbs = append(v.Crumbs, Link{Name: r.words.body, URL: e.Path, Current: true})
	v.Meta = r.words.articleMeta(v.Meta, d, source, v.Canonical, r.textPath(d, e.Path))
	v.Markdown, v.Text, v.JSON = beside(r.plan.MarkdownPath(d)), beside(r.plan.PlainPath(d)), beside(r.plan.JSONPath(d))
	v.Linked = r.linkedDocument(w, d)
	v.Fields = r.headerTable(w, d)
	v.MoreFields = r.moreFields(more, d)
	v.Summary, v.Banner, v.Notice = r.words.summary(d), r.banner(d), r.words.notice(d)
	v.Cite, v.Published = r.cite(d), d.Published.String()
	v.Contents = r.contents(w, w.md.Headings)
	editions := d.Editions()
	v.Editions = r.words.editions(d, editions)
	v.Relations = r.words.timeline(rels, d, editions)
	if d.More != nil {
		r.more(v, d)
	}
}

// textPath is the way from a document's page to its attachments' text, "" when there
// is none.
func (r *Renderer) textPath(d *catalogue.Document, page string) string {
	if d.More == nil {
		return ""
	}
	return strings.TrimPrefix(r.plan.TextPath(d), path.Dir(page)+"/")
}

// beside is the name of a file beside a page; "" when there is none.
func beside(at string) string { return at[strings.LastIndexByte(at, '/')+1:] }

// more adds what few documents have.
func (r *Renderer) more(v *Document, d *catalogue.Document) {
	m := d.More
	for _, a := range m.Attachments {
		v.Attachments = append(v.Attachments, r.attachment(d, a))
	}
	for _, c := range m.Changes {
		v.Changes = append(v.Changes, Change{c.On.String(), c.Text})
	}
	if m.SourceName != "" {
		v.Source = &Link{Name: m.SourceName, URL: m.SourceURL, External: true}
	}
	v.Forms = r.words.join(m.Forms)
	if c := m.Consultation; c != nil {
		v.Consultation = &Consultation{Opens: c.Opens.String(), Closes: c.Closes.String(), Channel: c.Channel, Reason: c.Reason, State: r.words.Text(consultationState(c, r.cat.Today))}
		for _, in := range d.In {
			if in.Type == catalogue.FeedbackOn {
				v.Consultation.Feedback = linkDoc(in.Doc)
				break
			}
		}
	}
}

// consultationState is the key of the text that says how far a consultation is.
func consultationState(c *catalogue.Consultation, today official.Date) string {
	switch {
	case today.Before(c.Opens):
		return "consultation.before"
	case today.After(c.Closes):
		return "consultation.closed"
	}
	return "consultation.open"
}

func (r *Renderer) attachment(d *catalogue.Document, a catalogue.Attachment) Attachment {
	src, at := plan.AttachmentAt(d, a)
	size, _ := r.files.Size(src)
	v := Attachment{Title: a.Title, URL: at, FileName: path.Base(src), Type: fileType(src), Size: fileSize(size)}
	switch pages, sheets := r.files.Measure(src); {
	case pages > 0:
		v.Extent = r.words.Text("document.pages", pages)
	case sheets > 1:
		v.Extent = r.words.Text("document.sheets", sheets)
	}
	if !shown[v.Type] {
		v.SaveAs = v.FileName
	}
	return v
}

// shown are the types of files that browsers open themselves. The others are saved, and
// their addresses make poor names: fj-5acba2fc.xlsx.
var shown = map[string]bool{"PDF": true, "TXT": true, "PNG": true, "JPG": true, "JPEG": true, "GIF": true, "WEBP": true}

// fileType names a file's type as readers know it.
func fileType(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// fileSize writes a size in bytes for a reader: 980 B, 12 KB, 1.5 MB.
func fileSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func linkDoc(d *catalogue.Document) *Link {
	return &Link{Name: d.Title, URL: plan.DocumentPath(d.Index)}
}

// headerTable makes the header table by the site's profile, two fields a row where
// it says so.
func (r *Renderer) headerTable(w *Worker, d *catalogue.Document) []FieldRow {
	if cap(w.cells) < len(r.header) { // rows point into cells, which must not move
		w.cells, w.rows = make([]FieldCell, 0, len(r.header)), make([]FieldRow, 0, len(r.header))
	}
	rows, cells := w.rows[:0], w.cells[:0]
	two := r.cfg.Profile.Columns == 2
	open := false // the last row has a place left
	for i := range r.header {
		f := &r.header[i]
		cell := r.cell(d, f)
		if f.Hide && cell.Value == "" && cell.Links == nil || f.Field == "validity" && cell.Value == "" {
			continue
		}
		cells = append(cells, cell)
		n := len(cells)
		if open && !f.Wide {
			rows[len(rows)-1] = FieldRow{Cells: cells[n-2 : n : n]}
			open = false
			continue
		}
		if open {
			rows[len(rows)-1].Cells[0].Wide = true
		}
		rows = append(rows, FieldRow{Cells: cells[n-1 : n : n], Name: f.Field == "title"})
		cells[n-1].Wide = two && f.Wide
		open = two && !f.Wide
	}
	if open {
		rows[len(rows)-1].Cells[0].Wide = true
	}
	return rows
}

// moreKeys are the fields that a reader may want beside the header table, in the order
// of the field table.
var moreKeys = []string{"class", "doc_number", "unified_number", "written", "published", "effective", "expires", "theme", "genre",
	"audience", "five_disclosure", "disclosure_basis", "keep", "keywords", "summary", "unit"}

// label puts the fields' labels into the interface's language.
func (r *Renderer) label() {
	own := len(r.cfg.Profile.Fields) > 0
	for i := range r.header {
		r.header[i].Label = r.words.label(r.header[i], own)
	}
	for i := range r.others {
		r.others[i].Label = r.words.label(r.others[i], false)
	}
}

// otherFields are those of moreKeys that a profile leaves out, with their labels.
func otherFields(header []config.ProfileField) []config.ProfileField {
	var others []config.ProfileField
	for _, key := range moreKeys {
		if !slices.ContainsFunc(header, func(f config.ProfileField) bool { return f.Field == key }) {
			others = append(others, config.ProfileField{Field: key, Label: catalogue.LabelOf(key)})
		}
	}
	return others
}

// moreFields are the fields that the profile leaves out and the document has.
func (r *Renderer) moreFields(cells []FieldCell, d *catalogue.Document) []FieldCell {
	for i := range r.others {
		if c := r.cell(d, &r.others[i]); c.Value != "" || c.Links != nil {
			cells = append(cells, c)
		}
	}
	return cells
}

// cell makes the value of one field.
func (r *Renderer) cell(d *catalogue.Document, f *config.ProfileField) FieldCell {
	c := FieldCell{Key: f.Field, Label: f.Label, Content: true}
	switch f.Field {
	case "category":
		for _, k := range d.Categories {
			c.Links = append(c.Links, Link{Name: k.Name, URL: k.Path + "/index.html"})
		}
	case "issuer":
		for i, is := range d.Issuers {
			c.Links = append(c.Links, Link{Name: d.IssuerName(i), URL: "issuer/" + is.Slug + "/index.html"})
		}
	case "written":
		c.day(d.Written)
	case "published":
		c.day(d.Published)
	case "effective":
		c.day(d.Effective)
	case "expires":
		c.day(d.Expires)
	case "theme":
		if d.Theme != "" {
			c.Links = []Link{{Name: d.Theme, URL: plan.ThemePath(d.Theme)}}
		}
	case "validity":
		if s := d.Validity.State; s != official.Unstated {
			c.Value, c.State, c.Content = r.words.states[s], s.Slug(), false
		}
	case "index_number":
		c.Value, c.Tail = cutIndex(d.Index)
		c.Content = false // letters and digits, which are no language's
	case "unified_number":
		c.Value, c.Content = d.Unified, false
	case "disclosure":
		c.Value, c.Content = r.words.disclosure, false
	case "five_disclosure":
		c.Value, c.Content = r.words.five(d.Five), false
	default:
		c.Value = r.words.textField(d, f.Field)
	}
	return c
}

// cutIndex parts an index number behind its code: a line may end there, and should before
// it ends anywhere else.
func cutIndex(index string) (code, rest string) {
	n := strings.IndexByte(index, '/') + 1
	if n == 0 {
		return index, ""
	}
	return index[:n], index[n:]
}

func (c *FieldCell) day(d official.Date) {
	c.Value = d.String()
	c.Date, c.Content = c.Value, false
}

// textField gives the text of a field that is shown as it is.
func (w *words) textField(d *catalogue.Document, key string) string {
	switch key {
	case "title":
		return d.Title
	case "index_number":
		return d.Index
	case "doc_number":
		return d.DocNumber
	case "unified_number":
		return d.Unified
	case "theme":
		return d.Theme
	case "genre":
		return d.Genre
	case "unit":
		return d.Unit
	case "summary":
		return d.Summary
	case "keywords":
		return w.join(d.Keywords())
	case "class":
		if d.Class != nil {
			return d.Class.Name
		}
	}
	if d.More != nil {
		return w.moreField(d.More, key)
	}
	return ""
}

func (w *words) moreField(m *catalogue.More, key string) string {
	switch key {
	case "audience":
		return w.join(m.Audience)
	case "disclosure_basis":
		return m.DisclosureBasis
	case "keep":
		return m.Keep
	case "repealed":
		return m.Repealed.String()
	case "repealed_by":
		return m.RepealedBy
	case "source":
		return m.SourceName
	case "form":
		return w.join(m.Forms)
	}
	return ""
}
