package check

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/sitetest"
)

func TestBasis(t *testing.T) {
	for _, tt := range []struct {
		before string
		want   bool
	}{
		{"根据《", true},
		{"第一条 为规范管理，根据《道路运输条例》《安全生产法》和《", true},
		{"依照国务院《", true},
		{"按照《道路运输条例》（国务院令第406号）以及《", true},
		{"《", false},
		{"根据工作需要，《", false},
		{"根据《条例》，结合《", false},
		{"根据全市道路运输行业多年来的实际情况和群众反映研究修订的《", false},
	} {
		if got := basis(strings.TrimSuffix(tt.before, "《")); got != tt.want {
			t.Errorf("basis(%q) = %v, want %v", tt.before, got, tt.want)
		}
	}
}

func TestNumberIn(t *testing.T) {
	for _, tt := range []struct {
		text   string
		want   numberKey
		length int
	}{
		{"2020〕8号令", numberKey{2020, 8}, len("2020〕8号")},
		{"2020]12号", numberKey{2020, 12}, len("2020]12号")},
		{"2020】3号", numberKey{2020, 3}, len("2020】3号")},
		{"20〕8号", numberKey{}, 0},
		{"2020〕号", numberKey{}, 0},
		{"2020〕8", numberKey{}, 0},
		{"2020", numberKey{}, 0},
		{"", numberKey{}, 0},
	} {
		if k, n, ok := numberIn([]byte(tt.text)); ok != (tt.length > 0) || k != tt.want || n != tt.length {
			t.Errorf("numberIn(%q) = %v, %d, %v, want %v, %d", tt.text, k, n, ok, tt.want, tt.length)
		}
	}
}

// Texts without any meaning end in no panic, and places lie within them.
func FuzzCitesEnded(f *testing.F) {
	f.Add("根据《文件1的办法》和栖交发〔2020〕8号")
	f.Add("《[文件1的办法](a.md)》（栖交发〔2020〕8号）")
	f.Add("```\n《文件1的办法")
	cat, _ := ended(f, 3)
	e := New(cat, nil, Options{})
	f.Fuzz(func(t *testing.T, text string) {
		b := Body{Site: e.site, Document: &cat.Documents[0], Raw: []byte(text), First: 10}
		e.textsOf(&b, new(scratch))
		for _, c := range b.CitesEnded() {
			if c.Pos.Line < 10 || c.Pos.Line > 10+strings.Count(text, "\n") || c.Pos.EndCol <= c.Pos.Col {
				t.Errorf("%q is cited at %v", c.Doc.Title, c.Pos)
			}
		}
	})
}

// ended is a catalogue of n documents of which all but the newest have lapsed.
func ended(t testing.TB, n int) (*catalogue.Catalogue, sitetest.Files) {
	fs := sitetest.Files{"config.toml": sitetest.Config}
	for i := 1; i <= n; i++ {
		more := fmt.Sprintf("class = \"其他文件\"\ndoc_number = \"栖交发〔2020〕%d号\"", i)
		if i < n {
			more += "\nexpires = 2025-12-31"
		}
		text := strings.Replace(sitetest.Doc(i, more, ""), fmt.Sprintf("文件%d\"", i), fmt.Sprintf("文件%d的办法\"", i), 1)
		fs[fmt.Sprintf("content/d%05d.md", i)] = text
	}
	cat, ds := fs.Catalogue(t)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return cat, fs
}

// The cost of looking for citations in one body of 60 lines, which names ten titles and
// five numbers, none of which has ended.
func BenchmarkCitesEnded(b *testing.B) {
	cat, _ := ended(b, 2000)
	e := New(cat, nil, Options{})
	line := "当事人申请办理的，应当按照规定提交材料，经审查符合条件的，主管部门应当在法定期限内作出决定，并书面告知申请人。\n\n"
	text := strings.Repeat(line, 50) + strings.Repeat("根据《中华人民共和国道路运输条例》和《栖澜市道路运输管理办法》办理。\n\n", 5) + strings.Repeat("见栖交发〔2021〕3号。\n", 5)
	body := Body{Site: e.site, Document: &cat.Documents[0], Raw: []byte(text), First: 10}
	e.textsOf(&body, new(scratch))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		body := body
		if len(body.CitesEnded()) > 0 {
			b.Fatal("found something")
		}
	}
}
