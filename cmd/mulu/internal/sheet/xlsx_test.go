package sheet

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"mulu/cmd/mulu/internal/official"
)

func workbook(t testing.TB, rows [][]Cell) []byte {
	t.Helper()
	var b bytes.Buffer
	write(t, NewXLSX(&b, columns), rows)
	return b.Bytes()
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What excelize, which is not ours, reads in a workbook.
func TestXLSX(t *testing.T) {
	data := workbook(t, rows)
	f := open(t, data)
	name := f.GetSheetName(0)
	if name != "公开目录：2024 25" {
		t.Errorf("the sheet is %q", name)
	}
	shown, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"名称", "日期", "件数", "比例", "网址"},
		{"关于“两客一危”的通知, \"急\"\n第二行", "2024-03-05", "-5", "79.39%", "看原文"},
		{"=1+1", "", "0.05", "-1.2%", "https://a.example/"},
		{"'＋86", "1899-12-31", "-12.3456", "100%", "没有网址"},
		{"", "", "", "", "_x0041_ & <b>\x01😀"},
	}
	for i := range want {
		if strings.Join(shown[i], "|") != strings.Join(want[i], "|") {
			t.Errorf("row %d is %q, want %q", i+1, shown[i], want[i])
		}
	}
	for cell, want := range map[string]string{"B2": "45356", "D2": "0.7939", "D3": "-0.012", "C4": "-12.3456"} {
		if got, err := f.GetCellValue(name, cell, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s holds %q, %v; want %q", cell, got, err, want)
		}
	}
	for _, cell := range []string{"A3", "A4"} {
		if formula, err := f.GetCellFormula(name, cell); formula != "" || err != nil {
			t.Errorf("%s has the formula %q, %v", cell, formula, err)
		}
	}
	if has, to, err := f.GetCellHyperLink(name, "E2"); !has || to != "https://a.example/x?a=1&b=2" || err != nil {
		t.Errorf("E2 leads to %q, %v", to, err)
	}
	if has, to, _ := f.GetCellHyperLink(name, "E4"); has {
		t.Errorf("E4 leads to %q", to)
	}
	if panes, err := f.GetPanes(name); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes are %+v, %v", panes, err)
	}
	if w, err := f.GetColWidth(name, "A"); err != nil || w != 60 {
		t.Errorf("column A is %v wide, %v", w, err)
	}
	areas := map[string]string{}
	for _, d := range f.GetDefinedName() {
		areas[d.Name] = d.RefersTo
	}
	if areas["_xlnm._FilterDatabase"] != "'公开目录：2024 25'!$A$1:$E$5" || areas["_xlnm.Print_Titles"] != "'公开目录：2024 25'!$1:$1" {
		t.Errorf("defined names are %v", areas)
	}
	if !bytes.Equal(data, workbook(t, rows)) {
		t.Error("a second workbook has other bytes")
	}
}

// The workbook has a row of titles only when there are no rows.
func TestXLSXEmpty(t *testing.T) {
	f := open(t, workbook(t, nil))
	if shown, err := f.GetRows(f.GetSheetName(0)); err != nil || len(shown) != 1 {
		t.Errorf("rows are %q, %v", shown, err)
	}
}

func TestColumn(t *testing.T) {
	for i := range 2000 {
		want, err := excelize.ColumnNumberToName(i + 1)
		if got := string(appendColumn(nil, i)); got != want || err != nil {
			t.Fatalf("column %d is %s, want %s", i, got, want)
		}
	}
}

// Days are those of Excel from 1 March 1900 on; before, they are texts.
func TestSerial(t *testing.T) {
	for _, tt := range []struct {
		d    official.Date
		n    int
		fine bool
	}{{official.DateOf(1900, 3, 1), 61, true}, {official.DateOf(1900, 2, 28), 60, false}, {official.DateOf(1, 1, 1), 0, false}, {official.DateOf(9999, 12, 31), 2958465, true}} {
		if n, ok := serial(tt.d); ok != tt.fine || ok && n != tt.n {
			t.Errorf("serial(%s) = %d, %t", tt.d, n, ok)
		}
	}
}

// Excel opens no sheet with more links or rows than its limits.
func TestXLSXLimits(t *testing.T) {
	x := NewXLSX(io.Discard, columns)
	row := []Cell{Link("https://a.example/", "甲")}
	for range maxLinks + 10 {
		if err := x.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	if x.count != maxLinks {
		t.Errorf("%d links", x.count)
	}
	x.row = maxRows
	if err := x.Row(row); !errors.Is(err, errRows) || !errors.Is(x.Close(), errRows) {
		t.Errorf("a row too many: %v", err)
	}
	if err := NewXLSX(io.Discard, Table{}).Close(); !errors.Is(err, errColumns) {
		t.Errorf("no column: %v", err)
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriteError(t *testing.T) {
	for _, w := range []Writer{NewXLSX(fullDisk{}, columns), NewCSV(fullDisk{}, columns)} {
		if err := w.Close(); !errors.Is(err, errFull) {
			t.Errorf("%T: %v", w, err)
		}
	}
}

// excelize reads back every text that XML can hold; the rest it must at least open.
func FuzzXLSX(f *testing.F) {
	for _, s := range []string{"=1", "]]>", "_x000D_", "_x_", "a\rb", "\x00", "\ufffe\uffff", "\xff", " 甲 ", "_x005F_x0041_", "_x005F\x00", "_x0041\ufffe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file := open(t, workbook(t, [][]Cell{{Text(s)}}))
		got, err := file.GetCellValue(file.GetSheetName(0), "A2")
		if err != nil || utf8.ValidString(s) && len(s) < maxText && got != s {
			t.Errorf("%q comes back as %q, %v", s, got, err)
		}
	})
}
