package config

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
)

// CheckReview is [check.review]: which records of review before publication the headers
// of documents must hold. Nothing is demanded when it is absent: an office may keep the
// records elsewhere.
type CheckReview struct {
	Secrecy    bool          `toml:"secrecy"`    // 保密审查 must be recorded
	Proofreads int           `toml:"proofreads"` // how many 审 and as many 校 must be recorded, 0 to 3: 3 is 三审三校
	Author     bool          `toml:"author"`     // 拟稿人 must be named
	Classes    []string      `toml:"classes"`    // only for documents of these 信息类别; for all when absent
	Categories []string      `toml:"categories"` // only for documents of these columns and those below them; for all when absent
	Since      official.Date `toml:"since"`      // only for documents published on that day or later; for all when absent
}

// Demands says whether the site demands the records of a document with a class and
// columns that was published on a day.
func (r *CheckReview) Demands(class string, columns []*Category, published official.Date) bool {
	switch {
	case !r.Secrecy && r.Proofreads == 0 && !r.Author:
		return false
	case !r.Since.IsZero() && published.Before(r.Since):
		return false
	case r.Classes != nil && !slices.Contains(r.Classes, class):
		return false
	}
	return r.Categories == nil || slices.ContainsFunc(columns, func(k *Category) bool {
		return slices.ContainsFunc(r.Categories, func(path string) bool { return k.Path == path || strings.HasPrefix(k.Path, path+"/") })
	})
}

func (l *loader) checkReview() {
	r := &l.c.Check.Review
	if r.Proofreads < 0 || r.Proofreads > 3 {
		l.report(ruleValue.At(l.file, l.at("check", "review", "proofreads"), "check.review.proofreads 的值 %d 应在0到3之间", r.Proofreads).WithHint("三审三校写 3"))
	}
	var known []string
	for i := range l.c.Categories {
		known = append(known, l.c.Categories[i].Path)
	}
	for i, path := range r.Categories {
		if k := l.c.categoryAt[strings.Trim(path, "/")]; k != nil {
			r.Categories[i] = k.Path // a name stands for its path
			continue
		}
		l.report(hintNear(ruleValue.At(l.file, l.at("check", "review", "categories", i), "check.review.categories 中的“%s”不是栏目的路径或名称", path).WithHint("照 [[category]] 的 path 或 name 写"), path, known))
	}
}
