package policy

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

// takeLevels reads [[check.rule]].
func (p *Policy) takeLevels() (ds []diag.Diagnostic) {
	for i := range p.Config.Check.Rules {
		r := &p.Config.Check.Rules[i]
		at := func(key string) diag.Pos { return p.Config.At("check", "rule", i, key) }
		rule := p.rules[r.Code]
		switch {
		case rule == nil:
			ds = append(ds, p.unknown(config.FileName, at("code"), r.Code))
			continue
		case rule.Severity == diag.Error && r.Level != diag.Error:
			ds = append(ds, ruleFixed.At(config.FileName, at("severity"), "%s 是错误，级别不能改为 %s", r.Code, r.Severity).WithHint("%s", p.instead(r.Code)))
			continue
		}
		p.levels[r.Code] = append(p.levels[r.Code], r)
	}
	return ds
}

// instead says what a site can do about an error that it thinks is none.
func (p *Policy) instead(code string) string {
	if p.lenient(code) {
		return "删去这一项；确属误报时，在 " + p.Config.Check.WaiversFile() + " 中写明理由、批准人和期限，逐个豁免"
	}
	return "删去这一项，改正文件"
}

func (p *Policy) unknown(file string, pos diag.Pos, code string) diag.Diagnostic {
	d := ruleCode.At(file, pos, "没有代码“%s”", code)
	codes := make([]string, len(p.Rules))
	for i, r := range p.Rules {
		codes[i] = r.Code
	}
	if near := tree.Nearest(code, codes); near != "" {
		return d.WithHint("是不是 %s？", near)
	}
	return d.WithHint("%s", ruleCode.Repair)
}

// level sets the severity of a problem that is no error, and says whether it is reported
// at all. The last entry that fits counts.
func (p *Policy) level(d *diag.Diagnostic) bool {
	list := p.levels[d.Code]
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Files.Match(d.File) {
			d.Severity = list[i].Level
			return d.Severity != 0
		}
	}
	return true
}
