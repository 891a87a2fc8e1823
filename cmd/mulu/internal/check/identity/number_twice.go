package identity

import (
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var numberTwice = check.Rule{
	Rule: diag.Rule{Code: "doc-number-duplicate", Severity: diag.Warning, Title: "同一机关的发文字号用了两次",
		Explain:  "一个机关一年中的同一个机关代字、同一个序号只用于一件公文。两件用同一个号，引用和检索就分不清是哪一件。",
		Source:   format,
		Repair:   "核对原文的发文字号；同一公文的附件分开公开的，用 attached_to 指明主件；转载的，写上 source。",
		Examples: []diag.Example{{Wrong: `两件公文都写 doc_number = "霁交发〔2025〕1号"`, Right: `doc_number = "霁交发〔2025〕1号" 和 doc_number = "霁交发〔2025〕2号"`}}},
	Document: func(d *check.Document) {
		n, ok := numberOf(d)
		if !ok || n.Year == 0 || reprint(d.Document) {
			return
		}
		all := d.FindNumber(d.DocNumber)
		if len(all) < 2 {
			return
		}
		if first := firstBearer(d, all); first != nil {
			d.Report(d.At("doc_number", nil, "发文字号 %s 已用于“%s”", n, first.Title).
				WithRelated(first.Path, d.Locate(first.Path, "doc_number"), "先用在这里"))
		}
	},
}

// firstBearer is the oldest other document of the same issuer with the number, when it
// is older than d and not one with it.
func firstBearer(d *check.Document, all []string) (first *catalogue.Document) {
	for _, index := range all {
		t, _ := d.Find(index)
		o := t.Document
		if o == nil || o == d.Document || len(o.Issuers) == 0 || o.Issuers[0] != d.Issuers[0] || reprint(o) || older(d.Document, o) || joined(d.Document, o) {
			continue
		}
		if first == nil || older(o, first) {
			first = o
		}
	}
	return first
}

// older orders documents: those published later come first in the catalogue.
func older(a, b *catalogue.Document) bool { return a.ID > b.ID }

// joined says whether two documents are parts of one: an annex and its notice, or an
// interpretation under the number of what it interprets.
func joined(a, b *catalogue.Document) bool {
	to := func(o *catalogue.Document) func(r catalogue.Relation) bool {
		return func(r catalogue.Relation) bool {
			return r.Doc == o && (r.Type == catalogue.AttachedTo || r.Type == catalogue.Interprets)
		}
	}
	return slices.ContainsFunc(a.Out, to(b)) || slices.ContainsFunc(b.Out, to(a))
}

// reprint says whether a document is another body's, so that its number is too.
func reprint(d *catalogue.Document) bool { return d.More != nil && d.More.SourceName != "" }
