package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/official"
)

const emptySum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// described is the document that tests have at a path.
func described(path []byte) (Document, bool) {
	if string(path) != "a/x.html" {
		return Document{}, false
	}
	return Document{Index: "甲\"<1>", Written: official.DateOf(2026, 1, 2), Published: official.DateOf(2026, 1, 5), Validity: "in-force"}, true
}

// describedBuild publishes a site whose file a/x.html is a document.
func describedBuild(t *testing.T, o Options, files site) Result {
	t.Helper()
	s := newStage(t, o)
	s.Describe(described)
	for name, text := range files {
		if err := s.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return commit(t, s)
}

func TestManifestBytes(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	o := Options{Dir: dir, Generator: "mulu 1.0", Day: official.DateOf(2026, 11, 22)}
	describedBuild(t, o, site{"b.html": "", "a/x.html": "", "a-b.html": ""})
	got, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`{"version":2,"generator":"mulu 1.0","files":[
{"path":"a-b.html","size":0,"sha256":"SUM"},
{"path":"a/x.html","size":0,"sha256":"SUM","document":{"index":"甲\"\u003c1\u003e","written":"2026-01-02","published":"2026-01-05","validity":"in-force"}},
{"path":"b.html","size":0,"sha256":"SUM"}
],"date":"2026-11-22","previous":"","chain":[
]}
`, "SUM", emptySum)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if !json.Valid(got) {
		t.Error("no JSON")
	}
	m, err := ManifestAt(dir)
	if err != nil || m.Len() != 3 || m.Generator != "mulu 1.0" || m.Digest != sha256.Sum256(got) || m.Day != o.Day {
		t.Fatalf("ManifestAt = %+v, %v", m, err)
	}
	if e, ok := m.Find("a/x.html"); !ok || e.Path != "a/x.html" || fmt.Sprintf("%x", e.SHA256) != emptySum {
		t.Errorf("Find = %+v, %v", e, ok)
	}
	if _, ok := m.Find("A/x.html"); ok {
		t.Error("Find ignores case")
	}
	n := 0
	for e, d := range m.Documents() {
		n++
		if want, _ := described([]byte(e.Path)); d != want {
			t.Errorf("%s is %+v", e.Path, d)
		}
	}
	if n != 1 {
		t.Errorf("%d documents", n)
	}
}

// A site that the version before wrote is recognised, and followed.
func TestManifestOfVersion1(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), Day: official.DateOf(2026, 11, 22)}
	build(t, o, site{"a.html": "1", "b.html": "2"})
	name := filepath.Join(o.Dir, ManifestName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(data), "],")
	old := strings.Replace(head, `"version":2`, `"version":1`, 1) + "]}\n"
	if err := os.WriteFile(name, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := build(t, o, site{"a.html": "1", "b.html": "2"}); !r.Changed || r.Unchanged != 2 || r.Written != 0 {
		t.Errorf("%+v", r)
	}
	m, err := ReadManifest(o.Dir)
	if before, ok := m.Before(); err != nil || !ok || before != sha256.Sum256([]byte(old)) || len(m.Chain) != 1 {
		t.Errorf("follows %x %v %v", before, ok, err)
	}
	if r := build(t, o, site{"a.html": "1", "b.html": "2"}); r.Changed {
		t.Errorf("the next build writes again: %+v", r)
	}
}

// aKey is the public key of RFC 8032's first test, as ssh writes one.
const aKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"

// TestDamagedManifest: whatever is not as we write it is damage, with the line.
func TestDamagedManifest(t *testing.T) {
	head, line := `{"version":2,"generator":"m","files":[`+"\n", `{"path":"%s","size":%s,"sha256":"`+emptySum+`"}`
	entry := func(path, size string) string { return fmt.Sprintf(line, path, size) }
	const first = `],"date":"2026-11-22","previous":"","chain":[` + "\n]}\n"
	link := func(day string) string { return `{"date":"` + day + `","sha256":"` + emptySum + `"}` }
	later := strings.Replace(first, `"previous":""`, `"previous":"`+emptySum+`"`, 1)
	later = later[:len(later)-len("]}\n")] + link("") + ",\n" + link("2026-11-20") + "\n]}\n"
	keyed := func(key string) string {
		return strings.Replace(later, link("2026-11-20"), strings.TrimSuffix(link("2026-11-20"), "}")+`,"key":"`+key+`"}`, 1)
	}
	document := func(text string) string {
		return strings.TrimSuffix(entry("a", "1"), "}") + `,"document":` + text + "}"
	}
	good := head + entry("a", "1") + ",\n" + entry("b", "2") + "\n" + first
	if _, err := ParseManifest(strings.NewReader(good)); err != nil {
		t.Fatalf("a good one: %v", err)
	}
	if _, err := ParseManifest(strings.NewReader(strings.Replace(good, `"files"`, `"later":"x","files"`, 1))); err != nil {
		t.Fatalf("a later field: %v", err)
	}
	for _, text := range []string{
		"", "{}", "{}\n", "\x00\n", head, head + "]}", head + "]}\n", head + first + "x", head + strings.TrimSuffix(first, "\n"), "<html>\n",
		strings.Replace(good, `"version":2`, `"version":3`, 1), strings.Replace(good, `"version":2`, `"version":0`, 1),
		strings.Replace(good, `"version":2`, `"version":1`, 1), head + entry("a", "1") + "\n]}\n",
		head + entry("a", "1") + ",\n" + first,
		head + entry("a", "1") + "\n" + entry("b", "1") + "\n" + first,
		head + entry("b", "1") + ",\n" + entry("a", "1") + "\n" + first,
		head + entry("a", "1") + ",\n" + entry("a", "1") + "\n" + first,
		head + entry("A", "1") + ",\n" + entry("a", "1") + "\n" + first,
		head + entry("../a", "1") + "\n" + first,
		head + entry("/etc/passwd", "1") + "\n" + first,
		head + entry(ManifestName, "1") + "\n" + first,
		head + entry("a", "-1") + "\n" + first,
		head + entry("a", "") + "\n" + first,
		head + entry("a", "+1") + "\n" + first,
		head + entry("a", "01") + "\n" + first,
		head + entry("a", "99999999999999999999") + "\n" + first,
		head + strings.ToUpper(entry("a", "1")) + "\n" + first,
		head + strings.Replace(entry("a", "1"), "e3b0", "E3B0", 1) + "\n" + first,
		head + strings.Replace(entry("a", "1"), "e3b0", "g3b0", 1) + "\n" + first,
		head + strings.Replace(entry("a", "1"), "e3b0", "e3b", 1) + "\n" + first,
		strings.ReplaceAll(good, "\n", "\r\n"),
		head + strings.Repeat("x", 1<<20) + "\n" + first,
		head + document(`{}`) + "\n" + first,
		head + document(`{"index":""}`) + "\n" + first,
		head + document(`{"index":"1","index":"2"}`) + "\n" + first,
		head + document(`{"index":"1","published":"2026-02-30"}`) + "\n" + first,
		head + document(`{"index":"1","published":"2026-1-3"}`) + "\n" + first,
		head + document(`{"index":"1","published":"2026-01-03","written":"2026-01-03"}`) + "\n" + first,
		head + document(`{"index":"1","validity":"<b>"}`) + "\n" + first,
		head + document(`{"index":"1","title":"x"}`) + "\n" + first,
		head + document(`{"index":"1"} `) + "\n" + first,
		head + document(`{"index":"<"}`) + "\n" + first,
		head + document(`{"index":"1`) + "\n" + first,
		head + document(`{"index":"1\`) + "\n" + first,
		strings.Replace(good, `"2026-11-22"`, `"2026-13-22"`, 1),
		strings.Replace(good, `"2026-11-22"`, `"x"`, 1),
		strings.Replace(good, `,"date":"2026-11-22"`, ``, 1),
		strings.Replace(good, `"previous":""`, `"previous":"`+emptySum+`"`, 1),
		strings.Replace(head+later, `"previous":"e3`, `"previous":"e4`, 1),
		strings.Replace(head+later, `"previous":"`+emptySum, `"previous":"`, 1),
		strings.Replace(head+later, "},\n{", "}\n{", 1),
		strings.Replace(head+later, "}\n]", "},\n]", 1),
		strings.Replace(head+later, `"2026-11-20"`, `"2026-11-2"`, 1),
		strings.Replace(head+later, `b855"}`+"\n", `B855"}`+"\n", 1),
		head + keyed(""), head + keyed("None"), head + keyed(aKey+" mulu"), head + keyed(" "+aKey), head + keyed(aKey[:len(aKey)-1]), head + keyed(aKey+`","key":"none`),
		head + strings.TrimSuffix(later, "]}\n") + strings.Repeat(link("")+",\n", maxChain) + "]}\n",
	} {
		if _, err := ParseManifest(strings.NewReader(text)); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "行") && !strings.Contains(err.Error(), "版本") {
			t.Errorf("parseManifest(%.80q) = %v", text, err)
		}
	}
	for _, whole := range []string{good, head + document(`{"index":"1","published":"2026-01-03"}`) + "\n" + later, head + keyed(Unsigned), head + keyed(aKey), strings.Replace(good, `2026-11-22`, ``, 1)} {
		if _, err := ParseManifest(strings.NewReader(whole)); err != nil {
			t.Errorf("a good one: %v\n%s", err, whole)
		}
		for n := range len(whole) {
			if _, err := ParseManifest(strings.NewReader(whole[:n])); err == nil {
				t.Errorf("cut after %d bytes: taken", n)
			}
		}
	}
	if _, err := ReadManifest(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no manifest: %v", err)
	}
}

// FuzzManifest: what is read is written again byte for byte, but for the header; one of
// version 1 but for its end, too.
func FuzzManifest(f *testing.F) {
	const entry = `{"path":"a","size":1,"sha256":"` + emptySum + `"}`
	const document = `{"path":"b","size":1,"sha256":"` + emptySum + `","document":{"index":"\u003c1","written":"2026-01-02","published":"2026-01-03","effective":"2026-01-04","expires":"2026-01-05","validity":"in-force"}}`
	const link = `{"date":"2026-11-20","sha256":"` + emptySum + `"}`
	f.Add([]byte(`{"version":1,"generator":"m","files":[` + "\n" + entry + "\n]}\n"))
	f.Add([]byte(`{"version":2,"generator":"m","files":[` + "\n" + `],"date":"","previous":"","chain":[` + "\n]}\n"))
	f.Add([]byte(`{"version":2,"generator":"m","files":[` + "\n" + entry + ",\n" + document + "\n" + `],"date":"2026-11-22","previous":"` + emptySum + `","chain":[` + "\n" + link + ",\n" + link + "\n]}\n"))
	f.Add([]byte(`{"version":2,"generator":"m","files":[` + "\n" + `],"date":"","previous":"` + emptySum + `","chain":[` + "\n" + link[:len(link)-1] + `,"key":"` + aKey + `"}` + "\n]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseManifest(bytes.NewReader(data))
		if err != nil {
			return
		}
		if m.Digest != sha256.Sum256(data) {
			t.Error("the digest is another's")
		}
		documents := map[string]Document{}
		for e, d := range m.Documents() {
			documents[e.Path] = d
		}
		s := &Stage{opts: Options{Generator: m.Generator}, tail: tail{m.Day, m.Chain},
			describe: func(path []byte) (Document, bool) { d, ok := documents[string(path)]; return d, ok }}
		var again bytes.Buffer
		err = s.writeBody(bufio.NewWriter(&again), func(yield func([]byte, *record) bool) {
			for i := range m.table.len() {
				if r := m.table.at(i); !yield(m.table.bytes(r), r) {
					return
				}
			}
		})
		again.Write(s.tail.append(nil))
		_, body, _ := bytes.Cut(data, []byte("\n"))
		_, bodyAgain, _ := bytes.Cut(again.Bytes(), []byte("\n"))
		if m.version == 1 {
			body = append(bytes.TrimSuffix(body, []byte("}\n")), `,"date":"","previous":"","chain":[`+"\n]}\n"...)
		}
		if err != nil || !bytes.Equal(body, bodyAgain) {
			t.Errorf("read and written again: %v\n%s\n%s", err, data, again.Bytes())
		}
	})
}

// TestTable compares with a map and measures the memory of a file.
func TestTable(t *testing.T) {
	const n = 50_000
	name := func(i int) string { return fmt.Sprintf("doc/113701000041890%03d/2023-%06d.html", i%500, i) }
	before := heap()
	table := newTable()
	for i := range n {
		table.add(name(i), int64(i), sum{byte(i)})
	}
	if each := (heap() - before) / n; each > 125 { // 45 of them are the path
		t.Errorf("%d bytes a file", each)
	}
	for i := range n {
		r := table.find(name(i))
		if r == nil || r.size != int64(i) || table.path(r) != name(i) {
			t.Fatalf("find(%s) = %+v", name(i), r)
		}
	}
	if table.find("doc/x") != nil || table.find(strings.ToUpper(name(7))) != table.find(name(7)) {
		t.Error("find mistakes names")
	}
	last := ""
	for _, i := range table.sorted() {
		if p := table.path(table.at(int(i))); p <= last {
			t.Fatalf("%s comes after %s", p, last)
		} else {
			last = p
		}
	}
	runtime.KeepAlive(table)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
