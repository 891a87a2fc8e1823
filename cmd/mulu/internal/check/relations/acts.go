package relations

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var verbs = map[catalogue.RelationType]string{catalogue.Amends: "修改", catalogue.Repeals: "废止", catalogue.Replaces: "替代"}

var olderActs = check.Rule{
	Rule: diag.Rule{Code: "relation-older", Severity: diag.Warning, Title: "旧文件修改或废止新文件",
		Explain: "成文在先的文件不能修改、废止或替代成文在后的文件：多半是关系写反了，或者指错了文件。写反了的关系会使现行的文件显示为“废止”。",
		Source:  "本软件约定", Repair: "核对两个文件的成文日期；关系应写在后成文的文件里。",
		Examples: []diag.Example{{
			Wrong: "# 2020年的文件\nrepeals = [\"霁交发〔2025〕3号\"]",
			Right: "# 2025年的文件\nrepeals = [\"霁交发〔2020〕8号\"]",
		}}},
	Document: func(d *check.Document) {
		for _, r := range d.Out {
			if verb := verbs[r.Type]; verb != "" && !d.Written.IsZero() && d.Written.Before(r.Doc.Written) {
				d.Report(d.AtRelation(r, "%s成文的文件不能%s %s 成文的“%s”", d.Written, verb, r.Doc.Written, r.Doc.Title).
					WithRelated(r.Doc.Path, d.Locate(r.Doc.Path, "written"), "成文在后的文件"))
			}
		}
	},
}

var repealTwice = check.Rule{
	Rule: diag.Rule{Code: "repeal-twice", Severity: diag.Warning, Title: "文件已经废止过",
		Explain: "一个文件只能废止一次。后一个文件再次废止它，多半是清理时漏看了，或者指错了文件。同一天的两个决定、只废止部分条款的不算。",
		Source:  "本软件约定", Repair: "核对所指的文件；前一次没有废止全文的，在那里写明范围（scope）。",
		Examples: []diag.Example{{
			Wrong: "# 甲（2021年）、乙（2024年）都写\nrepeals = [\"霁交发〔2018〕8号\"]",
			Right: "# 只有甲写\nrepeals = [\"霁交发〔2018〕8号\"]",
		}}},
	Document: func(d *check.Document) {
		first, by := firstRepeal(d)
		for _, r := range d.In {
			if whole(r) && r.Doc != by && actsOn(r).After(first) {
				f := d.Of(r.Doc).AtRelation(r, "“%s”自 %s 起已经废止，不能再%s", d.Title, first, verbs[r.Type])
				if by != nil {
					f = f.WithRelated(by.Path, d.Locate(by.Path, "title"), "先废止它的文件")
				} else {
					f = f.WithRelated(d.Path, d.Locate(d.Path, "repealed"), "先前的废止日期")
				}
				d.Report(f)
			}
		}
	},
}

// firstRepeal is the day on which a document was first repealed as a whole, and by
// which document; nil for one that is not in the catalogue. The day is after all others
// when it was not.
func firstRepeal(d *check.Document) (day official.Date, by *catalogue.Document) {
	day = official.DateOf(9999, 12, 31)
	if m := d.More; m != nil && m.RepealedBy != "" && !m.Repealed.IsZero() {
		day = m.Repealed
	}
	for _, r := range d.In {
		if on := actsOn(r); whole(r) && on.Before(day) {
			day, by = on, r.Doc
		}
	}
	return day, by
}

func whole(r catalogue.Relation) bool {
	return (r.Type == catalogue.Repeals || r.Type == catalogue.Replaces) && r.Scope == ""
}

// actsOn is the day from which a relation holds that r.Doc states.
func actsOn(r catalogue.Relation) official.Date {
	for _, d := range [...]official.Date{r.On, r.Doc.Effective, r.Doc.Published} {
		if !d.IsZero() {
			return d
		}
	}
	return r.Doc.Written
}
