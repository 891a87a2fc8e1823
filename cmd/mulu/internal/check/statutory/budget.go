package statutory

import (
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

const budgetLaw = "预算法 第十四条"

const whichBudgets = "查信息类别是“财政信息”、标题里有部门（单位）预算或决算的文件；绩效、调整、解读、通知等不算。"

var budgetTitle = check.Rule{
	Rule: diag.Rule{Code: "budget-title-form", Severity: diag.Notice, Title: "预算、决算的标题没有写明单位或年度",
		Explain: "预算、决算每个单位每年一件，标题写明单位、四位数的年份和事项，列表里才分得清、找得到。" + whichBudgets,
		Source:  "各地预决算公开页面的设计规范；" + budgetLaw, Repair: "标题写成“单位＋年份＋部门预算（决算）”的形式。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "title = \"部门预算公开\"", Right: "title = \"霁川市交通运输局2026年部门预算\""}}},
	Document: func(d *check.Document) {
		b, ok := budgetOf(d.Document)
		if !ok {
			return
		}
		var missing []string
		if han.Count(titleWords.ReplaceAllString(d.Title, "")) < 2 {
			missing = append(missing, "单位名称")
		}
		if b.year == 0 {
			missing = append(missing, "四位数的年份")
		}
		if len(missing) > 0 {
			d.Report(d.At("title", nil, "标题没有写明%s", strings.Join(missing, "、")).
				WithHint("例如“%s%d年%s”", d.IssuerName(0), b.usual(d.Document), b.name()))
		}
	},
}

var budgetYear = check.Rule{
	Rule: diag.Rule{Code: "budget-year", Severity: diag.Warning, Title: "预算、决算的年度与成文日期不符",
		Explain: "部门预算在当年（或上年末）批复，部门决算在第二年批复。标题的年份对不上成文日期的，多半是从上一年的文件改来的，忘了改年份。" + whichBudgets,
		Source:  budgetLaw + "；预算法 第五十二条、第八十条", Repair: "核对标题中的年份和成文日期。",
		Examples: []diag.Example{{
			Wrong: "title = \"霁川市交通运输局2025年部门预算\"\nwritten = 2026-02-25",
			Right: "title = \"霁川市交通运输局2026年部门预算\"\nwritten = 2026-02-25",
		}}},
	Document: func(d *check.Document) {
		b, ok := budgetOf(d.Document)
		if !ok || b.year == 0 {
			return
		}
		written := d.Written.Year()
		if b.accounts && written == b.year+1 || !b.accounts && (written == b.year || written == b.year-1 && d.Written.Month() == 12) {
			return
		}
		d.Report(d.At("title", nil, "%d年%s的成文日期是 %s", b.year, b.name(), d.Written).
			WithHint("按成文日期，应是%d年%s；核对是年份还是日期写错", b.usual(d.Document), b.name()))
	},
}

var (
	budgetName  = lazy.Compile(`(?:部门|单位)[）)]?(?:综合)?(预算|决算)`)
	budgetOther = "绩效|调整|执行情况|解读|问答|通知|批复|意见|方案|办法|图解|审计|目录"
	titleYear   = lazy.Compile(`((?:19|20)[0-9]{2})年`)
	// titleWords are what a title has beside the name of the unit.
	titleWords = lazy.Compile(`[0-9]+|年度?|本?部门|单位|本级|综合|预算|决算|信息|公开|公布|情况|及|和|说明|报告|报表|编制|关于|的|收支|“?三公”?经费|表`)
)

// budget is what the title of a budget or of final accounts says.
type budget struct {
	year     int // 0 when it says none
	accounts bool
}

func (b budget) name() string {
	if b.accounts {
		return "部门决算"
	}
	return "部门预算"
}

// usual is the year that a budget or final accounts written on a document's day are of.
func (b budget) usual(d *catalogue.Document) int {
	switch {
	case b.accounts:
		return d.Written.Year() - 1
	case d.Written.Month() == 12:
		return d.Written.Year() + 1
	}
	return d.Written.Year()
}

// budgetOf reads a title; ok says whether the document is a budget or final accounts.
func budgetOf(d *catalogue.Document) (b budget, ok bool) {
	if d.Class == nil || d.Class.Name != "财政信息" || config.HoldsWord(d.Title, budgetOther) || d.More != nil && d.More.Withdrawn != nil {
		return b, false
	}
	m := budgetName.FindStringSubmatch(d.Title)
	if m == nil {
		return b, false
	}
	if y := titleYear.FindStringSubmatch(d.Title); y != nil {
		b.year, _ = strconv.Atoi(y[1]) // four digits
	}
	b.accounts = m[1] == "决算"
	return b, true
}
