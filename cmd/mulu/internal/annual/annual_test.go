package annual

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/rounds"
)

func reportRecord() *catalogue.Record {
	return &catalogue.Record{Path: "content/a.md", Title: "2025年政府信息公开工作年度报告", Filing: &catalogue.Filing{Class: catalogue.ClassNamed("年度报告")}}
}

func sample(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func read(t testing.TB, text string) (*Report, []diag.Diagnostic) {
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

// edit gives the text with one number of a row changed, and its place; ok says that it is
// not less than 0.
func edit(t *testing.T, text, row string, col, by int) (changed string, at diag.Pos, ok bool) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		name, list, found := strings.Cut(line, " = [")
		if !found || name != row {
			continue
		}
		list, _, _ = strings.Cut(list, "]")
		cells := strings.Split(list, ", ")
		from := len(name) + len(" = [") + len(strings.Join(cells[:col], ", "))
		if col > 0 {
			from += len(", ")
		}
		n, err := strconv.Atoi(cells[col])
		if err != nil {
			t.Fatal(err)
		}
		cells[col] = strconv.Itoa(n + by)
		lines[i] = name + " = [" + strings.Join(cells, ", ") + "]"
		return strings.Join(lines, "\n"), diag.Pos{Line: i + 1, Col: from + 1}, n+by >= 0
	}
	t.Fatal("no row " + row)
	return "", diag.Pos{}, false
}

// One wrong number, greater or less, near or far, in any cell of the tables that have
// identities is found: in the table of applications at that very cell and nowhere else, for
// its row and its column tell it; in that of proceedings, whose cells have but one identity,
// at the total.
func TestOneWrongCell(t *testing.T) {
	rounds.Alone(t)
	for _, name := range []string{"report-2025.toml", "report-2020.toml"} {
		text := sample(t, name)
		r, _ := read(t, text)
		for _, key := range []string{Applications, Proceedings} {
			b := &r.Form.Table(key).Blocks[0]
			for i := range b.Rows {
				for col := range b.Columns {
					for _, by := range []int{1, -1, 1000000} {
						wrong, at, ok := edit(t, text, b.Rows[i].Key, col, by)
						if key == Proceedings {
							_, at, _ = edit(t, wrong, b.Rows[i].Key, len(b.Columns)-1, 0)
						}
						if !ok {
							continue // it would be less than 0
						}
						_, ds := read(t, wrong)
						if len(ds) != 1 || ds[0].Pos.Line != at.Line || ds[0].Pos.Col != at.Col || key == Proceedings && ds[0].Code != ruleTotal.Code {
							t.Errorf("%s: %s, column %d, %+d, wrong at %v: finds %v", name, b.Rows[i].Key, col, by, at, ds)
						}
					}
				}
			}
		}
	}
}

// Every identity of both forms is broken in every way in which it can be, by a cell of it and
// one more that hides it from the cell's other identity, so that no single cell is to blame:
// the identity is told by its own code at the cell that should have the sum. The identities
// hang together (the columns add up to the last one, as the rows do), so that another may be
// told beside it.
func TestEachIdentityBroken(t *testing.T) {
	rounds.Alone(t)
	for _, name := range []string{"report-2025.toml", "report-2020.toml"} {
		text := sample(t, name)
		r, _ := read(t, text)
		told := map[string]int{}
		for _, key := range []string{Applications, Proceedings} {
			table := r.Form.Table(key)
			whole := table.constraints()
			for i := range whole {
				c := &whole[i]
				for _, x := range c.terms {
					wrong := text
					for _, p := range append(hiding(whole, c, x.place), x.place) {
						wrong, _, _ = edit(t, wrong, table.Blocks[0].Rows[p.row].Key, p.col, 1)
					}
					_, at, _ := edit(t, wrong, table.Blocks[0].Rows[c.at.row].Key, c.at.col, 0)
					_, ds := read(t, wrong)
					if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool {
						return d.Code == c.rule.Code && d.Pos.Line == at.Line && d.Pos.Col == at.Col
					}) {
						t.Errorf("%s: %s of %v broken at %v: finds %v", name, c.rule.Code, c.at, x.place, ds)
					}
					told[c.rule.Code]++
				}
			}
		}
		rows := len(r.Form.Table(Applications).Blocks[0].Rows)
		want := map[string]int{"annual-report-total": 7*rows + 3*5, "annual-report-balance": 7 * 4, "annual-report-results": 7 * (rows - 3)}
		if !maps.Equal(told, want) {
			t.Errorf("%s: identities were broken %v times, want %v", name, told, want)
		}
	}
}

// hiding are cells that, made greater with the given one, leave its other identities whole but
// not that of c.
func hiding(whole []constraint, c *constraint, p place) (cells []place) {
	for i := range whole {
		o := &whole[i]
		if o.at == c.at && o.rule == c.rule || o.sign(p) == 0 {
			continue
		}
		for _, x := range o.terms {
			if x.sign == -o.sign(p) && x.place != p && c.sign(x.place) == 0 {
				cells = append(cells, x.place)
				break
			}
		}
	}
	return cells
}

// Each column that a year carries over, and each number by which those in force follow from
// the year before, is found at its cell when it is wrong.
func TestEachYearBroken(t *testing.T) {
	text := sample(t, "prose.toml")
	last := strings.NewReplacer("year = 2025", "year = 2024", "carried_forward = [1, 0, 0, 0, 0, 0, 1]", "carried_forward = [1, 0, 0, 0, 1, 0, 2]", "normative = [1, 4, 7]", "normative = [0, 0, 10]").Replace(text)
	before, _ := read(t, last)
	follow := func(text string) []diag.Diagnostic {
		r, _ := read(t, text)
		return r.follows(before)
	}
	if ds := follow(text); len(ds) > 0 {
		t.Fatal(ds)
	}
	for _, tt := range []struct {
		row         string
		columns, at int // the cell at which it is found, -1: its own
		code        string
	}{{CarriedOver, 7, -1, "annual-report-carried"}, {Normative, 3, 2, "annual-report-in-force"}, {Regulations, 3, 2, "annual-report-in-force"}} {
		for col := range tt.columns {
			wrong, at, _ := edit(t, text, tt.row, col, 1)
			if tt.at >= 0 {
				_, at, _ = edit(t, wrong, tt.row, tt.at, 0)
			}
			ds := follow(wrong)
			if len(ds) != 1 || ds[0].Code != tt.code || ds[0].Pos.Line != at.Line || ds[0].Pos.Col != at.Col {
				t.Errorf("%s, column %d, wrong at %v: finds %v", tt.row, col, at, ds)
			}
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
