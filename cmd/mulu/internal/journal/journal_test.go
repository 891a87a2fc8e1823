package journal

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

func empty() *Log { return &Log{files: map[string][]byte{}} }

func some(n int) []Change {
	list := make([]Change, n)
	for i := range list {
		list[i] = Change{Event: Published, Index: fmt.Sprint(i), Page: "doc/x.html"}
	}
	return list
}

func (l *Log) String() string {
	var names []string
	for _, p := range l.Parts {
		names = append(names, fmt.Sprintf("%s-%d:%d+%d", p.Month, p.Number, p.First, p.Count))
	}
	return strings.Join(names, " ")
}

// Parts are closed by month and by size, changes are numbered through, and what is older
// than the newest part goes into the newest all the same.
func TestAppend(t *testing.T) {
	l := empty()
	for _, step := range []struct {
		on   official.Date
		n    int
		want string
	}{
		{official.DateOf(2026, 11, 22), 0, ""},
		{official.DateOf(2026, 11, 22), 3, "2026-11-1:1+3"},
		{official.DateOf(2026, 11, 30), 497, "2026-11-1:1+500"},
		{official.DateOf(2026, 11, 30), 1, "2026-11-1:1+500 2026-11-2:501+1"},
		{official.DateOf(2027, 1, 1), 1001, "2026-11-1:1+500 2026-11-2:501+1 2027-01-1:502+500 2027-01-2:1002+500 2027-01-3:1502+1"},
		{official.DateOf(2026, 12, 1), 2, "2026-11-1:1+500 2026-11-2:501+1 2027-01-1:502+500 2027-01-2:1002+500 2027-01-3:1502+3"},
	} {
		before := map[string]string{}
		for at, data := range l.files {
			before[at] = string(data)
		}
		if err := l.Append(step.on, "", some(step.n)); err != nil || l.String() != step.want {
			t.Fatalf("after %d changes on %s: %s, want %s (%v)", step.n, step.on, l, step.want, err)
		}
		for i, p := range l.Parts[:max(0, len(l.Parts)-1)] {
			if was, ok := before[p.URL]; ok && i < len(before)-1 && was != string(l.files[p.URL]) {
				t.Errorf("%s was changed after it was closed", p.URL)
			}
		}
		for at, was := range before { // what was said stays as it was said, line by line
			_, changes, _ := strings.Cut(was, `"changes":[`)
			if !strings.Contains(string(l.files[at]), strings.TrimSuffix(strings.TrimSuffix(changes, "]}\n"), "\n")) {
				t.Errorf("%s lost a change", at)
			}
		}
	}
	if p, err := l.Part(l.Parts[4]); err != nil || len(p.Builds) != 2 || p.Builds[1].On != "2026-12-01" || p.Builds[1].Build != 5 || l.Parts[4].From != "2026-12-01" || l.Parts[4].To != "2027-01-01" {
		t.Errorf("newest part is %+v, %v", p, err)
	}
}

// The index says nothing of the open part that a further change would change, so a build that
// adds to it leaves the index as it is; of closed and of full parts it says all.
func TestIndexOfOpenPart(t *testing.T) {
	l := empty()
	at := func(on official.Date, n int) string {
		t.Helper()
		if err := l.Append(on, "", some(n)); err != nil {
			t.Fatal(err)
		}
		files, err := l.Files()
		if err != nil || files[0].Path != IndexPath {
			t.Fatal(files, err)
		}
		return string(files[0].Data)
	}
	day := official.DateOf(2026, 11, 22)
	if first, second := at(day, 3), at(day.AddDays(1), 4); first != second {
		t.Errorf("the index was\n%s and is\n%s", first, second)
	}
	if full := at(day, partSize-7); !strings.Contains(full, `"count": 500`) {
		t.Errorf("a full part is open: %s", full)
	}
	at(day, 1)
	if next := at(official.DateOf(2026, 12, 1), 1); strings.Count(next, `"sha256"`) != 2 || l.Parts[2].Count != 1 {
		t.Errorf("not all closed parts, and these alone, have a hash: %s", next)
	}
}

// A log that was written is read as it was, and a byte that was changed is found.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	l := empty()
	if err := l.Append(official.DateOf(2026, 11, 22), strings.Repeat("0", 64), []Change{{Event: Begun, Documents: 1}}); err != nil {
		t.Fatal(err)
	}
	files, err := l.Files()
	if err != nil {
		t.Fatal(err)
	}
	more, err := RecordFiles([]string{"data/record-2025-1.json"}, []Gone{{"x", Removed, "2026-11-22"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, more...) {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(dir, nil)
	if err != nil || s.Log.String() != l.String() || s.gone["x"].Event != Removed || !s.Log.begun {
		t.Fatalf("Open gives %+v, %v", s, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, more...) {
		if f.Path == SchemaPath {
			continue // which no build reads
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.WriteFile(name, []byte(strings.Replace(string(f.Data), `"version"`, `"Version"`, 1)[1:]), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, nil); err == nil || !strings.Contains(err.Error(), ErrDamaged.Error()) {
			t.Errorf("%s: a changed byte is not found: %v", f.Path, err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(IndexPath))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "log.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, nil); err == nil || !strings.Contains(err.Error(), "不见了") {
		t.Errorf("a log without its index is taken for none: %v", err)
	}
}

func TestOpenWithoutALog(t *testing.T) {
	for _, dir := range []string{"", t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		s, err := Open(dir, nil)
		if err != nil || s.Log.begun || len(s.Log.Parts) > 0 {
			t.Errorf("%q: %+v, %v", dir, s, err)
		}
	}
}

func TestSchemaIsJSON(t *testing.T) {
	if !json.Valid([]byte(Schema)) {
		t.Error("the schema is no JSON")
	}
}

// The records of 10,000 documents.
func BenchmarkRecords(b *testing.B) {
	c, _ := sitetest.Linked(10_000).Catalogue(b)
	p, _ := plan.New(c, nil)
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		for i := range p.Periods {
			buf = AppendRecords(buf[:0], p, &p.Periods[i], func(*catalogue.Document) Sum { return Sum{} }, func(*catalogue.Document) []Attached { return nil })
		}
	}
}

// A header whose keys stand in another order says the same.
func TestRecordsKnowNoOrderOfKeys(t *testing.T) {
	lines := func(more string) string {
		fs := sitetest.Docs(2)
		fs["content/3.md"] = sitetest.Doc(3, more, "正文")
		c, _ := fs.Catalogue(t)
		p, _ := plan.New(c, nil)
		none := func(*catalogue.Document) Sum { return Sum{} }
		return string(AppendRecords(nil, p, &p.Periods[0], none, func(*catalogue.Document) []Attached { return nil }))
	}
	related, interprets := "related = [\""+sitetest.Index(1)+"\"]\n", "interprets = [\""+sitetest.Index(2)+"\"]\n"
	if a, b := lines(related+interprets), lines(interprets+related); a != b || a == lines(related) {
		t.Errorf("the records are\n%s and\n%s", a, b)
	}
}
