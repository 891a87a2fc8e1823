package verify

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/seal"
)

// files is what tests publish.
var files = map[string]string{
	"index.html": "首页", "a.html": "甲甲", "b.html": "乙乙", "doc/1/2.html": "一", "doc/1/2/x.pdf": "附件", "css/s.css": "", "big.bin": strings.Repeat("x", 1<<16),
}

// published is the day on which they do.
var published = official.DateOf(2026, 11, 22)

// site is a published site with its key.
type testSite struct {
	t   testing.TB
	dir string
	key *seal.Key
}

func newSite(t testing.TB) *testSite {
	t.Helper()
	dir := t.TempDir()
	key, err := seal.Create(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	s := &testSite{t, filepath.Join(dir, "public"), key}
	s.publish(files, key)
	return s
}

func (s *testSite) publish(files map[string]string, key *seal.Key) *publish.Manifest {
	s.t.Helper()
	stage, err := publish.Begin(s.t.Context(), publish.Options{Dir: s.dir, Sign: key, Day: published})
	if err != nil {
		s.t.Fatal(err)
	}
	for name, text := range files {
		err = errors.Join(err, stage.Write(name, []byte(text)))
	}
	if _, cErr := stage.Commit(s.t.Context()); errors.Join(err, cErr) != nil {
		s.t.Fatal(err, cErr)
	}
	return s.manifest()
}

func (s *testSite) manifest() *publish.Manifest {
	s.t.Helper()
	m, err := publish.ManifestAt(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

func (s *testSite) at(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *testSite) write(name, text string) {
	s.t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(s.at(name)), 0o755), os.WriteFile(s.at(name), []byte(text), 0o644)); err != nil {
		s.t.Fatal(err)
	}
}

func (s *testSite) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(s.at(name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// check verifies with the key and an older manifest, and gives the problems.
func (s *testSite) check(o Options) (list []string) {
	s.t.Helper()
	r, err := Folder(s.t.Context(), s.dir, o)
	if err != nil {
		s.t.Fatal(err)
	}
	return said(r)
}

func said(r *Report) (list []string) {
	for _, p := range r.Problems {
		list = append(list, string(p.Kind)+" "+p.Path)
	}
	return list
}

func (s *testSite) signed() Options {
	k := s.key.Public()
	return Options{Key: &k, NotBefore: published}
}

// A site as it was published is fine, with its key and all that it was before; so is a copy.
func TestFine(t *testing.T) {
	s := newSite(t)
	first := s.manifest()
	changed := maps.Clone(files)
	changed["a.html"] = "改"
	s.publish(changed, s.key)
	o := s.signed()
	for _, old := range []*publish.Manifest{nil, first, s.manifest()} {
		o.Since = old
		if got := s.check(o); got != nil {
			t.Errorf("finds %v", got)
		}
	}
	before := tree(t, s.dir)
	r, err := Folder(t.Context(), s.dir, s.signed())
	if err != nil || !r.Signed || r.Files != len(files) || r.Bytes < 1<<16 || len(r.Notes) > 0 {
		t.Errorf("%+v %v", r, err)
	}
	if after := tree(t, s.dir); !maps.Equal(before, after) {
		t.Error("something was changed")
	}
	copied := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	if r, err := Folder(t.Context(), copied, s.signed()); err != nil || len(r.Problems) > 0 {
		t.Errorf("a copy: %+v %v", r, err)
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		all[name] = info.Mode().String() + info.ModTime().String()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every kind of tampering is found, and said of the file that it is of.
func TestTampering(t *testing.T) {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, tt := range map[string]struct {
		do   func(s *testSite)
		want []string
	}{
		"one byte":              {func(s *testSite) { s.write("a.html", "甲乙") }, []string{"changed a.html"}},
		"longer":                {func(s *testSite) { s.write("css/s.css", "x") }, []string{"changed css/s.css"}},
		"much longer":           {func(s *testSite) { s.write("a.html", strings.Repeat("x", 2<<20)) }, []string{"changed a.html"}},
		"shorter":               {func(s *testSite) { s.write("big.bin", "x") }, []string{"changed big.bin"}},
		"emptied":               {func(s *testSite) { s.write("a.html", "") }, []string{"swapped a.html"}}, // as css/s.css is
		"deleted":               {func(s *testSite) { must(os.Remove(s.at("doc/1/2.html"))) }, []string{"missing doc/1/2.html"}},
		"folder deleted":        {func(s *testSite) { must(os.RemoveAll(s.at("doc"))) }, []string{"missing doc/1/2.html", "missing doc/1/2/x.pdf"}},
		"added":                 {func(s *testSite) { s.write("doc/1/3.html", "x") }, []string{"extra doc/1/3.html"}},
		"added hidden":          {func(s *testSite) { s.write(".htaccess", "x") }, []string{"extra .htaccess"}},
		"added in a new folder": {func(s *testSite) { s.write("x/y/z.html", "x") }, []string{"extra x/", "extra x/y/", "extra x/y/z.html"}},
		"empty folder":          {func(s *testSite) { must(os.Mkdir(s.at("x"), 0o755)) }, []string{"extra x/"}},
		"swapped": {func(s *testSite) {
			a, b := s.read("a.html"), s.read("b.html")
			s.write("a.html", b)
			s.write("b.html", a)
		}, []string{"swapped a.html", "swapped b.html"}},
		"renamed": {func(s *testSite) { must(os.Rename(s.at("a.html"), s.at("A.html"))) }, []string{"extra A.html", "missing a.html"}},
		"link to the same bytes": {func(s *testSite) {
			must(os.Rename(s.at("a.html"), filepath.Join(s.dir, "..", "a.html")))
			must(os.Symlink("../a.html", s.at("a.html")))
		}, []string{"link a.html"}},
		"link out": {func(s *testSite) { must(os.Symlink("/etc/passwd", s.at("p.html"))) }, []string{"extra p.html"}},
		"folder for a link": {func(s *testSite) {
			must(os.Rename(s.at("css"), filepath.Join(s.dir, "..", "css")))
			must(os.Symlink("../css", s.at("css")))
		}, []string{"extra css", "missing css/s.css"}},
		"folder for a file": {func(s *testSite) {
			must(os.Remove(s.at("a.html")))
			must(os.Mkdir(s.at("a.html"), 0o755))
		}, []string{"special a.html"}},
		"writable":        {func(s *testSite) { must(os.Chmod(s.at("a.html"), 0o666)) }, []string{"writable a.html"}},
		"writable folder": {func(s *testSite) { must(os.Chmod(s.at("doc"), 0o777)) }, []string{"writable doc/"}},
		"manifest gone":   {func(s *testSite) { must(os.Remove(s.at(publish.ManifestName))) }, []string{"manifest manifest.json"}},
		"manifest a link": {func(s *testSite) {
			must(os.Rename(s.at(publish.ManifestName), filepath.Join(s.dir, "..", "m")))
			must(os.Symlink("../m", s.at(publish.ManifestName)))
		}, []string{"link manifest.json"}},
		"manifest a folder": {func(s *testSite) {
			must(os.Remove(s.at(publish.ManifestName)))
			must(os.Mkdir(s.at(publish.ManifestName), 0o755))
		}, []string{"special manifest.json"}},
		"signature gone":   {func(s *testSite) { must(os.Remove(s.at(publish.SignatureName))) }, []string{"signature manifest.json.sig"}},
		"signature cut":    {func(s *testSite) { s.write(publish.SignatureName, s.read(publish.SignatureName)[:100]) }, []string{"signature manifest.json.sig"}},
		"signature other":  {func(s *testSite) { s.write(publish.SignatureName, string(newSite(t).key.Sign(s.manifest().Digest))) }, []string{"signature manifest.json.sig"}},
		"signature of old": {func(s *testSite) { s.write(publish.SignatureName, string(s.key.Sign([32]byte{1}))) }, []string{"signature manifest.json.sig"}},
		"signature huge":   {func(s *testSite) { s.write(publish.SignatureName, strings.Repeat("x", 1<<16)) }, []string{"manifest manifest.json.sig", "signature manifest.json.sig"}},
		"file and manifest": {func(s *testSite) { // whoever may write the site writes the manifest, too
			changed := maps.Clone(files)
			changed["a.html"] = "假"
			s.publish(changed, nil)
		}, []string{"signature manifest.json.sig"}},
	} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" && (strings.Contains(name, "link") || strings.Contains(name, "writable")) {
				t.Skip("no such thing")
			}
			s := newSite(t)
			tt.do(s)
			got := s.check(s.signed())
			slices.Sort(got)
			slices.Sort(tt.want)
			if !slices.Equal(got, tt.want) {
				t.Errorf("finds %v, want %v", got, tt.want)
			}
		})
	}
}

// Whatever is done to a manifest is found: by its form, by the files, or by the signature.
func TestDamagedManifests(t *testing.T) {
	s := newSite(t)
	good := s.read(publish.ManifestName)
	first, _, _ := strings.Cut(good, ",\n")
	_, entry, _ := strings.Cut(first, "\n")
	for name, bad := range map[string]string{
		"empty": "", "half": good[:len(good)/2], "binary": "\x00\xff", "another": "{}", "html": "<!DOCTYPE html>",
		"line gone":     strings.Replace(good, entry+",\n", "", 1),
		"line doubled":  strings.Replace(good, entry, entry+",\n"+entry, 1),
		"size":          strings.Replace(good, `"size":`, `"size":1`, 1),
		"hash":          strings.Replace(good, `"sha256":"`, `"sha256":"0`, 1),
		"hash of other": strings.Replace(good, `0`, `1`, 1),
		"version":       strings.Replace(good, `"version":2`, `"version":9`, 1),
		"generator":     strings.Replace(good, `"generator":"mulu"`, `"generator":"x"`, 1),
		"day":           strings.Replace(good, "2026-11-22", "2026-11-21", 1),
		"document":      strings.Replace(good, `"},`, `","document":{"index":"1/2","published":"2020-01-01"}},`, 1),
		"more":          good + "x",
		"long line":     strings.Replace(good, `{"path"`, strings.Repeat(" ", 1<<17)+`{"path"`, 1),
	} {
		if bad == good {
			t.Fatalf("%s: not damaged", name)
		}
		s.write(publish.ManifestName, bad)
		if got := s.check(s.signed()); len(got) == 0 {
			t.Errorf("%s: not found", name)
		}
	}
	for i := range len(good) {
		bad := []byte(good)
		bad[i] ^= 1
		s.write(publish.ManifestName, string(bad))
		if len(s.check(s.signed())) == 0 {
			t.Errorf("byte %d: not found", i)
		}
	}
}

// A manifest of another site, of another history, or one that came after is none of the chain.
func TestBrokenChain(t *testing.T) {
	s, other := newSite(t), newSite(t)
	old := s.manifest()
	if err := os.RemoveAll(s.dir); err != nil { // begun anew, as if nothing had been
		t.Fatal(err)
	}
	changed := maps.Clone(files)
	changed["a.html"] = "新"
	now := s.publish(changed, s.key)
	other.publish(map[string]string{"x": "y"}, other.key)
	for name, since := range map[string]*publish.Manifest{"of another site": other.manifest(), "of another history": old} {
		o := s.signed()
		o.Since = since
		if got := s.check(o); !slices.Equal(got, []string{"chain manifest.json"}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	s.publish(files, s.key)
	o := s.signed()
	o.Since = now
	if got := s.check(o); got != nil {
		t.Errorf("its own: %v", got)
	}
}

// An old publication that somebody puts back whole has a good signature and no wrong file. It is
// found by a newer manifest that was kept, and by the day; whoever gives neither is told so.
func TestRollback(t *testing.T) {
	s := newSite(t)
	old := filepath.Join(t.TempDir(), "old")
	if err := os.CopyFS(old, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	changed := maps.Clone(files)
	for _, text := range []string{"二", "三"} {
		changed["a.html"] = text
		s.publish(changed, s.key)
	}
	newest := s.manifest()
	s.dir = old
	k := s.key.Public()
	r, err := Folder(t.Context(), s.dir, Options{Key: &k})
	if err != nil || len(r.Problems) > 0 || !r.Signed || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "--not-before") {
		t.Errorf("nothing is known: %+v %v", r, err)
	}
	for name, tt := range map[string]struct {
		o    Options
		want string
	}{
		"a newer manifest": {Options{Key: &k, Since: newest, Name: "new.json"}, "new.json 比现在这份清单新，是从它接下来的第 2 份：网站被整个换回了以前发布的（日期 2026-11-22）"},
		"without a key":    {Options{Since: newest}, "第 2 份"},
		"a day":            {Options{Key: &k, NotBefore: published.AddDays(1)}, "清单的日期是 2026-11-22，--not-before 要求 2026-11-23 或以后"},
		"that very day":    {Options{Key: &k, NotBefore: published}, ""},
		"that manifest":    {Options{Key: &k, Since: s.manifest()}, ""},
	} {
		r, err := Folder(t.Context(), s.dir, tt.o)
		if err != nil || len(r.Problems) != min(len(tt.want), 1) {
			t.Errorf("%s: %+v %v", name, r, err)
		} else if tt.want != "" && (r.Problems[0].Kind != Stale || !strings.Contains(r.Problems[0].Detail, tt.want)) {
			t.Errorf("%s: %+v", name, r.Problems[0])
		}
	}
}

// A file that has another name elsewhere can be changed there; it is told, and no problem by
// itself, as backups make such names.
func TestHardLinks(t *testing.T) {
	s := newSite(t)
	outside := filepath.Join(s.dir, "..", "a")
	if err := os.Link(s.at("a.html"), outside); err != nil {
		t.Skip(err)
	}
	r, err := Folder(t.Context(), s.dir, s.signed())
	if err != nil || len(r.Problems) > 0 || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "1 个文件还有别的硬链接") {
		t.Errorf("%+v %v", r, err)
	}
	if err := os.WriteFile(outside, []byte("假假"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := s.check(s.signed()); !slices.Equal(got, []string{"changed a.html"}) {
		t.Errorf("changed from outside: %v", got)
	}
}

// Who gives no key is told that nobody vouches for the manifest.
func TestNotes(t *testing.T) {
	s := newSite(t)
	if r, err := Folder(t.Context(), s.dir, Options{}); err != nil || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "--key") {
		t.Errorf("%+v %v", r, err)
	}
	if err := os.Remove(s.at(publish.SignatureName)); err != nil {
		t.Fatal(err)
	}
	r, err := Folder(t.Context(), s.dir, Options{})
	if err != nil || len(r.Problems) > 0 || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "--since") {
		t.Errorf("%+v %v", r, err)
	}
	if data, err := json.Marshal(r); err != nil || !strings.Contains(string(data), `"problems":[]`) {
		t.Errorf("%s %v", data, err)
	}
	if _, err := Folder(t.Context(), filepath.Join(s.dir, "x"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// That a signature is of another manifest, or of none, is found by whoever has no key, too.
func TestSignatureWithoutKey(t *testing.T) {
	s := newSite(t)
	if got := s.check(Options{}); got != nil {
		t.Errorf("finds %v", got)
	}
	whole := s.read(publish.SignatureName)
	for what, text := range map[string]string{
		"of another": string(s.key.Sign([32]byte{1})), "cut": whole[:100], "empty": "", "longer": whole + "x",
	} {
		s.write(publish.SignatureName, text)
		if got := s.check(Options{}); !slices.Equal(got, []string{"signature manifest.json.sig"}) {
			t.Errorf("%s: finds %v", what, got)
		}
	}
}
