package markdown

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// judge is goldmark as it comes, with our extensions.
var judge = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Footnote, extension.DefinitionList, extension.TaskList),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

var (
	anyTag     = regexp.MustCompile(`<[^>]*>`)
	inlineTag  = regexp.MustCompile(`</?(?:em|strong|code|a|br|blockquote|ul|ol|li|hr|table|tr|dl|dt|dd)\b[^>]*>`)
	attributes = regexp.MustCompile(` [^>]*`)
)

// structure is the order of the tags of some HTML and of what it says, without
// the differences that we have on purpose (attributes, heading levels, spaces).
func structure(s string) string {
	s = strings.ReplaceAll(s, "<br />", "<br>")
	tags := inlineTag.FindAllString(s, -1)
	for i, tag := range tags {
		tags[i] = attributes.ReplaceAllString(tag, "")
	}
	text := strings.Join(strings.Fields(strings.ReplaceAll(anyTag.ReplaceAllString(s, ""), "\u00a0", " ")), "")
	return strings.Join(tags, "") + "\n" + text
}

// sameAsJudge compares a body that has no CJK, no tildes and no raw HTML.
func sameAsJudge(t *testing.T, body string) (compared bool) {
	t.Helper()
	var want bytes.Buffer
	if err := judge.Convert([]byte(body), &want); err != nil {
		t.Fatal(err)
	}
	var r Result
	r.doc = &doc{}
	c := New(Options{})
	r.doc.begin("a.md", []byte(body), 1, nil, New(Options{}), &r)
	c.complete(r.doc, normalise([]byte(body)))
	for _, p := range r.Problems {
		switch p.Code {
		case "image-alt", "link-fragment-unknown", "image-remote":
		default:
			return false // shown in another way on purpose
		}
	}
	if got := structure(string(r.HTML)); got != structure(want.String()) {
		t.Errorf("%q\n got %s\nwant %s\nhtml %s", body, got, structure(want.String()), r.HTML)
	}
	return true
}

// TestCommonMarkExamples holds our output to goldmark's on the 652 examples of
// the CommonMark specification, which goldmark's module carries.
func TestCommonMarkExamples(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip(err)
	}
	var examples []struct{ Markdown string }
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 600 {
		t.Fatalf("only %d examples", len(examples))
	}
	c := New(Options{})
	compared := 0
	for _, e := range examples {
		compare(t, c, []byte(e.Markdown))
		if strings.ContainsAny(e.Markdown, "\x00") {
			continue
		}
		if sameAsJudge(t, e.Markdown) {
			compared++
		}
	}
	if compared < 520 {
		t.Errorf("only %d of %d examples compared", compared, len(examples))
	}
}

// TestEmphasisIsCommonMarkWithoutCJK compares random runs of stars and
// underscores with goldmark's own parser.
func TestEmphasisIsCommonMarkWithoutCJK(t *testing.T) {
	parts := []string{"a", "b ", " ", "*", "**", "***", "_", "__", ".", "(", ")", "\"", "é", "«", "»", "[x](y)", "`c`", "\\*", "\n"}
	random := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		var b strings.Builder
		b.WriteString("x")
		for range 1 + random.IntN(12) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		sameAsJudge(t, b.String())
		if t.Failed() {
			return
		}
	}
}
