package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
)

// TestSameBytesAnywhere builds the example on machines that differ in all that a machine
// may differ in: the folder's place, the order, times and modes of its files, the zone,
// the locale, the umask, the processors, the user, the caches, the run. Bytes and modes of
// the output are the same.
func TestSameBytesAnywhere(t *testing.T) {
	sitetest.Heavy(t, "builds of the example")
	if runtime.GOOS == "windows" {
		t.Skip("the surroundings are made by a Unix shell")
	}
	mulu := program(t)
	var first map[string]string
	bytes := int64(0)
	n := rounds.Of(5, 50)
	for i := range n {
		m := newMachine(t, rand.New(rand.NewPCG(uint64(i), 1)), i)
		for range m.runs {
			m.build(mulu)
		}
		got, size := outputOf(t, m.out)
		bytes += size
		if first == nil {
			first = got
		}
		for name, what := range first {
			if got[name] != what {
				t.Errorf("machine %d (%s): %s is %q, was %q", i, m, name, got[name], what)
			}
		}
		if len(got) != len(first) {
			t.Errorf("machine %d (%s): %d files, were %d", i, m, len(got), len(first))
		}
		if err := os.RemoveAll(m.dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d machines, %d files each, %d MB compared", n, len(first), bytes>>20)
}

// machine is the surroundings of builds.
type machine struct {
	t              *testing.T
	dir, site, out string
	umask, cache   string
	runs           int
	env            []string
}

func (m *machine) String() string {
	return fmt.Sprint(m.site, " umask ", m.umask, " cache ", m.cache, " ", m.env)
}

func newMachine(t *testing.T, rng *rand.Rand, n int) *machine {
	t.Helper()
	one := func(list ...string) string { return list[rng.IntN(len(list))] }
	dir, err := os.MkdirTemp(memory(t), "machine")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	m := &machine{t: t, dir: dir, umask: one("022", "077", "002", "000"), cache: one("-", "keep"), runs: 1 + rng.IntN(2)}
	m.site = filepath.Join(dir, one("s", "a b", "目录", strings.Repeat("deep/", 20)+"x"))
	m.out = filepath.Join(dir, one("public", "输出", "o"), "site")
	m.env = []string{
		"PATH=" + os.Getenv("PATH"),
		"TZ=" + one("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu", "nonsense"),
		"LANG=" + one("C", "zh_CN.UTF-8", "zh_TW.Big5", "tr_TR.UTF-8", "ar_SA"), "LC_ALL=" + one("", "C", "de_DE.UTF-8", "zh_CN.GB18030"),
		"GOMAXPROCS=" + []string{"1", "2", "16"}[n%3], "GOGC=" + one("", "10", "off"),
		"HOME=" + one("/", dir, "/nonexistent"), "USER=" + one("root", "小王", ""), "TMPDIR=" + one(dir, "/tmp"), "NO_COLOR=" + one("", "1"),
	}
	m.copyExample(rng)
	return m
}

// memory is a folder in memory where there is one: it lists files by the order in which
// they were made, and needs no disk.
func memory(t *testing.T) string {
	if _, err := os.Stat("/dev/shm"); err == nil {
		return "/dev/shm"
	}
	return t.TempDir()
}

// copyExample copies the example's files in any order, with any times and modes.
func (m *machine) copyExample(rng *rand.Rand) {
	m.t.Helper()
	var names []string
	for _, top := range []string{"config.toml", "content", "layouts", "static"} {
		err := filepath.WalkDir(filepath.Join("../..", top), func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			m.t.Fatal(err)
		}
	}
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			m.t.Fatal(err)
		}
		rel, _ := filepath.Rel("../..", name)
		to := filepath.Join(m.site, rel)
		when := time.Unix(rng.Int64N(1<<31), rng.Int64N(1e9))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			m.t.Fatal(err)
		}
		if err := os.WriteFile(to, data, []fs.FileMode{0o644, 0o600, 0o755, 0o444}[rng.IntN(4)]); err != nil {
			m.t.Fatal(err)
		}
		if err := os.Chtimes(to, when, when); err != nil {
			m.t.Fatal(err)
		}
	}
}

// build runs the program as a person on this machine would.
func (m *machine) build(mulu string) {
	m.t.Helper()
	cache := m.cache
	if cache != "-" {
		cache = filepath.Join(m.dir, cache)
	}
	c := exec.Command("/bin/sh", "-c", `umask "$0"; exec "$@"`, m.umask, mulu, "build", "-q", "--date", exampleDay, "--cache", cache, "--output", m.out)
	c.Dir, c.Env = m.site, m.env
	if out, err := c.CombinedOutput(); err != nil {
		m.t.Fatalf("%s: %v\n%s", m, err, out)
	}
}

// outputOf tells mode and hash of every file and folder.
func outputOf(t *testing.T, dir string) (files map[string]string, size int64) {
	t.Helper()
	files = map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		var data []byte
		if !e.IsDir() {
			if data, err = os.ReadFile(name); err != nil {
				return err
			}
		}
		size += int64(len(data))
		rel, _ := filepath.Rel(dir, name)
		files[rel] = fmt.Sprintf("%v %x", info.Mode(), sha256.Sum256(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, size
}
