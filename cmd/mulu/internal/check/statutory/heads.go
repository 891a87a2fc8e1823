package statutory

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

const switchOn = "哪些项与本机关有关，只有本机关知道，所以默认不查：在 config.toml 的 [check.statutory] 中写 heads = true 就开始查。栏目属于哪一项，看栏目的公开依据（law），例如“政府信息公开条例第二十条第（七）项”；没有写 law 的栏目随上级栏目。"

var headColumn = check.Rule{
	Rule: diag.Rule{Code: "head-column-missing", Severity: diag.Warning, Title: "法定公开的事项没有栏目",
		Explain: "条例第二十条列出行政机关应当主动公开的15项信息，目录中每一项都应有栏目；与本机关无关的，写明不适用的理由。" + switchOn,
		Source:  regulation + "第十九条、第二十条", Repair: "设置栏目，在栏目的 law 中写明属于哪一项；确实没有这项职责的，用 [[check.statutory.head]] 写明理由（not_applicable）。",
		Examples: []diag.Example{{
			Wrong: "[check.statutory]\nheads = true  # 没有一个栏目的 law 是第二十条第（九）项",
			Right: "[[category]]\npath = \"zfcg\"\nname = \"政府采购\"\nlaw = \"政府信息公开条例第二十条第（九）项\"",
		}, {Right: "[[check.statutory.head]]\nnumber = 11\nnot_applicable = \"本局不承担教育、医疗、社会保障和就业方面的职责\""}}},
	Site: func(s *check.Site) {
		var missing []string
		for n, h := range s.Heads() {
			if n > 0 && len(h.Columns) == 0 && s.Config.Check.Statutory.NotApplicable(n) == "" {
				missing = append(missing, official.HeadName(n))
			}
		}
		if len(missing) > 0 {
			s.Report(s.Setting([]tree.Step{"check", "statutory", "heads"}, "条例第二十条有%d项没有栏目：%s", len(missing), strings.Join(missing, "、")))
		}
	},
}

var headEmpty = check.Rule{
	Rule: diag.Rule{Code: "head-empty", Severity: diag.Warning, Title: "法定公开的事项没有信息",
		Explain: "条例第二十条的某一项有栏目，却没有一件信息：信息都放在公开依据（law）不同的下级栏目里。栏目本身空白的，由 category-empty 报告。" + switchOn,
		Source:  regulation + "第二十条、第五十三条", Repair: "公开这一项应有的信息；信息已经公开、放在别的栏目的，改正栏目的 law。",
		Examples: []diag.Example{{
			Wrong: "[[category]]\npath = \"zdxm\"\nlaw = \"政府信息公开条例第二十条第（十）项\"\n[[category]]\npath = \"zdxm/zlaq\"  # 信息都在这里\nlaw = \"政府信息公开条例第二十条第（十三）项\"",
			Right: "[[category]]\npath = \"zdxm/pzss\"  # 有批准和实施情况\nlaw = \"政府信息公开条例第二十条第（十）项\"",
		}}},
	Absence: true,
	Site: func(s *check.Site) {
		for n, h := range s.Heads() {
			if n == 0 || len(h.Columns) == 0 || !h.Newest.IsZero() || s.Config.Check.Statutory.NotApplicable(n) != "" || hasLeaf(h.Columns) {
				continue
			}
			k := h.Columns[0]
			s.Report(s.Setting(lawOf(k), "条例第二十条%s没有公开任何信息，栏目“%s”（%s）里没有", official.HeadName(n), k.Name, k.Path))
		}
	},
}

// hasLeaf says whether one of the columns has none below it: when that is blank, it is
// reported by itself.
func hasLeaf(columns []*config.Category) bool {
	for _, k := range columns {
		if len(k.Children) == 0 {
			return true
		}
	}
	return false
}

// lawOf is the place of a column's 公开依据, or that of its path when it has none.
func lawOf(k *config.Category) []tree.Step {
	if k.Law == "" {
		return []tree.Step{"category", k.ID, "path"}
	}
	return []tree.Step{"category", k.ID, "law"}
}

var headStale = check.Rule{
	Rule: diag.Rule{Code: "head-stale", Severity: diag.Warning, Title: "法定公开的事项长期没有更新",
		Explain: "某一项的所有栏目超过本站规定的天数没有新的信息。天数写在 [[check.statutory.head]] 的 days 中，不写就不查。某个栏目自己的更新周期更短的，由 column-stale 报告，这里不再报。" + switchOn,
		Source:  regulation + "第五十三条（及时更新公开的内容）；天数是本站的规定", Repair: "公开这一项新的信息；天数不合适的，改 days。",
		Examples: []diag.Example{{Wrong: "[[check.statutory.head]]\nnumber = 7\ndays = 366  # 预算、决算一年多没有新的"}}},
	Absence: true,
	Due: func(s *check.Site) {
		heads := s.Heads()
		if heads == nil {
			return
		}
		for _, set := range s.Config.Check.Statutory.Head {
			h := heads[set.Number]
			if set.Days == 0 || h.Newest.IsZero() || oftener(s, h.Filled, set.Days) {
				continue
			}
			last, k := h.Newest.AddDays(set.Days), h.Filled[0]
			s.Due(last, official.HeadName(set.Number), func() diag.Diagnostic {
				return s.Setting(lawOf(k), "条例第二十条%s自 %s 以来没有新的信息，按本站规定的%d天，最迟应在 %s 更新", official.HeadName(set.Number), h.Newest, set.Days, last)
			})
		}
	},
}

// oftener says whether a column must have new documents as often as the days ask.
func oftener(s *check.Site, columns []*config.Category, days int) bool {
	for _, k := range columns {
		if own, _ := s.Config.StaleAfter(k); own > 0 && own <= days {
			return true
		}
	}
	return false
}

var headExempt = check.Rule{
	Rule: diag.Rule{Code: "head-not-applicable-filled", Severity: diag.Warning, Title: "写着不适用的事项有信息",
		Explain: "config.toml 写明某一项不适用，目录里却有这一项的信息：要么理由已经过时，要么栏目的公开依据写错了。",
		Source:  regulation + "第二十条；本软件约定", Repair: "删去 not_applicable，或改正栏目的 law。",
		Examples: []diag.Example{{Wrong: "[[check.statutory.head]]\nnumber = 14\nnot_applicable = \"本局不招考\"  # 栏目“人事招考”有第（十四）项的信息"}}},
	Site: func(s *check.Site) {
		heads := s.Heads()
		if heads == nil {
			return
		}
		for i, set := range s.Config.Check.Statutory.Head {
			if h := heads[set.Number]; set.NotApplicable != "" && len(h.Filled) > 0 {
				k := h.Filled[0]
				s.Report(s.Setting([]tree.Step{"check", "statutory", "head", i, "not_applicable"}, "条例第二十条%s写着不适用，栏目“%s”（%s）却有信息", official.HeadName(set.Number), k.Name, k.Path).
					WithRelated(config.FileName, s.Config.At(lawOf(k)...), "栏目的公开依据"))
			}
		}
	},
}
