package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/golden anew")

// TestGolden converts testdata/golden/*.md and compares the HTML, problems,
// headings, parts and text with the .golden file beside it. Names that begin
// with raw- are converted with RawHTML.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		raw := strings.HasPrefix(filepath.Base(name), "raw-")
		got := golden(New(Options{RawHTML: raw}), body)
		file := strings.TrimSuffix(name, ".md") + ".golden"
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s", name, firstDifference(string(want), string(got)))
		}
		checkPage(t, body, []byte(bytes.SplitN(got, []byte("-- "), 2)[0]), raw)
	}
}

func golden(c *Converter, body []byte) []byte {
	r := Result{WantText: true}
	var b bytes.Buffer
	var asked strings.Builder
	c.Convert("a.md", body, 1, func(l Link) (string, bool) {
		fmt.Fprintf(&asked, "%d:%d %q %q image=%v\n", l.Pos.Line, l.Pos.Col, l.Dest, l.Text, l.Image)
		return "/r/" + l.Dest, !strings.HasPrefix(l.Dest, "missing")
	}, &r)
	b.Write(r.HTML)
	b.WriteString("-- problems --\n")
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%d:%d %s %s [%s]\n", p.Pos.Line, p.Pos.Col, p.Severity, p.Message, p.Code)
	}
	fmt.Fprintf(&b, "-- resolve --\n%s-- headings --\n", asked.String())
	for _, h := range r.Headings {
		fmt.Fprintf(&b, "%d %s %q %d:%d\n", h.Level, h.ID, h.Text, h.Pos.Line, h.Pos.Col)
	}
	b.WriteString("-- links --\n")
	for _, l := range r.Links {
		fmt.Fprintf(&b, "%d:%d %q %q image=%v\n", l.Pos.Line, l.Pos.Col, l.Dest, l.Text, l.Image)
	}
	b.WriteString("-- parts --\n")
	p := r.Parts
	for _, part := range []struct {
		name string
		Part
	}{{"addressee", p.Addressee}, {"annex-note", p.AnnexNote}, {"signature", p.Signature}, {"signed-date", Part{p.SignedDate.String(), p.SignedDatePos}}, {"end-mark", p.EndMark}} {
		if part.Text != "" {
			fmt.Fprintf(&b, "%s %q %d:%d\n", part.name, part.Text, part.Pos.Line, part.Pos.Col)
		}
	}
	fmt.Fprintf(&b, "-- text --\n%s\n", r.Text)
	return b.Bytes()
}
