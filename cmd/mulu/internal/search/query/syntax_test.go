package query

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
)

// show writes a query that was read: words, -excluded, "quoted", then what was ignored.
func show(p parsed) string {
	var b strings.Builder
	for _, w := range append(append([]word(nil), p.words...), p.without...) {
		mark, end := "", " "
		if w.exclude {
			mark = "-"
		}
		if w.quoted {
			mark, end = mark+`"`, `" `
		}
		b.WriteString(mark + string(w.phrase) + end)
	}
	return strings.TrimSpace(b.String()) + fmt.Sprint(p.ignored)
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "[]"},
		{" \t\u3000\n\ufeff", "[]"},
		{"道路 运输　条例", "道路 运输 条例[]"},
		{"交通運輸", "交通运输[]"},
		{"二〇二三年", "2023年[]"},
		{`"道路 运输"`, `"道路运输"[]`},
		{"“道路”", `"道路"[]`},
		{"”道路“ 「运输」 『条例』 ＂办法＂", `"道路" "运输" "条例" "办法"[]`},
		{"“十四五”规划", "十四五规划[]"},
		{`"甲"乙 "丙"`, `甲乙 "丙"[]`},
		{`"甲`, "甲[]"},
		{`""`, `[""]`},
		{`"" 甲`, `甲[""]`},
		{`甲"乙"`, "甲乙[]"},
		{"甲 -乙", "甲 -乙[]"},
		{"甲 －乙 −丙", "甲 -乙 -丙[]"},
		{`甲 -"乙 丙"`, `甲 -"乙丙"[]`},
		{"甲-乙", "甲乙[]"},
		{"- 甲", "甲[-]"},
		{"-，", "[-，]"},
		{"甲 甲 “甲”", `"甲"[]`},
		{"甲 -甲", "甲 -甲[]"},
		{"，。 🙂", "[，。 🙂]"},
		{"\xff\xfe甲", "甲[]"},
		{"'; DROP TABLE 甲", "drop table 甲[';]"},
		{"<b>甲</b>", "b甲b[]"},
		{"\u202e甲\u0000乙", "甲乙[]"},
	} {
		if got := show(parse(tt.in)); got != tt.want {
			t.Errorf("parse(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"济交办〔2023〕1号", "济交办20231号"},
		{"济交办 [2023] 01", "济交办20231号"},
		{"济交办2023 1号", "济交办20231号"},
		{"济交办2023年第1号", "济交办20231号"},
		{"青年发二○○三年1号", "青年发20031号"},
		{"2023年1号", ""},
		{"交通事故2023年5月", ""},
		{"11370100004189007A/2023-00368", "11370100004189007a202300368"},
		{`"济交办〔2023〕1号"`, ""},
		{"济交办〔2023〕1号 -甲", ""},
		{"道路运输", ""},
	} {
		if got := string(parse(tt.in).number); got != tt.want {
			t.Errorf("parse(%q).number = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestParseCuts(t *testing.T) {
	p := parse(strings.Repeat("𠮷", 10_000))
	if !p.cut || len(p.words) != 1 || len(p.words[0].phrase) != maxQuery {
		t.Errorf("%d words, cut %v", len(p.words), p.cut)
	}
	if p := parse(strings.Repeat("甲", maxQuery)); p.cut {
		t.Error("a query of the greatest length is cut")
	}
}

// Rare terms first, then those that are far from the others.
func TestChoose(t *testing.T) {
	classOf := map[uint32]byte{}
	for term, class := range map[string]byte{"人民": 0, "民政": 1, "政府": 0, "202": 3, "023": 3} {
		classOf[han.MakeTerm([]rune(term)...).Hash()] = class
	}
	hashes := slices.Sorted(maps.Keys(classOf))
	var classes []byte
	for _, h := range hashes {
		classes = append(classes, classOf[h])
	}
	frequent, err := codec.NewFrequent(20, hashes, classes).Terms()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{frequent: frequent}
	ix := &Index{sites: []*site{s}}
	for _, tt := range []struct {
		in     string
		number bool
		want   string
	}{
		{"道", false, "道"},
		{"道路", false, "道路"},
		{"道路运输管理条例", false, "道路 条例"},
		{"道路运输管理条例释义", false, "道路 释义"},
		{"沂川市人民政府", false, "沂川 市人"},
		{"人民政府", false, "民政"},
		{"2023年123号文", false, "23年 年12 23号"},
		{"2023年预算", false, "23年 预算 年预"},
		{"面积约29814平方米", false, "14平 约29 981"},
		{"29814", false, "298 814"},
		{"沂交办20231号", true, "沂交 31号 办20 交办 023"},
		{"11370100004189007a202300368", true, "368 7a2 023 003 900"},
	} {
		words := []word{{phrase: fold(tt.in)}}
		ix.choose(words, tt.number)
		var list []string
		for _, l := range words[0].chosen[:words[0].count] {
			list = append(list, l.term.String())
		}
		if got := strings.Join(list, " "); got != tt.want {
			t.Errorf("choose(%q, %v) = %s, want %s", tt.in, tt.number, got, tt.want)
		}
	}
}

// Several words share the lookups.
func TestChooseShares(t *testing.T) {
	ix := &Index{sites: []*site{{}}}
	for _, tt := range []struct {
		in   string
		want string
	}{
		{"道路运输管理 条例", "[2 1]"},
		{"道路运输管理 安全生产监督 公共数据开放", "[2 2 2]"},
		{"一 二 三 四 五 六 七", "[1 1 1 1 1 1 0]"},
		{"道路 运输 一 二 三 四 道路运输管理 安全", "[1 1 1 1 1 1 0 0]"},
	} {
		words := parse(tt.in).words
		ix.choose(words, false)
		var counts []int
		for _, w := range words {
			counts = append(counts, w.count)
		}
		if got := fmt.Sprint(counts); got != tt.want {
			t.Errorf("choose(%q) looks up %s, want %s", tt.in, got, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"道路 \"运输\" -条例", "“", "-", "－「」", "\xff", "济交办〔2023〕1号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, q string) {
		p := parse(q)
		for _, w := range append(p.words, p.without...) {
			if len(w.phrase) == 0 {
				t.Errorf("parse(%q) has an empty word", q)
			}
		}
		dropNoise(p.words)
		(&Index{sites: []*site{{}}}).choose(p.words, p.number != nil)
	})
}
