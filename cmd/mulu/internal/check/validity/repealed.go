package validity

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var repealWithoutBasis = check.Rule{
	Rule: diag.Rule{Code: "repeal-without-basis", Severity: diag.Warning, Title: "写了废止日期，没有写依据",
		Explain: "废止是一个决定。读者要知道是哪个文件废止了它，页面也要写明。目录中有文件用 repeals 或 replaces 指向它时，依据由关系得出，不必再写。",
		Source:  "政府网站发展指引（国办发〔2017〕47号）：修改、废止、失效的文件要及时标明", Repair: "写上废止依据（repealed_by），或在废止它的文件中写上关系（repeals）。",
		Examples: []diag.Example{{
			Wrong: "repealed = 2025-12-31",
			Right: "repealed = 2025-12-31\nrepealed_by = \"市政府关于公布规范性文件清理结果的决定（霁政发〔2025〕30号）\"",
		}}},
	Document: func(d *check.Document) {
		if d.More == nil || d.More.Repealed.IsZero() || d.More.RepealedBy != "" {
			return
		}
		for _, r := range d.In {
			if r.Type == catalogue.Repeals || r.Type == catalogue.Replaces {
				return
			}
		}
		d.Report(d.At("repealed", nil, "写了 %s 废止，没有写依据", d.More.Repealed))
	},
}

const revision = "政府网站发展指引（国办发〔2017〕47号）：修改、废止、失效的文件要及时标明；各地规范性文件清理规定"

var basisRepealed = check.Rule{
	Rule: diag.Rule{Code: "basis-repealed", Severity: diag.Warning, Title: "文件的依据已经不再有效",
		Explain: "文件还在施行，它依据的文件（“根据《…》”“依据《…》”，或者随它印发的文件）在本目录中已经废止或失效。清理时应一并处理：修改依据，或者一并废止。同名的文件还有有效的，不查。",
		Source:  revision, Repair: "改为现行的依据并修改文件，或者废止本文件。",
		Examples: []diag.Example{{Wrong: "根据《栖澜市客运站管理办法》（2023年已废止），制定本细则。", Right: "根据《栖澜市道路客运管理规定》，制定本细则。"}}},
	Asks: check.CitesAny,
	Body: func(b *check.Body) {
		for _, c := range b.CitesEnded() {
			if c.Basis {
				b.Report(about(b, c, "依据的文件“%s”"))
			}
		}
	},
	Document: func(d *check.Document) {
		if !d.Validity.Standing() {
			return
		}
		for _, r := range d.Out {
			if v := r.Doc.Validity; r.Type == catalogue.AttachedTo && v.Ended() {
				d.Report(d.AtRelation(r, "随“%s”印发，那个文件自 %s 起%s，本文件仍是“%s”", r.Doc.Title, v.On, v.State, d.Validity.State))
			}
		}
	},
}

var citesRepealed = check.Rule{
	Rule: diag.Rule{Code: "cites-repealed", Severity: diag.Notice, Title: "正文引用了不再有效的文件",
		Explain: "正文用名称或文号引用了本目录中已经废止、失效的文件。公布时就已经不再有效的，是起草时的差错，为警告；公布以后才废止的，提示在清理时一并修改。只查仍在施行的文件：统计、报告、解读等讲的是当时的情况。同一行写明“废止”“失效”等的，和用关系指向的文件，都不算。",
		Source:  revision, Repair: "改为引用现行的文件；确实要提到旧文件时，写明“已废止”。",
		Examples: []diag.Example{{Wrong: "具体条件按照霁交发〔2016〕41号执行。", Right: "具体条件按照霁交发〔2023〕33号执行。"}}},
	Asks: check.CitesAny,
	Body: func(b *check.Body) {
		for _, c := range b.CitesEnded() {
			if c.Basis {
				continue // basisRepealed speaks of it
			}
			f := about(b, c, "引用的文件“%s”")
			if !b.Document.Published.Before(c.Doc.Validity.On) {
				f.Severity = diag.Warning
			}
			b.Report(f)
		}
	},
}

func about(b *check.Body, c check.Citation, what string) diag.Diagnostic {
	v := c.Doc.Validity
	f := b.AtPlace(b.File, c.Pos, what+"自 %s 起%s", c.Doc.Title, v.On, v.State)
	if v.By != nil {
		f = f.WithHint("%s废止它的是“%s”（%s）", f.Hint, v.By.Title, v.By.Path)
	}
	return f.WithRelated(c.Doc.Path, b.Locate(c.Doc.Path, "title"), "不再有效的文件")
}
