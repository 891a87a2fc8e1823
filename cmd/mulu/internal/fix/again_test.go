package fix_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/fix"
	"mulu/cmd/mulu/internal/frontmatter"
)

// pieces of texts that people, editors and attackers make.
var pieces = []string{
	"\uFEFF", "\uFEFF\uFEFF", "\r\n", "\r", "\n", "\n\n", " ", "  ", "\t", "\u3000", "\x00", "\xff", "\u202e", "+++", "---", "+++\n", "---\n",
	"title = \"甲\"\n", "title: 甲\n", "writen = \"2024年3月5日\"\n", "written: 2024/3/5 \n", "published = 2024-03-05 \r\n",
	"doc_number = \"青交发[2024] 9号\" # 注 \n", "发文字号: 栖交发【2025】 1号\n", "index-number = \"1/2\"\n", "keywords = [\n \"甲\", \n]\n",
	"summary = \"\"\"甲  \n\t乙\"\"\"\n", "summary: |\n  甲  \n  乙\n", "consultation = {opens = \"2025/3/5\"}\n", "写\t", "栖交发[2025] 1号", "栖交发〔 2025〕1 号栖交发[2025]2号",
	"`", "```\n", "~~~", "    ", "- ", "> ", "| a | b |\n| --- | --- |\n", "[甲](栖交发[2025]1号)", "<!-- ", " -->", "\\", "**", "#", "[^1]: ", "$",
}

func hostileText(r *rand.Rand) []byte {
	var b strings.Builder
	if r.IntN(3) > 0 {
		fence := [...]string{"+++", "---"}[r.IntN(2)]
		if r.IntN(4) == 0 {
			b.WriteString("\uFEFF")
		}
		b.WriteString(fence + "\n")
		for range r.IntN(6) {
			b.WriteString(pieces[17+r.IntN(12)])
		}
		b.WriteString(fence + "\n")
	}
	for range r.IntN(25) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return []byte(b.String())
}

// What is repaired once has nothing more to repair, whatever the text; what is no text
// that is read stays as it is, and no text becomes one that is none.
func TestOneRunIsEnough(t *testing.T) {
	f, r := fixer(t), rand.New(rand.NewPCG(5, 6))
	repaired := 0
	for range 5_000 {
		was := hostileText(r)
		kept := bytes.Clone(was)
		for name, repair := range map[string]func(string, []byte) ([]byte, []fix.Repair){"document": f.Document, "settings": f.Settings} {
			is, repairs := repair("a.md", was)
			if !bytes.Equal(was, kept) {
				t.Fatalf("%s: the text that was given becomes %q, was %q", name, was, kept)
			}
			if (len(repairs) > 0) == bytes.Equal(is, was) {
				t.Fatalf("%s: %q becomes %q with %v", name, was, is, repairs)
			}
			if again, more := repair("a.md", is); len(more) > 0 || !bytes.Equal(again, is) {
				t.Fatalf("%s: %q becomes %q, and then %q: %v", name, was, is, again, more)
			}
			if _, ds := frontmatter.Clean("a.md", bytes.Clone(was)); len(ds) > 0 && len(repairs) > 0 {
				t.Fatalf("%s: %q is repaired in spite of %v", name, was, ds)
			}
			if len(repairs) > 0 {
				repaired++
			}
			if len(repairs) > 0 && !utf8.Valid(is) {
				t.Fatalf("%s: %q becomes %q", name, was, is)
			}
		}
	}
	if repaired < 1000 {
		t.Errorf("only %d texts were repaired", repaired)
	}
}
