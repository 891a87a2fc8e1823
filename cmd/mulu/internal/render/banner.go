package render

import (
	"html/template"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// banner says what a reader must know of a document that is not, or not wholly, in
// force: the state, since when, why, and what stands in its place (政府网站发展指引:
// 已修改、废止、失效的文件应当标明). Nil when it is simply in force.
func (r *Renderer) banner(d *catalogue.Document) *Banner {
	w, v := &r.words, d.Validity
	if !marked(v.State) {
		return nil
	}
	b := &Banner{StateClass: v.State.Slug(), State: w.states[v.State], Text: w.bannerText(d)}
	if v.By != nil {
		b.By, b.ByNumber = linkDoc(v.By), inline(v.By.DocNumber, w.mark)
	}
	if to := successor(d); to != nil {
		b.Successor, b.SuccessorNumber = linkDoc(to), inline(to.DocNumber, w.mark)
		if to == v.By {
			b.By, b.ByNumber = nil, ""
		}
	}
	r.past(b, d)
	return b
}

// past says of what nobody goes by any longer when one did, and of a text that was
// published anew as amended that it is not the wording to go by.
func (r *Renderer) past(b *Banner, d *catalogue.Document) {
	from, to, ok := r.cat.Span(d)
	if !ok {
		return
	}
	b.Span = r.words.phrase("banner.span", r.words.date(from), r.words.date(to))
	if d.Validity.InForce() {
		b.Text = r.words.phrase("banner.anew", r.words.date(to.AddDays(1)))
	}
}

func (w *words) bannerText(d *catalogue.Document) template.HTML {
	v, since := d.Validity, w.date(d.Validity.On)
	switch v.Cause {
	case catalogue.ByEffective:
		return w.phrase("banner.not_yet", since)
	case catalogue.ByExpiry:
		return w.phrase("banner.expired", w.date(d.Expires), since)
	case catalogue.BySunset:
		return w.phrase("banner.sunset", w.rule(v.Basis), since)
	case catalogue.ByReplace:
		return w.phrase("banner.replaced", since)
	case catalogue.ByRepeal:
		return w.phrase("banner.repealed", since)
	case catalogue.ByStatement:
		if v.Basis != "" {
			return w.phrase("banner.repealed_by", since, content(v.Basis))
		}
		return w.phrase("banner.repealed", since)
	case catalogue.ByAmend:
		return w.partPhrase("banner.amended", since, v.Basis)
	case catalogue.ByPartial:
		return w.partPhrase("banner.partly", since, v.Basis)
	}
	return w.phrase("banner.state", w.states[v.State])
}

// partPhrase is a text of a part of a document, with the articles where they are known.
func (w *words) partPhrase(key, from, articles string) template.HTML {
	if articles == "" {
		return w.phrase(key, from)
	}
	return w.phrase(key+"_part", from, content(articles))
}

// rule names a sunset rule, which a site's settings may do.
func (w *words) rule(basis string) any {
	if basis == "" {
		return w.Text("banner.sunset_rule")
	}
	return content(basis)
}

// successor is the document that stands in this one's place, down a chain of
// replacements: the last one that is in force. Nil when none is, for nobody should be
// sent from one lapsed document to another.
func successor(d *catalogue.Document) *catalogue.Document {
	// What is amended has one where the text was published anew as amended.
	if s := d.Validity.State; s != official.Repealed && s != official.Expired && s != official.Amended {
		return nil
	}
	var found *catalogue.Document
	at := d
	for range 100 { // relations have no circles; the bound is for a catalogue with errors
		if at = replacer(at); at == nil {
			break
		}
		switch at.Validity.State {
		case official.InForce, official.Amended, official.PartlyInvalid, official.Unstated:
			found = at
		}
	}
	return found
}

func replacer(d *catalogue.Document) *catalogue.Document {
	for _, in := range d.In {
		if in.Type == catalogue.Replaces {
			return in.Doc
		}
	}
	return nil
}

// notice tells of a change that a document in force has before it and that its own
// header does not give: a repeal, a replacement, an amendment or a lapse by rule. It is
// said from the day on which the other document is known, so it makes no page change
// by itself. What a document that is not public will do is not told before it is done.
// Nil when there is nothing to tell.
func (w *words) notice(d *catalogue.Document) *Notice {
	next := d.Validity.Next
	if next == nil || d.Validity.State == official.Expired || d.Validity.State == official.Repealed {
		return nil
	}
	if next.By == nil && next.Cause != catalogue.BySunset && next.Cause != catalogue.ByStatement {
		return nil
	}
	n := &Notice{Text: w.noticeText(next)}
	if next.By != nil {
		n.By, n.ByNumber = linkDoc(next.By), inline(next.By.DocNumber, w.mark)
	}
	return n
}

func (w *words) noticeText(v *catalogue.Validity) template.HTML {
	from := w.date(v.On)
	switch v.Cause {
	case catalogue.BySunset:
		return w.phrase("banner.will_sunset", w.rule(v.Basis), from)
	case catalogue.ByReplace:
		return w.phrase("banner.will_replace", from)
	case catalogue.ByAmend:
		return w.partPhrase("banner.will_amend", from, v.Basis)
	case catalogue.ByPartial:
		return w.partPhrase("banner.will_partly", from, v.Basis)
	case catalogue.ByStatement:
		if v.Basis != "" {
			return w.phrase("banner.will_repeal_by", from, content(v.Basis))
		}
	}
	return w.phrase("banner.will_repeal", from)
}
