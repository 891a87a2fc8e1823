package text_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/check/text"
	"mulu/cmd/mulu/internal/diag"
)

// inLaws is how many findings the rules may have in real laws: what was looked at and is
// a fault of the text. Rules that are not listed find nothing there.
var inLaws = map[string]int{
	"punctuation-halfwidth": 130, // ASCII commas and semicolons among full-width ones
	"bracket-halfwidth":     90,
	"bracket-unpaired":      25, // brackets cut off with the head of a text, （ with )
	"title-nesting":         20, // 《…<…>…》
	"character-fullwidth":   5,
	"space-between":         3, // 条　件
	"word-wrong":            3, // 解危的的具体工作, 循私舞弊, 签定合同
	"text-cut":              2, // a paragraph broken in two
}

var comment = regexp.MustCompile(`(?s)<!--.*?-->`)

// Real laws give no error, and no warning that is not a fault of the text.
func TestLaws(t *testing.T) {
	corpus := os.Getenv("MULU_CORPUS")
	if corpus == "" {
		t.Skip("MULU_CORPUS names no folder with laws/")
	}
	e, b := engine(t, text.Rules)
	found, laws := map[string][]string{}, 0
	err := filepath.WalkDir(filepath.Join(corpus, "laws"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" || d.Name() == "README.md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		laws++
		b.Raw = comment.ReplaceAll(data, nil)
		for _, f := range e.Body(b) {
			if f.Severity == diag.Error {
				t.Errorf("%s:%d: %s [%s]", name, f.Pos.Line, f.Message, f.Code)
			}
			found[f.Code] = append(found[f.Code], filepath.Base(name)+": "+f.Message)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for code, list := range found {
		if len(list) > inLaws[code] {
			t.Errorf("%s: %d findings in %d laws, want at most %d:\n%.2000s", code, len(list), laws, inLaws[code], strings.Join(list, "\n"))
		}
	}
	if laws < 200 {
		t.Errorf("%d laws", laws)
	}
}

// Hostile text ends soon and without a panic.
func TestHostileText(t *testing.T) {
	e, b := engine(t, text.Rules)
	for _, piece := range []string{"（", "）", "“", "”", "《<", "`", "](", "[^", "共1件，其中", "1件（", "占1%，", "| 合计 | 1 |\n| --- | --- |\n", "的的", "。", "，，", "20xx", "{{", "<!--", "密★", "一，\n\n", "\xff\xfe", "\\", "由1减至2，幅度3%", "2家，合格1家，合格率9%，", "【", "信息条", "甲 乙"} {
		b.Raw = []byte(strings.Repeat(piece, 20_000/len(piece)))
		e.Body(b)
		b.Raw = []byte("甲。" + strings.Repeat(piece+"\n\n", 4000))
		e.Body(b)
	}
}
