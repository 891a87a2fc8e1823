package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const emptySum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

func TestManifestBytes(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	build(t, Options{Dir: dir, Generator: "mulu 1.0"}, site{"b.html": "", "a/x.html": "", "a-b.html": ""})
	got, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`{"version":1,"generator":"mulu 1.0","files":[
{"path":"a-b.html","size":0,"sha256":"SUM"},
{"path":"a/x.html","size":0,"sha256":"SUM"},
{"path":"b.html","size":0,"sha256":"SUM"}
]}
`, "SUM", emptySum)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	m, err := ReadManifest(dir)
	if err != nil || m.Len() != 3 || m.Generator != "mulu 1.0" {
		t.Fatalf("ReadManifest = %+v, %v", m, err)
	}
	if e, ok := m.Find("a/x.html"); !ok || e.Path != "a/x.html" || fmt.Sprintf("%x", e.SHA256) != emptySum {
		t.Errorf("Find = %+v, %v", e, ok)
	}
	if _, ok := m.Find("A/x.html"); ok {
		t.Error("Find ignores case")
	}
}

// TestDamagedManifest: whatever is not as we write it is damage, with the line.
func TestDamagedManifest(t *testing.T) {
	head, line := `{"version":1,"generator":"m","files":[`+"\n", `{"path":"%s","size":%s,"sha256":"`+emptySum+`"}`
	entry := func(path, size string) string { return fmt.Sprintf(line, path, size) }
	good := head + entry("a", "1") + ",\n" + entry("b", "2") + "\n]}\n"
	if _, err := parseManifest(strings.NewReader(good)); err != nil {
		t.Fatalf("a good one: %v", err)
	}
	if _, err := parseManifest(strings.NewReader(strings.Replace(good, `"files"`, `"previous":"x","files"`, 1))); err != nil {
		t.Fatalf("a later field: %v", err)
	}
	for _, text := range []string{
		"", "{}", "{}\n", "\x00\n", head, head + "]}", head + "]}\nx", "<html>\n",
		strings.Replace(good, `"version":1`, `"version":2`, 1),
		head + entry("a", "1") + ",\n]}\n",
		head + entry("a", "1") + "\n" + entry("b", "1") + "\n]}\n",
		head + entry("b", "1") + ",\n" + entry("a", "1") + "\n]}\n",
		head + entry("a", "1") + ",\n" + entry("a", "1") + "\n]}\n",
		head + entry("A", "1") + ",\n" + entry("a", "1") + "\n]}\n",
		head + entry("../a", "1") + "\n]}\n",
		head + entry("/etc/passwd", "1") + "\n]}\n",
		head + entry(ManifestName, "1") + "\n]}\n",
		head + entry("a", "-1") + "\n]}\n",
		head + entry("a", "") + "\n]}\n",
		head + entry("a", "+1") + "\n]}\n",
		head + entry("a", "01") + "\n]}\n",
		head + entry("a", "99999999999999999999") + "\n]}\n",
		head + strings.ToUpper(entry("a", "1")) + "\n]}\n",
		head + strings.Replace(entry("a", "1"), "e3b0", "E3B0", 1) + "\n]}\n",
		head + strings.Replace(entry("a", "1"), "e3b0", "g3b0", 1) + "\n]}\n",
		head + strings.Replace(entry("a", "1"), "e3b0", "e3b", 1) + "\n]}\n",
		strings.ReplaceAll(good, "\n", "\r\n"),
		head + strings.Repeat("x", 1<<20) + "\n]}\n",
	} {
		if _, err := parseManifest(strings.NewReader(text)); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "行") && !strings.Contains(err.Error(), "版本") {
			t.Errorf("parseManifest(%.80q) = %v", text, err)
		}
	}
	for n := range len(good) {
		if _, err := parseManifest(strings.NewReader(good[:n])); err == nil {
			t.Errorf("cut after %d bytes: taken", n)
		}
	}
	if _, err := ReadManifest(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no manifest: %v", err)
	}
}

// FuzzManifest: what is read is written again byte for byte, but for the header.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"version":1,"generator":"m","files":[` + "\n" + `{"path":"a","size":1,"sha256":"` + emptySum + `"}` + "\n]}\n"))
	f.Add([]byte(`{"version":1,"generator":"m","files":[` + "\n]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(bytes.NewReader(data))
		if err != nil {
			return
		}
		var again bytes.Buffer
		err = writeManifest(&again, m.Generator, func(yield func([]byte, *record) bool) {
			for i := range m.table.len() {
				if r := m.table.at(i); !yield(m.table.bytes(r), r) {
					return
				}
			}
		})
		_, body, _ := bytes.Cut(data, []byte("\n"))
		_, bodyAgain, _ := bytes.Cut(again.Bytes(), []byte("\n"))
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
