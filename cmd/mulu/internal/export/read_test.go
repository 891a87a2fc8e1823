package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// put writes the data of a catalogue into a new folder.
func put(t testing.TB, c *catalogue.Catalogue) string {
	t.Helper()
	p, _ := plan.New(c, nil)
	dir := t.TempDir()
	ix, err := Index(nil, p)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, plan.ShardsPath, ix)
	for i := range p.Periods {
		write(t, dir, p.Periods[i].ShardPath(), Shard(nil, p, &p.Periods[i]))
	}
	return dir
}

func write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// read gives the records as texts.
func read(dir string) (list []string, err error) {
	err = Read(dir, nil, func(r *Record) {
		list = append(list, fmt.Sprintf("%s|%s|%s|%s|%s|%s", r.Index, r.Title, r.Number, r.Written, r.Published, r.Changed))
	})
	return list, err
}

func TestRead(t *testing.T) {
	fs := sitetest.Docs(2)
	fs["content/3.md"] = strings.Replace(sitetest.Doc(3, "keywords = [\"甲\", \"乙\\\"\"]\ndoc_number = \"栖交发〔2025〕1号\"\n"+
		"changes = [{on = 2025-02-03, text = \"更正\"}, {on = 2025-02-01, text = \"更正\"}]", ""), "文件3", `甲<\"\\&乙😀`, 1)
	fs["content/4.md"] = strings.ReplaceAll(sitetest.Doc(4, "", ""), "2025-01-04", "2024-12-31")
	c, _ := fs.Catalogue(t)
	got, err := read(put(t, c))
	want := []string{
		`113701000041890072/2025-00003|甲<"\&乙😀|栖交发〔2025〕1号|2025-01-03|2025-01-03|2025-02-03`,
		"113701000041890072/2025-00002|文件2||2025-01-02|2025-01-02|",
		"113701000041890072/2025-00001|文件1||2025-01-01|2025-01-01|",
		"113701000041890072/2025-00004|文件4||2024-12-31|2024-12-31|",
	}
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("Read gives %v\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What is not as it was written is an error that says so.
func TestReadDamaged(t *testing.T) {
	c, _ := sitetest.Docs(2).Catalogue(t)
	const shard = "data/2025-1.json"
	good, err := os.ReadFile(filepath.Join(put(t, c), shard))
	if err != nil {
		t.Fatal(err)
	}
	one := func(url string) string {
		return `{"version":1,"count":1,"shards":[{"url":"` + url + `","count":2}]}`
	}
	for _, tt := range []struct{ name, text, say string }{
		{"data/index.json", "", "读不懂"},
		{"data/index.json", "{}", "版本是 0"},
		{"data/index.json", `{"version":2}`, "版本是 2"},
		{"data/index.json", one("../../etc/passwd"), "不该有的文件"},
		{"data/index.json", one("data/../../x.json"), "不该有的文件"},
		{"data/index.json", one("data/2024-1.json"), "不见了"},
		{"data/index.json", one("data/.json/"), "不该有的文件"},
		{shard, "", "读不懂"},
		{shard, strings.Replace(string(good), `"version":1`, `"version":7`, 1), "版本是 7"},
		{shard, string(good[:len(good)/2]), "读不懂"},
		{shard, string(good) + "x", "读不懂"},
		{shard, `{"version":1,"documents":[]}`, "有 0 个文件，应有 2 个"},
		{shard, `{"version":1,"documents":[{"title":"无号"}]}`, "读不懂"},
		{shard, `{"version":1,"documents":[{"index":"\q"}]}`, "读不懂"},
		{shard, `{"version":1,"documents":[{"index":"\`, "读不懂"},
		{shard, `{"version":1,"documents":[{"index":{"a":[[[`, "读不懂"},
	} {
		dir := put(t, c)
		write(t, dir, tt.name, []byte(tt.text))
		if _, err := read(dir); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), tt.say) {
			t.Errorf("%s %.60s: %v, want %q", tt.name, tt.text, err, tt.say)
		}
	}
	if _, err := read(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := read(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// A link out of the folder, or a folder in place of a file, is not followed.
func TestReadOutside(t *testing.T) {
	c, _ := sitetest.Docs(2).Catalogue(t)
	dir, other := put(t, c), put(t, c)
	name := filepath.Join(dir, "data", "2025-1.json")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(other, "data", "2025-1.json"), name); err != nil {
		t.Skip(err)
	}
	if _, err := read(dir); err == nil {
		t.Error("a link out of the folder was read")
	}
	if err := errors.Join(os.Remove(name), os.Mkdir(name, 0o755)); err != nil {
		t.Fatal(err)
	}
	if _, err := read(dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("a folder: %v", err)
	}
}

// Any bytes end in records or not, never in a crash; what Shard wrote is always read.
func FuzzScan(f *testing.F) {
	c, _ := sitetest.Docs(2).Catalogue(f)
	p, _ := plan.New(c, nil)
	f.Add(Shard(nil, p, &p.Periods[0]))
	f.Add([]byte(`{"version":1,"documents":[{"index":"\u4e00","keywords":["a","\\"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := scanner{rest: data}
		seen := 0
		if n, _ := s.shard(func(*Record) { seen++ }); n != seen {
			t.Errorf("%d records, %d given", n, seen)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	c, _ := sitetest.Docs(300).Catalogue(b)
	p, _ := plan.New(c, nil)
	data := Shard(nil, p, &p.Periods[0])
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s := scanner{rest: data}
		if n, ok := s.shard(func(*Record) {}); !ok || n != 300 {
			b.Fatal(n, ok)
		}
	}
}
