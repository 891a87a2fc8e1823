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
	b.Successor = successor(d)
	if b.Successor != nil && b.By != nil && b.Successor.URL == b.By.URL {
		b.By, b.ByNumber = nil, ""
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

// successor is the newest document that replaces this one and is itself still in
// force, down a chain of replacements.
func successor(d *catalogue.Document) *Link {
	if s := d.Validity.State; s != official.Repealed && s != official.Expired {
		return nil
	}
	at := d
	for range 100 { // relations have no circles; the bound is for a catalogue with errors
		next := replacer(at)
		if next == nil {
			break
		}
		at = next
	}
	if at == d {
		return nil
	}
	return linkDoc(at)
}

func replacer(d *catalogue.Document) *catalogue.Document {
	for _, in := range d.In {
		if in.Type == catalogue.Replaces {
			return in.Doc
		}
	}
	return nil
}
