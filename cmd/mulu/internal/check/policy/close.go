package policy

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

// Close says which settings and waivers were of no use, once all problems went through
// Apply. whole says that all of the site was looked at, names whether a pattern names
// any file of it.
func (p *Policy) Close(whole bool, names func(config.Pattern) bool) []diag.Diagnostic {
	if p == nil {
		return nil
	}
	ds := p.idle(names)
	p.mu.Lock()
	if p.Waivers != nil {
		for _, w := range p.Waivers.List {
			if d, ok := p.useless(w, whole, names); ok {
				ds = append(ds, d)
			}
		}
	}
	p.mu.Unlock()
	return p.Apply(ds)
}

// idle finds the settings of severities that are of no file.
func (p *Policy) idle(names func(config.Pattern) bool) (ds []diag.Diagnostic) {
	for i := range p.Config.Check.Rules {
		r := &p.Config.Check.Rules[i]
		if r.Path != "" && p.rules[r.Code] != nil && !names(r.Files) {
			ds = append(ds, rulePath.At(config.FileName, p.Config.At("check", "rule", i, "path"), "没有文件符合 %s，对 %s 的设置不起作用", r.Path, r.Code).WithHint("%s", rulePath.Repair))
		}
	}
	return ds
}

func (p *Policy) useless(w *Waiver, whole bool, names func(config.Pattern) bool) (d diag.Diagnostic, ok bool) {
	switch {
	case !w.holds || w.used:
		return d, false
	case w.against.why != "":
		d = ruleWaiver.At(p.Waivers.file, p.at(w, w.against.key), "对 %s 的豁免没有生效：%s", w.Code, w.against.why).WithHint("%s", w.against.mend)
		d.Secret = w.Text != "" // it may be what must not be shown
		return d, true
	case w.files.Exact() != "" && !names(w.files):
		return ruleGone.At(p.Waivers.file, p.at(w, "path"), "没有 %s", w.Path).WithHint("%s", ruleGone.Repair), true
	case !whole || p.broken: // its problem may be where nobody looked
		return d, false
	}
	return ruleUnused.At(p.Waivers.file, p.at(w, "code"), "没有找到这个豁免所说的 %s 问题", w.Code).WithHint("%s", ruleUnused.Repair), true
}
