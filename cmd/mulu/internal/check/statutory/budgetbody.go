package statutory

import (
	"path"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var budgetTables = check.Rule{
	Rule: diag.Rule{Code: "budget-tables-missing", Severity: diag.Warning, Title: "预算、决算没有报表",
		Explain: "公开的是经批复的预算、决算和报表；页面上没有表格，也没有附件，读者看不到数字。图片不算，无法核对和检索。" + whichBudgets,
		Source:  budgetLaw, Repair: "附上报表（attachments），或把表格写进正文。",
		Examples: []diag.Example{{Wrong: "现将2026年部门预算予以公开。", Right: "attachments = [{file = \"2026年部门预算表.xlsx\", title = \"2026年部门预算公开表\"}]"}}},
	Body: func(b *check.Body) {
		if of, ok := budgetBody(b); ok && !hasFile(b) && !hasTable(b) {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "title"), "%s没有报表：正文没有表格，也没有附件", of.name()))
		}
	},
}

var budgetNotes = check.Rule{
	Rule: diag.Rule{Code: "budget-notes-missing", Severity: diag.Warning, Title: "预算、决算没有说明重要事项",
		Explain: "各部门公开预算、决算时，要对机关运行经费的安排、使用情况等重要事项作出说明，并公开政府采购情况和“三公”经费。没有发生的也要写明为0。要说明的事项由 [check.statutory] 的 budget_items 规定；说明在附件里的不查。" + whichBudgets,
		Source:  budgetLaw, Repair: "在正文中补上说明。", Unconfirmed: true,
		Examples: []diag.Example{{Right: "机关运行经费2026年预算612.40万元，比上年减少18.60万元，主要是压减办公费和差旅费。"}}},
	Body: func(b *check.Body) {
		of, ok := budgetBody(b)
		if !ok || hasFile(b) || !hasTable(b) {
			return
		}
		var missing []string
		for _, item := range b.Config.Check.Statutory.BudgetItems {
			if !config.HoldsWord(string(b.Raw), item) {
				missing = append(missing, nameOf(item))
			}
		}
		if len(missing) > 0 {
			b.Report(b.AtPlace(b.File, b.Locate(b.File, "title"), "%s没有说明：%s", of.name(), strings.Join(missing, "、")))
		}
	},
}

var budgetLate = check.Rule{
	Rule: diag.Rule{Code: "budget-approval-late", Severity: diag.Warning, Title: "批复后超过20日才公开预算、决算",
		Explain: "部门预算、决算应在财政部门批复后20日内公开。批复的日期看正文中“某年某月某日批复”；成文日期到发布日期已经超过20日的，由 publication-late 报告。" + whichBudgets,
		Source:  budgetLaw, Repair: "核对批复日期和发布日期；确实迟了的，发布日期不能改，今后及时公开。",
		Examples: []diag.Example{{
			Wrong: "published = 2026-04-20\n# 正文：市财政局于2026年2月24日批复本部门预算。",
			Right: "published = 2026-03-03\n# 正文：市财政局于2026年2月24日批复本部门预算。",
		}}},
	Body: func(b *check.Body) {
		d := b.Document
		if _, ok := budgetBody(b); !ok || d.Published.Before(b.Config.Check.Dates.Since) || d.Written.DaysUntil(d.Published) > budgetDays {
			return
		}
		for t := range b.Lines {
			m := approved.FindStringSubmatchIndex(t.Text)
			if m == nil {
				continue
			}
			day := dayAt(t.Text, m[2:8])
			if n := day.DaysUntil(d.Published); !day.IsZero() && n > budgetDays {
				b.Report(b.At(t, m[0], m[1], "%s 批复，%s 公开，经过%d日，超过%d日", day, d.Published, n, budgetDays).
					WithHint("期限到 %s 为止。核对两个日期；确实迟了的，发布日期不能改，今后及时公开", day.AddDays(budgetDays)))
			}
			return
		}
	},
}

// budgetDays is how many days after approval a budget must be public.
const budgetDays = 20

var approved = lazy.Compile(dayText + `[^。；，\n]{0,12}批复`)

// budgetBody is budgetOf for the document of a body.
func budgetBody(b *check.Body) (of budget, ok bool) {
	if b.Document == nil {
		return of, false
	}
	return budgetOf(b.Document)
}

func hasTable(b *check.Body) bool {
	for t := range b.Lines {
		if strings.HasPrefix(strings.TrimLeft(t.Text, " "), "|") {
			return true
		}
	}
	return false
}

// hasFile says whether a document has an attachment, or a link to a file.
func hasFile(b *check.Body) bool {
	if b.More != nil && len(b.More.Attachments) > 0 {
		return true
	}
	for i := range b.Links {
		switch ext := strings.ToLower(path.Ext(b.Links[i].Dest)); ext {
		case ".xlsx", ".xls", ".pdf", ".docx", ".doc", ".csv", ".ods", ".et", ".wps", ".zip":
			return true
		}
	}
	return false
}
