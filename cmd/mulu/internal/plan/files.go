package plan

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// FileClashes takes the files that headers, bodies and static/ name. It gives each
// once, by address, and reports those whose addresses meet: one would be published in
// the other's place. files is used up: the result is in its place.
func FileClashes(files []Entry) (distinct []Entry, ds []diag.Diagnostic) {
	slices.SortFunc(files, func(a, b Entry) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Path), strings.ToLower(b.Path)), strings.Compare(a.Source, b.Source), strings.Compare(a.Path, b.Path))
	})
	distinct = files[:0]
	for _, f := range files {
		if len(distinct) == 0 {
			distinct = append(distinct, f)
			continue
		}
		last := distinct[len(distinct)-1]
		switch {
		case f.Path == last.Path && f.Source == last.Source:
		case strings.EqualFold(f.Path, last.Path):
			ds = append(ds, ruleClash.At(f.Source, diag.Pos{}, "地址 %s 已经是文件 %s", f.Path, last.Source).
				WithHint("%s", ruleClash.Repair).WithRelated(last.Source, diag.Pos{}, "先用了这个地址"))
		default:
			distinct = append(distinct, f)
		}
	}
	return distinct, ds
}
