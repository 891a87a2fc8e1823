package catalogue

import (
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

func (h *headerReader) index(rec *Record, f *Field, e *tree.Entry) {
	h.text(&rec.Index, f, e)
	if rec.Index == "" {
		return
	}
	rec.Index = norm.NFC.String(rec.Index) // one number, however its letters are composed
	if _, err := official.AddressPath(rec.Index); err != nil {
		h.report(ruleIndexAddress.At(h.file, e.Value.Pos, "索引号“%s”不能用作地址：%v", rec.Index, err))
		rec.Index = ""
		return
	}
	if s := h.cfg.Scheme(); !s.Match(rec.Index) {
		h.report(ruleIndexForm.At(h.file, e.Value.Pos, "索引号“%s”不符合本站的规则", rec.Index).WithHint("%s", h.indexHint(rec.Index)))
	}
}

func (h *headerReader) docNumber(rec *Record, f *Field, e *tree.Entry) {
	h.text(&rec.DocNumber, f, e)
	if rec.DocNumber == "" {
		return
	}
	n, mistakes, err := official.ReadDocNumber(rec.DocNumber)
	switch {
	case err != nil:
		d := ruleDocNumber.At(h.file, e.Value.Pos, "%v", err).WithHint("没有发文字号的，删去这一行")
		if guess := official.GuessDocNumber(rec.DocNumber); !guess.IsZero() {
			d = d.WithHint("是不是 %s？没有发文字号的，删去这一行", guess)
		}
		h.report(d)
	case len(mistakes) > 0:
		said := make([]string, len(mistakes))
		for i, m := range mistakes {
			said[i] = m.String()
		}
		h.report(ruleDocNumber.At(h.file, e.Value.Pos, "发文字号“%s”不规范：%s", rec.DocNumber, strings.Join(said, "，")).
			WithHint("应写成 %s", n))
	}
}

func (h *headerReader) unified(rec *Record, f *Field, e *tree.Entry) {
	// An empty value is a blank cell of the header table, as many real pages have.
	if e.Value.Kind == tree.String && strings.TrimSpace(e.Value.Str) == "" {
		return
	}
	h.text(&rec.Unified, f, e)
	if rec.Unified == "" {
		return
	}
	if _, err := official.ParseUnifiedNumber(rec.Unified); err != nil {
		d := ruleUnifiedForm.At(h.file, e.Value.Pos, "%v", err).WithHint("%s", ruleUnifiedForm.Repair)
		if guess := official.GuessUnifiedNumber(rec.Unified); guess != "" {
			d = d.WithHint("是不是 %s？", guess)
		}
		h.report(d)
	}
}

func (h *headerReader) class(rec *Record, f *Field, e *tree.Entry) {
	s := h.line(f.Label, &e.Value)
	if rec.Class = ClassNamed(s); rec.Class == nil && s != "" {
		known := make([]string, len(Classes))
		for i := range Classes {
			known[i] = Classes[i].Name
		}
		h.choiceError(f, &e.Value, s, known)
	}
}

func (h *headerReader) issuers(rec *Record, f *Field, e *tree.Entry) {
	var as []string
	former := false
	h.texts(f, e, func(s string, v *tree.Value) {
		is := h.cfg.Issuer(s)
		if is == nil {
			h.unknownName(&ruleIssuer, "发布机构“"+s+"”没有在 config.toml 中登记", s, v, issuerNames(h.cfg))
			return
		}
		rec.Issuers = append(rec.Issuers, is)
		as = append(as, h.words.of(s))
		former = former || s != is.Name
	})
	if former {
		rec.IssuerAs = as
	}
}

func issuerNames(c *config.Config) []string {
	names := make([]string, len(c.Issuers))
	for i := range c.Issuers {
		names[i] = c.Issuers[i].Name
	}
	return names
}

func (h *headerReader) unknownName(rule *diag.Rule, message, s string, v *tree.Value, known []string) {
	d := rule.At(h.file, v.Pos, "%s", message)
	if n := nearestWord(s, known); n != "" {
		d = d.WithHint("是不是“%s”？", n)
	} else if len(known) <= 8 {
		d = d.WithHint("已有：%s。%s", strings.Join(known, "、"), rule.Repair)
	} else {
		d = d.WithHint("%s", rule.Repair)
	}
	h.report(d)
}

func (h *headerReader) categories(rec *Record, f *Field, e *tree.Entry) {
	h.texts(f, e, func(s string, v *tree.Value) {
		c := h.cfg.Category(strings.Trim(s, "/"))
		if c == nil {
			known := make([]string, 0, 2*len(h.cfg.Categories))
			for i := range h.cfg.Categories {
				known = append(known, h.cfg.Categories[i].Path, h.cfg.Categories[i].Name)
			}
			last := s[strings.LastIndexAny(s, "/>\\")+1:] // 政策文件/其他文件
			if c := h.cfg.Category(strings.TrimSpace(last)); c != nil {
				s, known = c.Path, []string{c.Path}
			}
			h.unknownName(&ruleCategory, "栏目“"+v.Str+"”不在 config.toml 的目录树中", s, v, known)
			return
		}
		rec.Categories = append(rec.Categories, c)
	})
}

func (h *headerReader) source(m *More, f *Field, e *tree.Entry) {
	if e.Value.Kind == tree.String {
		h.text(&m.SourceName, f, e)
		return
	}
	if h.sub(f.Label, &e.Value, []string{"name", "名称", "url", "网址"}, func(key string, v *tree.Value) {
		if key == "name" {
			m.SourceName = h.line("来源名称", v)
		} else {
			m.SourceURL = h.webAddress("来源网址", v)
		}
	}) {
		h.needKey(f.Label, "name（名称）", m.SourceName == "", e.Value.Pos)
	}
	h.keep.hold(&m.SourceName)
	h.keep.hold(&m.SourceURL)
}

// items gives the elements of a list, or a value that stands alone.
func items(v *tree.Value) []tree.Value {
	if v.Kind == tree.List {
		return v.List
	}
	return []tree.Value{*v}
}

func (h *headerReader) attachments(m *More, f *Field, e *tree.Entry) {
	for _, v := range items(&e.Value) {
		var a Attachment
		if v.Kind == tree.String {
			a.File = h.line(f.Label, &v)
		} else if !h.sub(f.Label, &v, []string{"file", "文件", "title", "标题"}, func(key string, v *tree.Value) {
			if key == "file" {
				a.File = h.line("附件的文件名", v)
			} else {
				a.Title = h.line("附件的标题", v)
			}
		}) {
			continue
		}
		if !h.needKey(f.Label, "file（文件名）", a.File == "", v.Pos) {
			continue
		}
		if a.Title == "" {
			a.Title = strings.TrimSuffix(path.Base(a.File), path.Ext(a.File))
		}
		m.Attachments = append(m.Attachments, a)
	}
	for i := range m.Attachments {
		h.keep.hold(&m.Attachments[i].File)
		h.keep.hold(&m.Attachments[i].Title)
	}
}

func (h *headerReader) refs(m *More, f *Field, e *tree.Entry) {
	from := len(m.Refs)
	for _, v := range items(&e.Value) {
		ref := Ref{Type: f.ref}
		if v.Kind == tree.String {
			ref.Target = h.line(f.Label, &v)
		} else if !h.sub(f.Label, &v, refKeys(f.ref), func(key string, v *tree.Value) {
			switch key {
			case "target":
				ref.Target = h.line("关系的目标", v)
			case "scope":
				ref.Scope = h.line("关系的范围", v)
			case "on":
				h.day(&ref.On, "关系的日期", v)
			case "note":
				ref.Note = h.line("关系的说明", v)
			case "compare":
				ref.Compare = h.wish("关系的对照", v)
			}
		}) {
			continue
		}
		if h.needKey(f.Label, "target（目标）", ref.Target == "", v.Pos) {
			m.Refs = append(m.Refs, ref)
		}
	}
	h.holdRefs(m, from)
}

// refKeys are what may be said of a relation, each followed by its Chinese name.
func refKeys(t RelationType) []string {
	keys := []string{"target", "目标", "scope", "范围", "on", "日期", "note", "说明"}
	if t == Replaces {
		keys = append(keys, "compare", "对照")
	}
	return keys
}

// wish reads true or false where neither need be said.
func (h *headerReader) wish(what string, v *tree.Value) Wish {
	switch {
	case v.Kind != tree.Bool:
		h.wrongType(what, v, Flag)
		return Unsaid
	case v.Bool:
		return Yes
	}
	return No
}

// holdRefs keeps the texts of the refs from a place on. Strings held earlier may
// have moved with the slice, so all are held again when settled last.
func (h *headerReader) holdRefs(m *More, from int) {
	for i := from; i < len(m.Refs); i++ {
		r := &m.Refs[i]
		r.Target, r.Scope, r.Note = strings.Clone(r.Target), strings.Clone(r.Scope), strings.Clone(r.Note)
	}
}

func (h *headerReader) consultation(m *More, e *tree.Entry) {
	c := &Consultation{}
	if !h.sub("征求意见", &e.Value, []string{"opens", "开始日期", "closes", "截止日期", "channel", "途径", "reason", "理由"}, func(key string, v *tree.Value) {
		switch key {
		case "opens":
			h.day(&c.Opens, "征求意见的开始日期", v)
		case "closes":
			h.day(&c.Closes, "征求意见的截止日期", v)
		case "channel":
			c.Channel = h.line("征求意见的途径", v)
		case "reason":
			c.Reason = h.line("缩短期限的理由", v)
		}
	}) {
		return
	}
	h.keep.hold(&c.Channel)
	h.keep.hold(&c.Reason)
	h.needKey("征求意见", "opens（开始日期）", c.Opens.IsZero(), e.Value.Pos)
	h.needKey("征求意见", "closes（截止日期）", c.Closes.IsZero(), e.Value.Pos)
	m.Consultation = c
}

func (h *headerReader) reviews(m *More, f *Field, e *tree.Entry) {
	for _, v := range items(&e.Value) {
		var r Review
		h.sub(f.Label, &v, []string{"kind", "环节", "by", "审核人", "on", "日期", "conclusion", "结论"}, func(key string, v *tree.Value) {
			switch key {
			case "kind":
				r.Kind = h.line("审核的环节", v)
			case "by":
				r.By = h.line("审核人", v)
			case "on":
				h.day(&r.On, "审核日期", v)
			case "conclusion":
				r.Conclusion = h.line("审核结论", v)
			}
		})
		r.Kind, r.By, r.Conclusion = h.words.of(r.Kind), h.words.of(r.By), h.words.of(r.Conclusion)
		m.Reviews = append(m.Reviews, r)
	}
}

func (h *headerReader) changes(m *More, f *Field, e *tree.Entry) {
	for _, v := range items(&e.Value) {
		var c Change
		if h.sub(f.Label, &v, []string{"on", "日期", "text", "内容"}, func(key string, v *tree.Value) {
			if key == "on" {
				h.day(&c.On, "变更日期", v)
			} else {
				c.Text = h.line("变更内容", v)
			}
		}) && h.needKey(f.Label, "text（内容）", c.Text == "", v.Pos) && h.needKey(f.Label, "on（日期）", c.On.IsZero(), v.Pos) {
			m.Changes = append(m.Changes, c)
		}
	}
	for i := range m.Changes {
		h.keep.hold(&m.Changes[i].Text)
	}
}

func (h *headerReader) withdrawn(m *More, e *tree.Entry) {
	w := &Withdrawal{}
	known := h.sub("撤回", &e.Value, []string{"on", "日期", "reason", "理由"}, func(key string, v *tree.Value) {
		if key == "on" {
			h.day(&w.On, "撤回日期", v)
		} else {
			w.Reason = h.line("撤回理由", v)
		}
	})
	h.keep.hold(&w.Reason)
	if known {
		h.needKey("撤回", "on（日期）", w.On.IsZero(), e.Value.Pos)
		h.needKey("撤回", "reason（理由）", w.Reason == "", e.Value.Pos)
	}
	// Even a withdrawal that is written wrong takes the text back.
	m.Withdrawn = w
}

// aliases reads old addresses: paths inside the site, in letters that need no
// escaping, that a static host can serve as a page.
func (h *headerReader) aliases(f *Field, e *tree.Entry) []string {
	var list []string
	h.texts(f, e, func(s string, v *tree.Value) {
		clean := strings.TrimPrefix(s, "/")
		if strings.HasSuffix(clean, "/") {
			clean += "index.html"
		}
		if !validAlias(clean) {
			h.report(ruleAlias.At(h.file, v.Pos, "旧地址“%s”不能用", s).
				WithHint("只写站内路径，以 .html、.htm、.shtml 或 / 结尾，例如 art/2020/1/3/art_1_2.html"))
			return
		}
		list = append(list, strings.Clone(clean))
	})
	return list
}

func validAlias(s string) bool {
	if s == "" || len(s) > 300 || path.Clean(s) != s || s == ".." || strings.HasPrefix(s, "../") {
		return false
	}
	for part := range strings.SplitSeq(s, "/") {
		if part == "" || part[0] == '.' || part[len(part)-1] == '.' || len(part) > 120 || config.DeviceName(part) {
			return false
		}
	}
	switch path.Ext(s) {
	case ".html", ".htm", ".shtml":
	default:
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./~") == ""
}
