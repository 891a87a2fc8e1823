package cli

import (
	"encoding/json"
	"fmt"

	"mulu/cmd/mulu/internal/history"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/texts"
)

func (a *app) logText(l *history.Log, index string, entries []logEntry) {
	for _, e := range entries {
		fmt.Fprintf(a.out, "%s  第 %d 次更新  ", printable(e.Day), e.Build)
		if index == "" && e.Index != "" {
			fmt.Fprintf(a.out, "%s  ", printable(e.Index))
		}
		fmt.Fprintln(a.out, printable(e.Text))
	}
	if index == "" {
		if len(entries) == 0 {
			fmt.Fprintln(a.out, "还没有公开日志")
		}
	} else {
		a.standing(l, index)
	}
	for _, broken := range l.Broken {
		fmt.Fprintln(a.errOut, printable(broken))
	}
}

// standing says what the manifest says of a document now, and whether its published date is
// as old as the log.
func (a *app) standing(l *history.Log, index string) {
	first := l.First(index)
	if first == "" && l.Begun != "" {
		fmt.Fprintf(a.out, "日志从 %s 记起，这件信息那时已经公开\n", printable(l.Begun))
	}
	d := l.Known
	if d == nil {
		fmt.Fprintln(a.out, "现在没有公开")
		return
	}
	fmt.Fprint(a.out, "现在：")
	for _, on := range []struct {
		name string
		day  official.Date
	}{{"成文日期", d.Written}, {"发布日期", d.Published}, {"施行日期", d.Effective}, {"有效期至", d.Expires}} {
		if !on.day.IsZero() {
			fmt.Fprintf(a.out, "%s %s，", on.name, on.day)
		}
	}
	fmt.Fprintf(a.out, "有效性 %s\n", validityName(d.Validity))
	if first != "" && d.Published.String() < first {
		fmt.Fprintf(a.out, "注意：发布日期 %s 早于日志里首次公开的 %s\n", d.Published, printable(first))
	}
}

// validityName is the label of a state.
func validityName(slug string) string {
	words, _ := texts.Open(texts.Find("zh-CN", nil), nil) // a built-in table has no faults
	if name, ok := words.Lookup("state." + slug); ok {
		return name
	}
	return words.Text("log.unstated")
}

func (a *app) logJSON(l *history.Log, index string, entries []logEntry) error {
	type document struct {
		Index     string `json:"index"`
		Public    bool   `json:"public"`
		Written   string `json:"written,omitempty"`
		Published string `json:"published,omitempty"`
		Effective string `json:"effective,omitempty"`
		Expires   string `json:"expires,omitempty"`
		Validity  string `json:"validity,omitempty"`
		First     string `json:"first,omitempty"` // the day on which the log first has it
	}
	var d *document
	if index != "" {
		d = &document{Index: index, First: l.First(index)}
		if k := l.Known; k != nil {
			d.Public, d.Written, d.Published, d.Effective, d.Expires, d.Validity = true, k.Written.String(), k.Published.String(), k.Effective.String(), k.Expires.String(), k.Validity
		}
	}
	return a.encode(struct {
		Since    string     `json:"since"` // the day on which the log begins
		Document *document  `json:"document,omitempty"`
		Changes  []logEntry `json:"changes"`
		Broken   []string   `json:"broken"`
	}{l.Begun, d, entries, orEmpty(l.Broken)})
}

// encode writes a value for programs.
func (a *app) encode(v any) error {
	out := json.NewEncoder(a.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(v)
}

// orEmpty is [] for programs where nothing is.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
