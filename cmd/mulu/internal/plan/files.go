package plan

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// Copy is a file of the site that is published as it is: an Entry of Kind File in a sixth of
// its memory, for a large site has 20,000 of them.
type Copy struct {
	Path   string // from the output's root
	Source string // from the site's folder
}

// Copies adds the files of entries of Kind File.
func Copies(to []Copy, files []Entry) []Copy {
	to = slices.Grow(to, len(files))
	for i := range files {
		to = append(to, Copy{files[i].Path, files[i].Source})
	}
	return to
}

// FileClashes takes the files that headers, bodies and static/ name. It gives each
// once, by address, and reports those whose addresses meet: one would be published in
// the other's place. files is used up: the result is in its place.
func FileClashes(files []Copy) (distinct []Copy, ds []diag.Diagnostic) {
	slices.SortFunc(files, func(a, b Copy) int {
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
