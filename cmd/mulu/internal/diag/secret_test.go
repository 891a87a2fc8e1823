package diag

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// Nothing shows a line of a secret again: neither the problem itself, nor another one of
// that line.
func TestProtect(t *testing.T) {
	const number = "110101199003077336"
	ds := []Diagnostic{
		{File: "a.md", Pos: Pos{3, 5, 3, 23}, Severity: Error, Code: "id", Message: "有 110101**********36", Secret: true},
		{File: "a.md", Pos: Pos{3, 1, 3, 2}, Severity: Warning, Code: "title-same", Message: "标题“王某" + number + "”重复", Hint: "删去 " + number},
		{File: "a.md", Pos: Pos{4, 1, 4, 2}, Severity: Warning, Code: "other", Message: "标题“别的”", Related: []Related{{"a.md", Pos{3, 1, 0, 0}, "“" + number + "”"}}},
	}
	Protect(ds, nil)
	if ds[2].Message != "标题“别的”" || ds[2].Secret {
		t.Errorf("a line without secrets is changed: %+v", ds[2])
	}
	source := []byte("+++\n\n王某 " + number + "\n别的\n")
	var text bytes.Buffer
	if err := WriteText(&text, ds, TextOptions{Source: func(string) []byte { return source }}); err != nil {
		t.Fatal(err)
	}
	outputs := []string{text.String()}
	for _, write := range []func(io.Writer, *Report) error{WriteJSON, WriteSARIF, WriteGitHub, WriteGitLab, WriteJUnit, WriteMarkdown, WriteHTML} {
		var b bytes.Buffer
		if err := write(&b, &Report{Diagnostics: ds, Source: func(string) []byte { return source }}); err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, b.String())
	}
	for _, out := range outputs {
		if strings.Contains(out, number) {
			t.Errorf("shows the number:\n%s", out)
		}
	}
	if !strings.Contains(text.String(), "别的\n") {
		t.Errorf("lacks the line without a secret:\n%s", text.String())
	}
}
