package relations

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

const interpretSource = "国务院办公厅关于全面推进政务公开工作的实施细则（国办发〔2016〕61号）：解读材料与文件同步组织、同步审签、同步部署，文件公布后3个工作日内公布"

var interpretationMissing = check.Rule{
	Rule: diag.Rule{Code: "interpretation-missing", Severity: diag.Warning, Title: "文件没有解读",
		Explain: "规章和行政规范性文件应有解读，与文件同时公布，最迟在公布后3个工作日内。哪些信息类别要有解读、几个工作日、从哪一天公布的文件查起，由 [check.relations] 的 policies、interpret_days、since 规定。已经失效的、转载的（写了来源）、随别的文件印发的、只作废止和清理的文件不查。",
		Source:  interpretSource, Repair: "公布解读，在解读的文件头中用 interprets 指向本文件。", Unconfirmed: true,
		Examples: []diag.Example{{Right: "class = \"政策解读\"\ninterprets = [\"霁交发〔2025〕3号\"]\nform = [\"文字\", \"图解\"]"}}},
	Absence: true,
	Due: func(s *check.Site) {
		for i := range s.Documents {
			d := s.Of(&s.Documents[i])
			if !d.Catalogue.NeedsInterpretation(d.Document) || len(partners(d.Document, catalogue.Interprets)) > 0 {
				continue
			}
			last := interpretBy(d)
			s.Due(last, d.Path, func() diag.Diagnostic {
				return d.At("title", nil, "%s“%s”没有解读，最迟应在 %s 公布（%s 公布后%d个工作日内）", d.Class.Name, d.Title, last, d.Record.Published, s.Config.Check.Relations.InterpretDays)
			})
		}
	},
}

var interpretationForms = check.Rule{
	Rule: diag.Rule{Code: "interpretation-forms", Severity: diag.Warning, Title: "解读的形式不够",
		Explain: "本站要求每个政策文件有几种形式的解读（[check.relations] 的 forms；不写就不查）。形式由各篇解读的 form 合计，没有写的算“文字”。",
		Source:  "各地政策解读工作规定（有的要求3种以上形式）；本站的设置", Repair: "补充图解、问答、视频等形式的解读，或在解读中写全解读形式（form）。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "form = [\"文字\"]  # 本站要求3种", Right: "form = [\"文字\", \"图解\", \"问答\"]  # 可以分在几篇解读里"}}},
	Absence: true,
	Due: func(s *check.Site) {
		want := s.Config.Check.Relations.Forms
		for i := range s.Documents {
			d := s.Of(&s.Documents[i])
			if want < 2 || !d.Catalogue.NeedsInterpretation(d.Document) {
				continue
			}
			forms := formsOf(d.Document)
			if len(forms) == 0 || len(forms) >= want {
				continue
			}
			last := interpretBy(d)
			s.Due(last, d.Path, func() diag.Diagnostic {
				return d.At("title", nil, "“%s”的解读有%d种形式（%s），本站要求%d种，最迟应在 %s 公布", d.Title, len(forms), strings.Join(forms, "、"), want, last)
			})
		}
	},
}

var interpretationEarly = check.Rule{
	Rule: diag.Rule{Code: "interpretation-early", Severity: diag.Warning, Title: "解读早于文件",
		Explain: "解读随文件公布；文件还没有公布，解读就先公布了，多半是发布日期写错，或者指错了文件。",
		Source:  interpretSource, Repair: "核对两个文件的发布日期和解读所指的文件。",
		Examples: []diag.Example{{Wrong: "# 文件 2025-03-10 公布\npublished = 2025-03-07", Right: "# 文件 2025-03-10 公布\npublished = 2025-03-10"}}},
	Document: func(d *check.Document) {
		for _, r := range d.Out {
			if r.Type == catalogue.Interprets && !d.Record.Published.IsZero() && d.Record.Published.Before(r.Doc.Published) {
				d.Report(d.At("published", nil, "解读的发布日期 %s 早于“%s”的 %s", d.Record.Published, r.Doc.Title, r.Doc.Published).
					WithRelated(r.Doc.Path, d.Locate(r.Doc.Path, "published"), "所解读的文件"))
			}
		}
	},
}

var interpretationLate = check.Rule{
	Rule: diag.Rule{Code: "interpretation-late", Severity: diag.Notice, Title: "解读晚于期限",
		Explain: "文件的第一篇解读最迟在文件公布后3个工作日内公布。已经晚了的不能改日期（发布日期不得改动），只作提示；以后再补充的解读不算晚。",
		Source:  interpretSource, Repair: "今后与文件同时公布解读；日期写错的改正。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "# 文件 2025-03-10（周一）公布\npublished = 2025-03-20", Right: "# 文件 2025-03-10（周一）公布\npublished = 2025-03-13"}}},
	Document: func(d *check.Document) {
		if !d.Catalogue.NeedsInterpretation(d.Document) {
			return
		}
		list := partners(d.Document, catalogue.Interprets)
		if len(list) == 0 {
			return
		}
		if last, first := interpretBy(d), list[0]; first.Published.After(last) {
			d.Report(d.Of(first).At("published", nil, "“%s”的第一篇解读 %s 公布，期限是 %s", d.Title, first.Published, last).
				WithRelated(d.Path, d.Locate(d.Path, "published"), "文件的发布日期"))
		}
	},
}

var interpretationAlone = check.Rule{
	Rule: diag.Rule{Code: "interpretation-alone", Severity: diag.Warning, Title: "解读没有指向文件",
		Explain: "文件和解读要互相链接，读者从解读找得到原文，从原文找得到解读。转载的解读（写了来源）和写了相关文件（related）的不查。",
		Source:  "国办发〔2016〕61号；政府网站发展指引（国办发〔2017〕47号）", Repair: "用 interprets 写明所解读的文件：索引号、发文字号或相对路径。",
		Examples: []diag.Example{{Wrong: "class = \"政策解读\"", Right: "class = \"政策解读\"\ninterprets = [\"霁交发〔2025〕3号\"]"}}},
	Document: func(d *check.Document) {
		if d.Class == nil || d.Class.Name != "政策解读" {
			return
		}
		if m := d.More; m != nil && (m.SourceName != "" || slices.ContainsFunc(m.Refs, func(r catalogue.Ref) bool {
			return r.Type == catalogue.Interprets || r.Type == catalogue.RelatedTo
		})) {
			return
		}
		d.Report(d.At("class", nil, "政策解读没有写明解读哪个文件"))
	},
}

// interpretBy is the last day for a document's first interpretation.
func interpretBy(d *check.Document) official.Date {
	return workingDays(d.Site, d.Record.Published, d.Config.Check.Relations.InterpretDays)
}

// formsOf are the forms of all interpretations of a document; none when it has none.
func formsOf(d *catalogue.Document) (forms []string) {
	for _, i := range partners(d, catalogue.Interprets) {
		list := []string{"文字"}
		if i.More != nil && len(i.More.Forms) > 0 {
			list = i.More.Forms
		}
		for _, f := range list {
			if !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
	}
	return forms
}
