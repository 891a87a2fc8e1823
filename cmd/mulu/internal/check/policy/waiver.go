package policy

import (
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Waiver is a reviewed exception, an entry [[waiver]] of waivers.toml.
type Waiver struct {
	Code   string        `toml:"code"`
	Path   string        `toml:"path"` // as in [[check.rule]]
	Hash   string        `toml:"hash"` // the mark of the problem, from the JSON report
	Text   string        `toml:"text"` // in place of hash: the text that offends, as it stands in the file
	Reason string        `toml:"reason"`
	By     string        `toml:"by"`
	Until  official.Date `toml:"until"` // the last day

	Pos    diag.Pos            `toml:"-"`
	KeyPos map[string]diag.Pos `toml:"-"`

	files   config.Pattern
	holds   bool // today, and nothing is wrong with it
	expired bool // before today; else it would hold
	used    bool // for a problem that was found
	against refusal
}

// Waivers is a file of waivers.
type Waivers struct {
	file string
	List []*Waiver `toml:"waiver"`
}

// ReadWaivers reads the text of a file of waivers. With an error among the diagnostics
// the list is not complete.
func ReadWaivers(file string, text []byte) (*Waivers, []diag.Diagnostic) {
	w := &Waivers{file: file}
	text, ds := frontmatter.Clean(file, text)
	if diag.Count(ds).Errors > 0 {
		return w, ds
	}
	v, more := tree.ConfigLimits.ParseTOML(file, text, 1)
	if ds = append(ds, more...); diag.Count(ds).Errors > 0 {
		return w, ds
	}
	return w, append(ds, tree.Decode(file, v, w)...)
}

// Missing says that the file that config.toml names is not there.
func Missing(c *config.Config) diag.Diagnostic {
	return ruleWaiver.At(config.FileName, c.At("check", "waivers"), "没有文件 %s", c.Check.Waivers).WithHint("建立这个文件，或删去 waivers 一项")
}

// takeWaivers sorts out the waivers that hold today and says what is wrong with others.
func (p *Policy) takeWaivers() (ds []diag.Diagnostic) {
	for _, w := range p.Waivers.List {
		if d, bad := p.wrong(w); bad {
			ds = append(ds, d)
			continue
		}
		at := p.at(w, "until")
		switch most := p.Today.AddDays(p.Config.Check.WaiveDays); {
		case w.Until.Before(p.Today):
			w.expired = true
			ds = append(ds, ruleExpired.At(p.Waivers.file, at, "对 %s 的豁免到 %s 为止，已经失效，问题重新计入", w.Code, w.Until).WithHint("%s", ruleExpired.Repair))
			continue
		case w.Until.After(most):
			ds = append(ds, ruleLong.At(p.Waivers.file, at, "豁免到 %s，距今天超过 %d 天", w.Until, p.Config.Check.WaiveDays).WithHint("最晚写 %s；到期后重新审查，仍有理由再延长", most))
		}
		w.holds = true
		k := scope{w.Code, w.files.Exact()}
		p.waivers[k] = append(p.waivers[k], w)
	}
	return ds
}

// at is the place of a key of a waiver, or of the waiver itself.
func (p *Policy) at(w *Waiver, key string) diag.Pos {
	if pos, ok := w.KeyPos[key]; ok {
		return pos
	}
	return w.Pos
}

// wrong finds why a waiver cannot be used.
func (p *Policy) wrong(w *Waiver) (diag.Diagnostic, bool) {
	say := func(key, hint, format string, args ...any) (diag.Diagnostic, bool) {
		return ruleWaiver.At(p.Waivers.file, p.at(w, key), format, args...).WithHint("%s", hint), true
	}
	var missing []string
	for _, f := range []struct {
		key   string
		given bool
	}{{"code", w.Code != ""}, {"reason", strings.TrimSpace(w.Reason) != ""}, {"by", strings.TrimSpace(w.By) != ""}, {"until", !w.Until.IsZero()}} {
		if !f.given {
			missing = append(missing, f.key)
		}
	}
	rule := p.rules[w.Code]
	var err error
	w.files, err = config.ParsePattern(w.Path)
	switch {
	case len(missing) > 0:
		return say("", ruleWaiver.Repair, "豁免缺少 %s", strings.Join(missing, "、"))
	case rule == nil:
		return p.unknown(p.Waivers.file, p.at(w, "code"), w.Code), true
	case rule.Severity == diag.Error && !p.lenient(w.Code):
		return ruleRefused.At(p.Waivers.file, p.at(w, "code"), "%s（%s）不能豁免", w.Code, rule.Title).WithHint("%s", ruleRefused.Repair), true
	case err != nil:
		return say("path", "例如 content/jd/a.md", "path 的值“%s”不对：%v", w.Path, err)
	case w.Hash != "" && !isMark(w.Hash):
		return say("hash", "从 mulu check --format json 的 mark 一项复制", "hash 的值“%s”不是问题的摘要", w.Hash)
	case w.Hash != "" && w.Text != "":
		return say("text", "留下其中一个", "hash 和 text 只能写一个")
	case w.Path == "" && w.Hash == "" && w.Text == "":
		return say("", "写 path（文件），再写 hash 或 text（有问题的文字）", "没有写明豁免哪里的问题")
	case rule.Severity == diag.Error && w.Hash == "" && w.Text == "":
		return say("", byHash+"；不是个人信息的，也可以在 text 中写出有问题的文字", "%s 是错误，要用 hash 或 text 指明是哪一处", w.Code)
	}
	return diag.Diagnostic{}, false
}

// isMark says whether s can be a mark.
func isMark(s string) bool {
	return (len(s) == 2*markBytes || len(s) == 2*secretBytes) && strings.Trim(s, "0123456789abcdef") == ""
}

// scope is by what waivers are found: of 100,000 problems each has thousands to be
// compared with, else. path is "" for those that may be of several files or folders.
type scope struct{ code, path string }

// waiver finds the waiver of a problem; nil when there is none. That of the file itself
// comes first, then those of the folders above, then others in the order of the file.
func (p *Policy) waiver(d *diag.Diagnostic) *Waiver {
	for at := d.File; at != ""; at = at[:max(0, strings.LastIndexByte(at, '/'))] {
		if w := p.first(p.waivers[scope{d.Code, at}], d); w != nil {
			return w
		}
	}
	return p.first(p.waivers[scope{d.Code, ""}], d)
}

// first is the first waiver of a list that fits a problem, which is then used.
func (p *Policy) first(list []*Waiver, d *diag.Diagnostic) *Waiver {
	for _, w := range list {
		if !w.files.Match(d.File) || !p.names(w, d) {
			continue
		}
		if w.against = w.refuse(d); w.against.why == "" {
			w.used = true
			return w
		}
	}
	return nil
}

// names says whether the waiver is of the text that offends.
func (p *Policy) names(w *Waiver, d *diag.Diagnostic) bool {
	switch {
	case w.Text != "":
		return p.marks.found(d) == strings.TrimSpace(w.Text)
	case w.Hash != "":
		if d.Mark == "" {
			d.Mark = p.marks.of(d)
		}
		return d.Mark == w.Hash
	}
	return true
}

// refusal is why a problem that a waiver names was not waived by it.
type refusal struct{ key, why, mend string }

const byHash = "运行 mulu check --format json，找到这一处问题，把它的 mark 抄在 hash 中"

func (w *Waiver) refuse(d *diag.Diagnostic) refusal {
	switch {
	case d.Severity == diag.Error && w.Hash == "" && w.Text == "":
		return refusal{"path", "这里是错误，要用 hash 指明是哪一处", byHash}
	case d.Secret && w.Text != "":
		return refusal{"text", "这里是个人信息等不能再抄写的内容，不能写在 text 中", "删去 text 一行；" + byHash}
	case d.Secret && w.files.Exact() == "":
		return refusal{"path", "这里是个人信息等内容，path 要写明一个文件", "写成 path = \"" + d.File + "\"；几个文件的，各写一个 [[waiver]]"}
	}
	return refusal{}
}
