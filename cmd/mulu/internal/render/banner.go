package render

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// banner says what a reader must know of a document that is not, or not wholly, in
// force: the state, since when, why, and what stands in its place (政府网站发展指引:
// 已修改、废止、失效的文件应当标明). Nil when it is simply in force.
func banner(d *catalogue.Document) *Banner {
	v := d.Validity
	if !marked(v.State) {
		return nil
	}
	b := &Banner{StateClass: v.State.Slug(), State: v.State.String(), Text: bannerText(d)}
	if v.By != nil {
		b.By, b.ByNumber = linkDoc(v.By), v.By.DocNumber
	}
	if to := successor(d); to != nil {
		b.Successor, b.SuccessorNumber = linkDoc(to), to.DocNumber
		if to == v.By {
			b.By, b.ByNumber = nil, ""
		}
	}
	return b
}

func bannerText(d *catalogue.Document) string {
	v, since := d.Validity, d.Validity.On.Chinese()
	switch v.Cause {
	case catalogue.ByEffective:
		return "本文件自" + since + "起施行，目前尚未施行。"
	case catalogue.ByExpiry:
		return "本文件有效期至" + d.Expires.Chinese() + "，自" + since + "起失效。"
	case catalogue.BySunset:
		return "本文件没有写明有效期，按照" + orRule(v.Basis) + "，自" + since + "起失效。"
	case catalogue.ByRepeal:
		return "本文件自" + since + "起废止，不再作为依据。"
	case catalogue.ByReplace:
		return "本文件自" + since + "起由新的文件替代，不再作为依据。"
	case catalogue.ByStatement:
		if v.Basis != "" {
			return "本文件自" + since + "起废止，不再作为依据。废止依据：" + v.Basis + "。"
		}
		return "本文件自" + since + "起废止，不再作为依据。"
	case catalogue.ByAmend:
		if v.Basis != "" {
			return "本文件的" + v.Basis + "自" + since + "起已经修改，请与修改它的文件一并查阅。"
		}
		return "本文件的部分内容自" + since + "起已经修改，请与修改它的文件一并查阅。"
	case catalogue.ByPartial:
		if v.Basis == "" {
			return "本文件的部分内容自" + since + "起废止，其余部分继续有效。"
		}
		return "本文件的" + v.Basis + "自" + since + "起废止，其余部分继续有效。"
	}
	return "本文件的有效性为“" + v.State.String() + "”。"
}

func orRule(basis string) string {
	if basis == "" {
		return "有效期的规定"
	}
	return basis
}

// successor is the document that stands in this one's place, down a chain of
// replacements: the last one that is in force. Nil when none is, for nobody should be
// sent from one lapsed document to another.
func successor(d *catalogue.Document) *catalogue.Document {
	if s := d.Validity.State; s != official.Repealed && s != official.Expired {
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
func notice(d *catalogue.Document) *Notice {
	next := d.Validity.Next
	if next == nil || d.Validity.State == official.Expired || d.Validity.State == official.Repealed {
		return nil
	}
	if next.By == nil && next.Cause != catalogue.BySunset && next.Cause != catalogue.ByStatement {
		return nil
	}
	n := &Notice{Text: noticeText(next)}
	if next.By != nil {
		n.By, n.ByNumber = linkDoc(next.By), next.By.DocNumber
	}
	return n
}

func noticeText(v *catalogue.Validity) string {
	from, part := v.On.Chinese(), v.Basis
	if part == "" {
		part = "部分内容"
	}
	switch v.Cause {
	case catalogue.BySunset:
		return "本文件没有写明有效期，按照" + orRule(v.Basis) + "，将自" + from + "起失效。"
	case catalogue.ByReplace:
		return "本文件将自" + from + "起由新的文件替代。"
	case catalogue.ByAmend:
		return "本文件的" + part + "将自" + from + "起修改。"
	case catalogue.ByPartial:
		return "本文件的" + part + "将自" + from + "起废止。"
	case catalogue.ByStatement:
		if v.Basis != "" {
			return "本文件将自" + from + "起废止。废止依据：" + v.Basis + "。"
		}
	}
	return "本文件将自" + from + "起" + v.State.String() + "。"
}
