package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
)

// walk reads a site through one handle of its folder: manifest first, then every file
// that it names. whole is false when the folder was replaced meanwhile, so that files are
// gone; a file that differs is an error at any time, and so is one too many.
func walk(dir string) (whole bool, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false, err // the folder is there at every moment
	}
	defer root.Close()
	whole, err = walkRoot(root)
	if errors.Is(err, fs.ErrNotExist) {
		present, statErr := os.Stat(dir)
		mine, mineErr := root.Stat(".")
		if statErr == nil && (mineErr != nil || !os.SameFile(present, mine)) {
			return false, nil // the old site, on its way out
		}
	}
	return whole, err
}

func walkRoot(root *os.Root) (whole bool, err error) {
	data, err := root.ReadFile(ManifestName)
	if err != nil {
		return false, err
	}
	var manifest struct {
		Files []struct{ Path, SHA256 string }
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		return false, err
	}
	for _, f := range manifest.Files {
		data, err := root.ReadFile(f.Path)
		if err != nil {
			return false, err
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
			return false, fmt.Errorf("%s is not the manifest's", f.Path)
		}
	}
	files := 0
	err = fs.WalkDir(root.FS(), ".", func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files++
		}
		return err
	})
	if err == nil && files > len(manifest.Files)+1 {
		err = fmt.Errorf("%d files beside the %d of the manifest", files-len(manifest.Files)-1, len(manifest.Files))
	}
	return err == nil, err
}

// TestWalkersSeeOneSite: whoever walks the folder while sites are published sees one
// site whole, never a mixture of two.
func TestWalkersSeeOneSite(t *testing.T) {
	const publications = 200
	version := func(n int) site {
		s := site{}
		for i := range 40 {
			s[fmt.Sprintf("doc/%d/%d.html", i%4, i)] = fmt.Sprint("version ", n*min(i%3, 1), " of ", i)
		}
		s[fmt.Sprintf("only/%d.html", n)] = "x"
		return s
	}
	for name, d := range map[string]disk{"exchange": realDisk{}, "links": plainDisk{}} {
		t.Run(name, func(t *testing.T) {
			o := Options{Dir: filepath.Join(memoryDir(t), "public")}
			if _, err := tryBuild(o, d, version(0)); err != nil {
				t.Fatal(err)
			}
			var stop atomic.Bool
			var wholes, cut atomic.Int64
			var walkers sync.WaitGroup
			for range 3 {
				walkers.Go(func() {
					for !stop.Load() {
						whole, err := walk(o.Dir)
						if err != nil {
							t.Error(err)
						} else if whole {
							wholes.Add(1)
						} else {
							cut.Add(1)
						}
					}
				})
			}
			for n := 1; n <= publications; n++ {
				if _, err := tryBuild(o, d, version(n)); err != nil {
					t.Error(err)
				}
			}
			stop.Store(true)
			walkers.Wait()
			t.Logf("%d walks saw a whole site, %d were overtaken", wholes.Load(), cut.Load())
			if wholes.Load() < publications/10 {
				t.Errorf("only %d walks", wholes.Load())
			}
			checkTidy(t, "at the end", o.Dir, false)
		})
	}
}

// A file of the output that has another name elsewhere keeps its bytes there: mulu never
// writes into a file that it published.
func TestOutputIsNeverWrittenInto(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		dir := memoryDir(t)
		o := Options{Dir: filepath.Join(dir, "public"), InPlace: inPlace}
		build(t, o, site{"a.html": "1", "b.html": "b"})
		if err := os.Link(filepath.Join(o.Dir, "a.html"), filepath.Join(dir, "mine")); err != nil {
			t.Skip("no hard links here:", err)
		}
		build(t, o, site{"a.html": "2", "b.html": "b"})
		if data, err := os.ReadFile(filepath.Join(dir, "mine")); err != nil || string(data) != "1" {
			t.Errorf("in place %v: the other name holds %q, %v", inPlace, data, err)
		}
	}
}
