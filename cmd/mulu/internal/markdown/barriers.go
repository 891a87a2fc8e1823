package markdown

import (
	"bytes"

	"mulu/cmd/mulu/internal/a11y"
)

// Raw HTML may bar readers who use other means than eyes: a table without header cells, a
// folded text that says not what it is. The tags that the policy lets through can do no
// other harm of this kind, and what Markdown makes does none, so only bodies with raw
// HTML are looked at.

// noteBarred notes where a raw start tag stands that barriers may speak of.
func (d *doc) noteBarred(name string, off int) {
	if name != "table" && name != "summary" {
		return
	}
	if d.rawTags.barred == nil {
		d.rawTags.barred = map[string][]int{}
	}
	d.rawTags.barred[name] = append(d.rawTags.barred[name], off)
}

// barriers reports the barriers in the output, each at the raw tag that it comes from.
func (d *doc) barriers() {
	if len(d.rawTags.barred) == 0 {
		return
	}
	var in a11y.Inspector
	for _, f := range in.Part(d.out) {
		name, to := f.Element, f.Offset+1+len(f.Element)
		if name == "th" {
			name, to = "table", f.Offset
		}
		tags := d.rawTags.barred[name]
		if n := rawTags(d.out[:to], name); n > 0 && n <= len(tags) {
			d.report(f.Rule, d.span(tags[n-1]), "%s", f.Message).Hint = f.Rule.Repair
		}
	}
}

// rawTags counts the start tags of a name in the output that are not of Markdown's own
// tables, which stand in sections.
func rawTags(out []byte, name string) (n int) {
	tag := []byte("<" + name)
	for at := 0; ; at += len(tag) {
		i := bytes.Index(out[at:], tag)
		if i < 0 {
			return n
		}
		at += i
		before := bytes.TrimSpace(out[:at])
		section := bytes.LastIndexByte(before, '<')
		if section < 0 || !bytes.HasPrefix(before[section:], []byte(`<section class="table-wrap"`)) {
			n++
		}
	}
}
