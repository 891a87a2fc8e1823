package cli

import (
	"errors"
	"fmt"

	"mulu/cmd/mulu/internal/history"
	"mulu/cmd/mulu/internal/publish"
)

// logStep is what became of a site from one kept manifest to the next.
type logStep struct {
	From    string           `json:"from"`
	To      string           `json:"to"`
	Chain   string           `json:"chain"` // "" where it holds, else what is wrong, in Chinese
	Note    string           `json:"note,omitempty"`
	Keys    []string         `json:"keys,omitempty"` // how the keys changed that sign, in Chinese
	Changes []history.Change `json:"changes"`

	days  [2]string
	newer bool // the first is what became of the second
}

// compareManifests compares manifests, oldest first, two of them in memory at a time.
func (a *app) compareManifests(f *logFlags, names []string, index string) error {
	was, err := manifestOf(names[0])
	if err != nil {
		return err
	}
	var steps []logStep
	wrong := false
	for i, name := range names[1:] {
		now, err := manifestOf(name)
		if err != nil {
			return err
		}
		s := stepOf(was, now, index)
		s.From, s.To = names[i], name
		wrong = wrong || s.Chain != ""
		for k := range s.Changes {
			wrong = wrong || s.Changes[k].Grave()
		}
		steps, was = append(steps, s), now
	}
	if f.format == "json" {
		err = a.encode(struct {
			Steps []logStep `json:"steps"`
		}{steps})
	} else {
		a.stepsText(steps)
	}
	if err == nil && wrong {
		err = errProblems
	}
	return err
}

func stepOf(was, now *publish.Manifest, index string) logStep {
	s := logStep{Changes: []history.Change{}, days: [2]string{dayOf(was), dayOf(now)}}
	if err := now.Follows(was); err != nil {
		s.Chain, s.newer = err.Error(), errors.Is(err, publish.ErrNewer)
	}
	for _, l := range now.After(was) {
		if l.Key != "" {
			s.Keys = append(s.Keys, l.ChangeOfKey())
		}
	}
	if !was.HasDocuments() || !now.HasDocuments() {
		s.Note = "旧版本的清单没有记文件的日期，这两份之间没有比较"
		return s
	}
	for _, c := range history.Compare(was, now) {
		if index == "" || c.Index == index || c.To == index {
			s.Changes = append(s.Changes, c)
		}
	}
	return s
}

func dayOf(m *publish.Manifest) string {
	if m.Day.IsZero() {
		return "日期不明"
	}
	return m.Day.String()
}

func (a *app) stepsText(steps []logStep) {
	for i := range steps {
		s := &steps[i]
		fmt.Fprintf(a.out, "%s（%s）→ %s（%s）：", s.From, s.days[0], s.To, s.days[1])
		if s.newer {
			fmt.Fprintf(a.out, "反了：%s %s。顺序写反了，或者网站被整个换回了以前发布的\n", s.From, s.Chain)
		} else if s.Chain != "" {
			fmt.Fprintf(a.out, "链断了：%s %s。是另一个网站的清单、顺序写反了，或者历史被改写过\n", s.From, s.Chain)
		} else {
			fmt.Fprintln(a.out, "在同一条链上")
		}
		for _, said := range s.Keys {
			fmt.Fprintf(a.out, "  %s\n", said)
		}
		if s.Note != "" {
			fmt.Fprintf(a.out, "  %s\n", s.Note)
		} else if len(s.Changes) == 0 {
			fmt.Fprintln(a.out, "  没有变化")
		}
		for k := range s.Changes {
			c := &s.Changes[k]
			mark := " "
			if c.Grave() {
				mark = "!"
			}
			fmt.Fprintf(a.out, "%s %s  %s\n", mark, printable(c.Index), printable(sayChange(c)))
		}
	}
}

// sayChange says what became of a document. What must not change once it is public is marked.
func sayChange(c *history.Change) string {
	switch c.Kind {
	case history.Published:
		return fmt.Sprintf("发布日期由 %s 改成 %s", c.From, c.To)
	case history.Index:
		return fmt.Sprintf("索引号由 %s 改成 %s", c.From, c.To)
	case history.Renumbered:
		return fmt.Sprintf("不见了，同时出现成文、发布日期都相同的 %s：请核对是不是换了索引号", c.To)
	case history.Appeared:
		if c.Backdated {
			return "新公开，发布日期 " + c.To + " 早于前一份清单，那一天还没有公开：请核对是不是补录、倒填"
		}
		return "新公开，发布日期 " + c.To
	case history.Withdrawn:
		return "撤回"
	case history.Removed:
		return "不再公开"
	case history.Page:
		return "网页变更"
	case history.Validity:
		return fmt.Sprintf("有效性由 %s 变成 %s", validityName(c.From), validityName(c.To))
	}
	from, to := c.From, c.To
	if from == "" {
		from = "（无）"
	}
	if to == "" {
		to = "（无）"
	}
	return fmt.Sprintf("%s由 %s 改成 %s", dayNames[c.Kind], from, to)
}

var dayNames = map[history.Kind]string{history.Written: "成文日期", history.Effective: "施行日期", history.Expires: "有效期至"}
