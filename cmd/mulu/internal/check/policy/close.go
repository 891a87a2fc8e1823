package policy

import "mulu/cmd/mulu/internal/diag"

// Close says which waivers were of no use, once all problems went through Apply. whole
// says that all of the site was looked at.
func (p *Policy) Close(whole bool, exists func(name string) bool) []diag.Diagnostic {
	if p == nil || p.Waivers == nil {
		return nil
	}
	var ds []diag.Diagnostic
	p.mu.Lock()
	for _, w := range p.Waivers.List {
		if d, ok := p.useless(w, whole, exists); ok {
			ds = append(ds, d)
		}
	}
	p.mu.Unlock()
	return p.Apply(ds)
}

func (p *Policy) useless(w *Waiver, whole bool, exists func(name string) bool) (d diag.Diagnostic, ok bool) {
	switch {
	case !w.holds || w.used:
		return d, false
	case w.against != "":
		d = ruleWaiver.At(p.Waivers.file, w.Pos, "对 %s 的豁免没有生效：%s", w.Code, w.against).WithHint("%s", ruleWaiver.Repair)
		d.Secret = w.Text != "" // it may be what must not be shown
		return d, true
	case w.files.Exact() != "" && !exists(w.files.Exact()):
		return ruleGone.At(p.Waivers.file, p.at(w, "path"), "没有 %s", w.Path).WithHint("%s", ruleGone.Repair), true
	case !whole || p.broken: // its problem may be where nobody looked
		return d, false
	}
	return ruleUnused.At(p.Waivers.file, p.at(w, "code"), "没有找到这个豁免所说的 %s 问题", w.Code).WithHint("%s", ruleUnused.Repair), true
}
