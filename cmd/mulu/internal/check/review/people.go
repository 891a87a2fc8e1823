package review

import (
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var samePerson = check.Rule{
	Rule: diag.Rule{Code: "review-same-person", Severity: diag.Warning, Title: "三审中有两审是同一人",
		Explain:  "三审由工作人员、科室负责人、分管领导分别进行，一个人审两次等于少审一次。三校同理。",
		Source:   threeSteps,
		Repair:   "由另一人审核后改正记录；写的是科室的，写明科室中的哪一位（如“办公室工作人员”“办公室负责人”）。",
		Examples: []diag.Example{{Wrong: "{kind = \"初审\", by = \"王某\", …}, {kind = \"复审\", by = \"王某\", …}", Right: "{kind = \"初审\", by = \"王某\", …}, {kind = \"复审\", by = \"李某\", …}"}}},
	Document: func(d *check.Document) {
		if reviews(d) == nil {
			return
		}
		told := -1 // 初审初校 is one record in both
		for _, names := range [][3][2]string{examinations, readings} {
			first := map[string]int{}
			for _, at := range steps(d, names) {
				if at < 0 || reviews(d)[at].By == "" {
					continue
				}
				r := reviews(d)[at]
				was, twice := first[r.By]
				if !twice {
					first[r.By] = at
				} else if was != at && told != at {
					d.Report(d.At("review", []int{at}, "%s和%s都是“%s”", reviews(d)[was].Kind, r.Kind, r.By))
					told = at
				}
			}
		}
	},
}

var byAuthor = check.Rule{
	Rule: diag.Rule{Code: "review-by-author", Severity: diag.Warning, Title: "审核人就是拟稿人",
		Explain:  "自己写的自己审，看不出自己的错。审核和保密审查要由拟稿人以外的人进行；校对可以由拟稿人进行。",
		Source:   threeSteps + "；" + secrecyLaw,
		Repair:   "由另一人审核后改正记录。",
		Examples: []diag.Example{{Wrong: "author = \"王某\"\nreview = [{kind = \"保密审查\", by = \"王某\", on = 2026-03-04, conclusion = \"可以公开\"}]", Right: "author = \"王某\"\nreview = [{kind = \"保密审查\", by = \"李某\", on = 2026-03-04, conclusion = \"可以公开\"}]"}}},
	Document: func(d *check.Document) {
		if d.More == nil || d.More.Author == "" {
			return
		}
		for i, r := range d.More.Reviews {
			if r.By == d.More.Author && isExamination(r.Kind) {
				d.Report(d.At("review", []int{i}, "%s的审核人“%s”就是拟稿人", either(r.Kind, "审核"), r.By))
			}
		}
	},
}

// isExamination says whether a record is of more than a reading for mistakes of writing.
func isExamination(kind string) bool {
	for n := range readings {
		if step(readings, n+1)(kind) {
			return step(examinations, n+1)(kind)
		}
	}
	return true
}
