package render

import (
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// summary is what a reader wants to know before all else: whether a document is in force,
// since when, whose it is and its number. Of one that is not, or not wholly, in force the
// banner right above has said the state and its day; of one that has no validity there is
// only when it was made public.
func (w *words) summary(d *catalogue.Document) Summary {
	s := Summary{Issuer: d.IssuerNames(), Number: d.DocNumber}
	state := d.Validity.State
	if state == official.InForce {
		s.State, s.StateClass = w.states[state], state.Slug()
	}
	switch state {
	case official.NotYet, official.Repealed, official.Expired:
		return s
	case official.Unstated:
	default:
		if !d.Effective.IsZero() {
			s.Since = w.Text("summary.effective", w.date(d.Effective))
			return s
		}
	}
	if !d.Published.IsZero() {
		s.Since = w.Text("summary.published", w.date(d.Published))
	}
	return s
}

// cite is how a document is cited, up to the day of its publication: as an electronic
// announcement (GB/T 7714—2015 4.6, 8: 主要责任者. 题名: 其他题名信息[EB/OL]). The day and the
// page's address, which the page has anyway, follow; the day on which a reader saw it is
// his own, so a script adds it when he copies.
func (r *Renderer) cite(d *catalogue.Document) string {
	var b strings.Builder
	for i := range d.Issuers {
		if i == 3 { // of four and more the first three are named
			b.WriteString(r.theme.contentTexts.Text("body.cite_more"))
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(d.IssuerName(i))
	}
	if b.Len() > 0 {
		b.WriteString(". ")
	}
	b.WriteString(d.Title)
	if d.DocNumber != "" {
		b.WriteString(": " + d.DocNumber)
	}
	return b.String() + "[EB/OL]. "
}
