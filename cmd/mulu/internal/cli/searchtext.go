package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"mulu/cmd/mulu/internal/search/query"
)

// writeAnswerJSON prints an answer for programs; the help of the command describes it.
func (a *app) writeAnswerJSON(index *query.Index, q string, r query.Response) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Version   int    `json:"version"` // of this form
		Query     string `json:"query"`
		Documents int    `json:"documents"`
		query.Response
	}{1, strings.ToValidUTF8(q, "\uFFFD"), index.Documents(), r})
}

// writeAnswer prints an answer of at most limit results for people; of several sites
// each result names its own.
func (a *app) writeAnswer(r query.Response, limit int, several bool) {
	for _, line := range remarks(r) {
		fmt.Fprintln(a.out, line)
	}
	switch {
	case len(r.Results) > 0 && r.Exact:
		fmt.Fprintf(a.out, "找到 %d 件\n", r.Total)
	case len(r.Results) > 0:
		fmt.Fprintf(a.out, "找到约 %d 件\n", r.Total)
	default:
		fmt.Fprintln(a.out, "没有找到")
	}
	a.writeResults(r.Results, several)
	for _, more := range []struct {
		heading string
		results []query.Result
	}{{"只含有部分词语", r.Partial}, {"名称最接近", r.Nearest}} {
		if len(more.results) > 0 && len(r.Results) < limit {
			fmt.Fprintf(a.out, "\n%s：\n", more.heading)
			a.writeResults(more.results, several)
		}
	}
	if r.More {
		fmt.Fprintln(a.out, "\n还有更多，用 --limit 增加件数")
	}
}

// remarks say what was done to the query.
func remarks(r query.Response) (lines []string) {
	for _, n := range r.Notes {
		text := printable(n.Text)
		lines = append(lines, map[string]string{
			query.NoteCut:          "检索词太长，只用了前 200 个字",
			query.NoteNumber:       "按编号查找：" + text,
			query.NoteAlias:        "同时查找：" + text,
			query.NoteAbbreviation: "没有找到“" + text + "”，以下文件的名称可以这样简称",
			query.NotePinyin:       "按拼音查找：" + text,
			query.NoteSplit:        "没有找到连在一起的全部文字，已分成几段查找：" + text,
			query.NoteSoft:         "没有文件含有全部词语",
			query.NotePage:         "网页 " + text + " 不存在，已跳过；重新构建网站（mulu build）可以修复",
		}[n.Code])
	}
	if len(r.Ignored) > 0 {
		lines = append(lines, "没有用来查找："+printable(strings.Join(r.Ignored, "、")))
	}
	if len(r.Dropped) > 0 {
		lines = append(lines, "没有文件含有："+printable(strings.Join(r.Dropped, "、")))
	}
	return lines
}

func (a *app) writeResults(list []query.Result, several bool) {
	for _, r := range list {
		fmt.Fprintf(a.out, "\n%s\n", a.marked(r.Title))
		facts := []string{a.marked(r.Number), printable(r.Issuer), printable(r.Published), printable(r.State.Label)}
		if several {
			facts = append(facts, printable(r.Site))
		}
		if r.Attachment {
			facts = append(facts, "在附件中")
		}
		fmt.Fprintf(a.out, "  %s\n", strings.Join(nonEmpty(facts), "　"))
		if s := a.marked(r.Snippet); s != "" {
			fmt.Fprintf(a.out, "  %s\n", s)
		}
		fmt.Fprintf(a.out, "  %s\n", printable(r.URL))
	}
}

func nonEmpty(list []string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// marked prints pieces, those with a mark bold on a terminal that shows it. Elsewhere
// nothing is added, so that the text can be searched and compared.
func (a *app) marked(pieces []query.Piece) string {
	var b strings.Builder
	bold := colour(a.out.w)
	for _, p := range pieces {
		if p.Mark && bold {
			b.WriteString("\x1b[1m" + printable(p.Text) + "\x1b[0m")
			continue
		}
		b.WriteString(printable(p.Text))
	}
	return b.String()
}

// printable replaces what could act on a terminal or turn text around: a published
// page is not to be trusted there.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, s)
}
