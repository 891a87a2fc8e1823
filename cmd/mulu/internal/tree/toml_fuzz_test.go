package tree

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/diag"
)

// FuzzTOML holds the reader to its judge: it accepts what BurntSushi/toml accepts,
// with the same values, and nothing else; see judged, oddDates and stricter
// for the exceptions.
func FuzzTOML(f *testing.F) {
	for _, text := range accepted {
		f.Add(text)
	}
	for _, tt := range refused {
		f.Add(tt.text)
	}
	for _, tt := range conflicting {
		f.Add(tt.text)
	}
	f.Add(realHeader)
	f.Fuzz(func(t *testing.T, text string) {
		v, diags := ParseTOML("f", []byte(text), 1)
		checkPlaces(t, text, v, diags)
		if !judged(text) {
			return
		}
		var m map[string]any
		_, err := toml.Decode(text, &m)
		switch {
		case err != nil && len(diags) == 0 && !oddDates(v):
			t.Errorf("%q accepted; BurntSushi/toml: %v", text, err)
		case err == nil && len(diags) > 0 && !stricter(diags):
			t.Errorf("%q is TOML: %v", text, diags)
		case err == nil && len(diags) == 0:
			if diff := cmp.Diff(comparable(m), plain(v)); diff != "" {
				t.Errorf("%q (-judge +reader):\n%s", text, diff)
			}
		}
	})
}

// judged says whether BurntSushi/toml can judge a text: it skips byte order marks of
// UTF-16 too, and knows no bare Han keys.
func judged(text string) bool {
	return !strings.HasPrefix(text, "\xFF\xFE") && !strings.HasPrefix(text, "\xFE\xFF") &&
		strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0
}

// oddDates says whether v holds a date or time that the judge refuses: the reader
// leaves these to the field that they belong to.
func oddDates(v Value) bool {
	var sink map[string]any
	if _, err := toml.Decode("a = "+v.Str, &sink); err != nil && (v.Kind == Date || v.Kind == DateTime) {
		return true
	}
	for _, e := range v.Table {
		if oddDates(e.Value) {
			return true
		}
	}
	return slices.ContainsFunc(v.List, oddDates)
}

// stricter says whether all problems are of kinds that the judge lets pass: some
// tables defined twice, escaped control characters, our limits.
func stricter(diags []diag.Diagnostic) bool {
	for _, d := range diags {
		switch d.Code {
		case "toml-syntax", "data-encoding":
			return false
		}
	}
	return true
}

// checkPlaces asks of every place that it is in the text and in order.
func checkPlaces(t *testing.T, text string, v Value, diags []diag.Diagnostic) {
	lines := strings.Split(text, "\n")
	check := func(p diag.Pos) {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("%q: place %v outside", text, p)
		}
		if p.EndLine != 0 && (p.EndLine < p.Line || p.EndLine > len(lines) || p.EndLine == p.Line && p.EndCol < p.Col ||
			p.EndCol > utf8.RuneCountInString(lines[p.EndLine-1])+1) {
			t.Errorf("%q: end of %v outside", text, p)
		}
	}
	for _, d := range diags {
		check(d.Pos)
	}
	var walk func(v Value)
	walk = func(v Value) {
		check(v.Pos)
		for _, e := range v.Table {
			check(e.KeyPos)
			walk(e.Value)
		}
		for _, item := range v.List {
			walk(item)
		}
	}
	walk(v)
}

const realHeader = `title = "沂川市机关事务管理“十四五”规划"
index_number = "113799004189027499/2025-00001"
issuer = "沂川市发展和改革委员会"
doc_number = "沂发改〔2025〕1号"
written = 2025-04-02
published = 2025-04-22
validity = "有效"
category = "ghjh/ztgh"
theme = "劳动、人事、监察"
disclosure = "主动公开"
keywords = ["机关事务管理", "行政审批事项取消下放", "海上交通安全"]
summary = "本条例所称军工关键设备设施，是指直接用于武器装备科研生产的重要的实验设施、工艺设备、试验及测试设备等专用的军工设备设施。"
repeals = ["11379900418953431C/2024-00002"]

[[attachments]]
title = "清单"
file = "/fj/2025/t1.csv"
`

func BenchmarkParseTOML(b *testing.B) {
	text := []byte(realHeader)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		ParseTOML("content/a.md", text, 2)
	}
}

// BenchmarkBurntSushi is what the library alone takes for the same header.
func BenchmarkBurntSushi(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var m map[string]any
		if _, err := toml.Decode(realHeader, &m); err != nil {
			b.Fatal(err)
		}
	}
}
