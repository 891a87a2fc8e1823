package sheet

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/official"
)

var columns = Table{Name: "公开目录：2024/25", Columns: []Column{{"名称", 30}, {"日期", 0}, {"件数", 0}, {"比例", 0}, {"网址", 20}}}

// rows have every kind of cell, with what a spreadsheet takes for formulas.
var rows = [][]Cell{
	{Text("关于“两客一危”的通知, \"急\"\n第二行"), Day(official.DateOf(2024, 3, 5)), Count(-5), Percent(7939, 2), Link("https://a.example/x?a=1&b=2", "看原文")},
	{Text("=1+1"), Day(official.Date{}), Decimal(5, 2), Percent(-12, 1), Link("https://a.example/", "")},
	{Text("'＋86"), Day(official.DateOf(1899, 12, 31)), Decimal(-123456, 4), Percent(100, 0), Link("", "没有网址")},
	{{}, {}, {}, {}, Text("_x0041_ & <b>\x01😀")},
}

func write(t testing.TB, w Writer, rows [][]Cell) {
	t.Helper()
	for _, r := range rows {
		if err := w.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	write(t, NewCSV(&b, columns), rows)
	want := "\ufeff名称,日期,件数,比例,网址\r\n" +
		"\"关于“两客一危”的通知, \"\"急\"\"\n第二行\",2024-03-05,-5,79.39%,https://a.example/x?a=1&b=2\r\n" +
		"'=1+1,,0.05,-1.2%,https://a.example/\r\n" +
		"''＋86,1899-12-31,-12.3456,100%,没有网址\r\n" +
		",,,,\"_x0041_ & <b>\x01😀\"\r\n"
	if b.String() != want {
		t.Errorf("CSV is\n%q\nwant\n%q", b.String(), want)
	}
	read, err := csv.NewReader(strings.NewReader(b.String()[3:])).ReadAll()
	if err != nil || len(read) != 5 || read[1][0] != "关于“两客一危”的通知, \"急\"\n第二行" {
		t.Errorf("encoding/csv reads %q, %v", read, err)
	}
}

// Files of many rows are written in pieces.
func TestCSVPieces(t *testing.T) {
	var b pieces
	write(t, NewCSV(&b, columns), slices.Repeat(rows, 1000))
	if len(b) < 3 || max(len(slices.MaxFunc(b, func(a, b string) int { return len(a) - len(b) }))) > flushAt+1000 {
		t.Errorf("written in %d pieces", len(b))
	}
	read, err := csv.NewReader(strings.NewReader(strings.Join(b, ""))).ReadAll()
	if err != nil || len(read) != 4001 {
		t.Errorf("%d rows, %v", len(read), err)
	}
}

type pieces []string

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, string(b))
	return len(b), nil
}

func TestGuard(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@a", "\t=", "\r=", "\n=", "＝1", "＋1", "－1", "＠a", "'x", " =1", "\u3000=1", "\ufeff=1", "\u200b@a", "\x00=1", "\xff=1", "\u00a0-"} {
		if !guarded(s) {
			t.Errorf("%q is not guarded", s)
		}
	}
	for _, s := range []string{"", "甲", "a=1", "1-2", "——关于", "（一）", "〔2024〕", "“’", " a-b", "\u3000甲=", "2024-03-05", "\"=1\""} {
		if guarded(s) {
			t.Errorf("%q is guarded", s)
		}
	}
}

// A reader gets every text back, and none begins like a formula.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "=1", "'", "''=", "a\r\nb", "\"", "\t", "；；", "\ufeff", "\xff=", "a;=b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		write(t, NewCSV(&b, columns), [][]Cell{{Text("甲"), Text(s), Text("乙")}})
		read, err := csv.NewReader(bytes.NewReader(b.Bytes()[3:])).ReadAll()
		if err != nil || len(read) != 2 || len(read[1]) != len(columns.Columns) {
			t.Fatalf("%q: encoding/csv reads %q, %v", s, read, err)
		}
		got := read[1][1]
		if got != "" && strings.ContainsRune("=+-@＝＋－＠\t\r", []rune(got)[0]) {
			t.Errorf("%q stands as %q", s, got)
		}
		// encoding/csv makes a line end of every CR LF in a cell.
		if back := strings.TrimPrefix(got, "'"); back != strings.ReplaceAll(s, "\r\n", "\n") {
			t.Errorf("%q comes back as %q", s, back)
		}
	})
}

func TestDecimal(t *testing.T) {
	for _, tt := range []struct {
		n      int64
		places int
		want   string
	}{
		{0, 0, "0"}, {0, 2, "0.00"}, {5, 2, "0.05"}, {-5, 1, "-0.5"}, {1234, 2, "12.34"}, {100, 2, "1.00"}, {-100, 3, "-0.100"},
		{9223372036854775807, 4, "922337203685477.5807"}, {-9223372036854775808, 0, "-9223372036854775808"},
	} {
		if got := string(appendDecimal(nil, tt.n, tt.places)); got != tt.want {
			t.Errorf("appendDecimal(%d, %d) = %s, want %s", tt.n, tt.places, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		s     string
		runes int
	}{
		{strings.Repeat("a", maxText), maxText}, {strings.Repeat("a", maxText+1), maxText}, {strings.Repeat("甲", maxText), maxText},
		{strings.Repeat("甲", maxText+9), maxText}, {strings.Repeat("😀", maxText/2), maxText / 2}, {strings.Repeat("😀", maxText), maxText/2 + 1},
	} {
		got := cut(tt.s)
		if n := utf8.RuneCountInString(got); n != tt.runes || n < utf8.RuneCountInString(tt.s) != strings.HasSuffix(got, "…") {
			t.Errorf("cut leaves %d characters, want %d", n, tt.runes)
		}
	}
}

func TestSheetName(t *testing.T) {
	for s, want := range map[string]string{"": "目录", "'a'": "a", "政策/法规[1]": "政策 法规 1", "History": "目录", strings.Repeat("甲", 40): strings.Repeat("甲", 31)} {
		if got := sheetName(s); got != want {
			t.Errorf("sheetName(%q) = %q, want %q", s, got, want)
		}
	}
}
