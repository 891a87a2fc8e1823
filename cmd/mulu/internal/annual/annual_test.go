package annual

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

func reportRecord() *catalogue.Record {
	return &catalogue.Record{Path: "content/a.md", Title: "2025年政府信息公开工作年度报告", Filing: &catalogue.Filing{Class: catalogue.ClassNamed("年度报告")}}
}

func sample(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func read(t *testing.T, text string) (*Report, []diag.Diagnostic) {
	t.Helper()
	r, ds := Read("content/a.toml", []byte(text), reportRecord())
	if r == nil {
		t.Fatal(ds)
	}
	return r, append(ds, r.sums()...)
}

func TestSampleHolds(t *testing.T) {
	r, ds := read(t, sample(t, "report-2025.toml"))
	if len(ds) > 0 {
		t.Error(ds)
	}
	if got := len(form2021.Tables[1].Blocks[0].Rows) - 3; got != 22 {
		t.Errorf("%d rows of results, want 22", got)
	}
	if got := len(form2019.Tables[1].Blocks[0].Rows) - 3; got != 20 {
		t.Errorf("%d rows of results in the old form, want 20", got)
	}
	if c := r.Row(Applications, CarriedForward); len(c) != 7 || c[6].Text != "819" {
		t.Errorf("四 is %v", c)
	}
}

// edit gives the text with one number of a row made greater by one.
func edit(t *testing.T, text, row string, col int) (string, diag.Pos) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		name, list, ok := strings.Cut(line, " = [")
		if !ok || name != row {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(list, "]"), ", ")
		at := len(name) + len(" = [") + len(strings.Join(cells[:col], ", "))
		if col > 0 {
			at += len(", ")
		}
		var n int
		if _, err := fmt.Sscan(cells[col], &n); err != nil {
			t.Fatal(err)
		}
		cells[col] = fmt.Sprint(n + 1)
		lines[i] = name + " = [" + strings.Join(cells, ", ") + "]"
		return strings.Join(lines, "\n"), diag.Pos{Line: i + 1, Col: at + 1}
	}
	t.Fatal("no row " + row)
	return "", diag.Pos{}
}

// One wrong number in the table of applications is found at its own cell, wherever it is,
// and nowhere else.
func TestOneWrongApplication(t *testing.T) {
	text := sample(t, "report-2025.toml")
	b := form2021.Tables[1].Blocks[0]
	for i := range b.Rows {
		for col := range b.Columns {
			wrong, at := edit(t, text, b.Rows[i].Key, col)
			_, ds := read(t, wrong)
			if len(ds) != 1 || ds[0].Pos.Line != at.Line || ds[0].Pos.Col != at.Col {
				t.Errorf("%s, column %d, wrong at %v: finds %v", b.Rows[i].Key, col, at, ds)
			}
		}
	}
}

// Each identity broken alone is found at the cell that should have the sum.
func TestOneBrokenIdentity(t *testing.T) {
	text := sample(t, "report-2025.toml")
	for _, tt := range []struct {
		cells [][2]any // that are one too many
		code  string
		at    [2]any
	}{
		{[][2]any{{"received", 0}, {"received", 6}}, "annual-report-balance", [2]any{"carried_forward", 0}},
		{[][2]any{{"granted", 1}, {"granted", 6}}, "annual-report-results", [2]any{"results_total", 1}},
		{[][2]any{{"received", 2}, {"carried_forward", 2}}, "annual-report-total", [2]any{"received", 6}},
		{[][2]any{{"reconsideration", 0}}, "annual-report-total", [2]any{"reconsideration", 4}},
		{[][2]any{{"direct", 4}}, "annual-report-total", [2]any{"direct", 4}},
		{[][2]any{{"after_reconsideration", 3}}, "annual-report-total", [2]any{"after_reconsideration", 4}},
	} {
		wrong := text
		for _, c := range tt.cells {
			wrong, _ = edit(t, wrong, c[0].(string), c[1].(int))
		}
		_, at := edit(t, wrong, tt.at[0].(string), tt.at[1].(int))
		_, ds := read(t, wrong)
		if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Code == tt.code && d.Pos.Line == at.Line && d.Pos.Col == at.Col }) {
			t.Errorf("%v wrong: finds %v, want %s at %v", tt.cells, ds, tt.code, at)
		}
	}
}

// Of the figures of the published samples exactly those are reported that are wrong there.
func TestSampleFigures(t *testing.T) {
	of := &catalogue.Record{Path: "content/a.md", Filing: &catalogue.Filing{}}
	r, ds := Read("content/a.toml", []byte(sample(t, "samples.toml")), of)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	lines := strings.Split(sample(t, "samples.toml"), "\n")
	var got []string
	for _, d := range r.statistics() {
		line := []rune(lines[d.Pos.Line-1])
		got = append(got, d.Code+" "+string(line[d.Pos.Col-1:d.Pos.EndCol-1]))
	}
	want := []string{"statistic-percent 79.38", "statistic-percent 20.62", "statistic-percent 23", "statistic-percent 89"}
	if !slices.Equal(got, want) {
		t.Errorf("finds %q, want %q", got, want)
	}
}

func TestStatistics(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"total = 3\nparts = [{name = '甲', value = 1}, {name = '乙', value = 1}]", "warning statistic-sum"},
		{"total = 3\nsome = true\nparts = [{name = '甲', value = 1}, {name = '乙', value = 1}]", ""},
		{"total = 13.6\nunit = '万条'\nparts = [{value = 1.3}, {value = 3.6}, {value = 8.6}]", "notice statistic-sum"},
		{"total = 13.6\nparts = [{value = 1.3}, {value = 2.6}, {value = 8.6}]", "warning statistic-sum"},
		{"total = 200\nsome = true\nparts = [{value = 120, percent = 65}]", "warning statistic-percent"},
		{"total = 200\nsome = true\nparts = [{value = 120, percent = 60.0}]", ""},
		{"total = 19\nsome = true\nparts = [{value = 25, change = 31.6}]", ""},
		{"total = 19\nsome = true\nparts = [{value = 25, change = 31.5}]", "notice statistic-percent"},
		{"total = 1092\nsome = true\nparts = [{value = 674, change = 38}]", "warning statistic-percent"},
		{"total = 2\nsome = 'true'\nparts = [{value = 2}]", "error annual-report-data"},
		{"total = 2\nparts = 2", "error annual-report-data"},
		{"total = '2'", "error annual-report-data"},
		{"total = 0\nsome = true\nparts = [{value = 0, percent = 0}]", ""},
		{"total = 2\nparts = [{name = '甲', value = 2, parts = [{value = 1}]}]", "warning statistic-sum"},
	} {
		r, ds := Read("a.toml", []byte("[[statistic]]\nname = '甲'\n"+tt.text), &catalogue.Record{Filing: &catalogue.Filing{}})
		got := ""
		for _, d := range append(ds, r.statistics()...) {
			got += d.Severity.String() + " " + d.Code
		}
		if got != tt.want {
			t.Errorf("%s: finds %q, want %q", tt.text, got, tt.want)
		}
	}
}

// What is no number is found at its place and never counted as 0.
func TestReadProblems(t *testing.T) {
	text := sample(t, "report-2025.toml")
	for _, tt := range []struct{ old, new, want string }{
		{"permits = 11398889", `permits = ""`, "8:11 annual-report-cell-blank"},
		{"permits = 11398889", "# none", "5:2 annual-report-cell-blank"},
		{"permits = 11398889", `permits = "11398889"`, "8:11 annual-report-data"},
		{"permits = 11398889", "permits = -1", "8:11 annual-report-data"},
		{"permits = 11398889", "permits = 1.5", "8:11 annual-report-data"},
		{"permits = 11398889", "permits = [1]", "8:11 annual-report-data"},
		{"permits = 11398889", "permit = 11398889", "5:2 annual-report-cell-blank, 8:1 annual-report-data"},
		{"fees = 316441", "fees = 1e4", "11:8 annual-report-data"},
		{"fees = 316441", "fees = 86.42", ""},
		{"direct = [16, 1, 12, 27, 56]", "direct = [16, 1, 12, 27]", "42:10 annual-report-data"},
		{"direct = [16, 1, 12, 27, 56]", `direct = [16, 1, "", 27, 56]`, "42:18 annual-report-cell-blank"},
		{"[proceedings]", "[proceeding]", "1:1 annual-report-cell-blank, 40:2 annual-report-data"},
		{"year = 2025", "", "1:1 annual-report-data"},
		{"year = 2025", "year = 2018\n", "2:8 annual-report-data"},
		{"form = 2021", "form = 2022", "3:8 annual-report-data"},
		{"form = 2021", "form = 2019", "3:8 annual-report-data"},
		{"form = 2021", `form = "2021"`, "3:8 annual-report-data"},
		{"year = 2025", `year = "2025"`, "2:8 annual-report-data"},
		{"permits = 11398889", "permits = 5.0", "8:11 annual-report-data"},
	} {
		text := strings.Replace(text, tt.old, tt.new, 1)
		if strings.Contains(tt.new, "2018") {
			text = strings.Replace(text, "form = 2021", "", 1)
		}
		_, ds := Read("a.toml", []byte(text), reportRecord())
		diag.Sort(ds)
		var got []string
		for _, d := range ds {
			got = append(got, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Code))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: finds %s, want %s", tt.new, s, tt.want)
		}
	}
}

// A draft of every form can be read, and has nothing wrong but what is to be filled in.
func TestDraftIsRead(t *testing.T) {
	for _, form := range []*Form{&form2021, &form2019} {
		d := &Draft{Issuer: &config.Issuer{Name: "某局"}, Year: form.Year, site: &config.Site{}, form: form, known: map[string][]string{Applications + "." + CarriedOver: {"1", "0", "0", "0", "0", "0", "1"}}}
		r, ds := Read("a.toml", d.Data(), reportRecord())
		if r == nil || r.Year != form.Year || r.Form != form || len(ds) != d.Blank() {
			t.Fatalf("form %d: %d blanks said, finds %v", form.Year, d.Blank(), ds)
		}
		for _, x := range ds {
			if x.Code != ruleBlank.Code {
				t.Errorf("form %d: %v", form.Year, x)
			}
		}
		if c := r.Row(Applications, CarriedOver); len(c) != 7 || c[6].Text != "1" {
			t.Errorf("form %d: 二 is %v", form.Year, c)
		}
		for i := range form.Tables {
			if !strings.Contains(d.Body(), "## "+form.Tables[i].Title+"\n") {
				t.Errorf("the body has no section for table %d", form.Tables[i].Number)
			}
		}
	}
}
