package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// However many problems there are, the message of each is looked at; not all at once.
func TestProtectMany(t *testing.T) {
	ds := make([]Diagnostic, 2*protectedAtOnce+1)
	for i := range ds {
		ds[i] = Diagnostic{File: "a.md", Message: fmt.Sprintf("“%018d”重复", i)}
	}
	looked := 0
	Protect(ds, func(lines []string) map[int]bool {
		if looked += len(lines); len(lines) > protectedAtOnce {
			t.Errorf("%d lines at once", len(lines))
		}
		secret := map[int]bool{}
		for i, s := range lines {
			secret[i+1] = strings.HasSuffix(s, "0”重复")
		}
		return secret
	})
	if looked != len(ds) {
		t.Errorf("%d of %d messages looked at", looked, len(ds))
	}
	for i := range ds {
		if ds[i].Secret != (i%10 == 0) {
			t.Fatalf("%d: %+v", i, ds[i])
		}
	}
}

// Nothing shows a line of a secret again: neither the problem itself, nor another one of
// that line.
func TestProtect(t *testing.T) {
	const number = "110101199003077336"
	ds := []Diagnostic{
		{File: "a.md", Pos: Pos{3, 5, 3, 23}, Severity: Error, Code: "id", Message: "有 110101**********36", Secret: true},
		{File: "a.md", Pos: Pos{3, 1, 3, 2}, Severity: Warning, Code: "title-same", Message: "标题“王某" + number + "”重复", Hint: "删去 " + number},
		{File: "a.md", Pos: Pos{4, 1, 4, 2}, Severity: Warning, Code: "other", Message: "标题“别的”", Related: []Related{{"a.md", Pos{3, 1, 0, 0}, "“" + number + "”"}}},
	}
	waived := &Waiver{Reason: "王某 " + number}
	ds = append(ds, Diagnostic{File: "b.md", Pos: Pos{1, 1, 1, 2}, Severity: Warning, Code: "date-form", Message: "“" + number + "”应写成 2024-03-05 的形式"},
		Diagnostic{File: "c.md", Severity: Warning, Code: "title-same", Message: "重复", Waived: waived})
	related := ds[2].Related
	Protect(ds, func(lines []string) map[int]bool {
		secret := map[int]bool{}
		for i, s := range lines {
			secret[i+1] = strings.Contains(s, number)
		}
		return secret
	})
	if got := ds[3]; got.Message != "（略）应写成 2024-03-05 的形式" || !got.Secret {
		t.Errorf("a message with the number alone: %+v", got)
	}
	if strings.Contains(ds[4].Waived.Reason, number) || !strings.Contains(waived.Reason, number) || !strings.Contains(related[0].Message, number) {
		t.Errorf("what is shared is changed, or a reason shown: %+v", ds[4].Waived)
	}
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
