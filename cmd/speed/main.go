// Command speed measures mulu beside Hugo on the same documents and writes the table of
// README.md. It is for those who work on mulu; a site never needs it.
//
//	go run ./cmd/speed -corpus DIR -hugo HUGO [-docs 1000,10000] [-runs 3] [-readme README.md]
//
// DIR holds mksite, which writes the same site for both. The builds come in turn, each into
// a folder that is not there yet, in memory where the system has a folder for that; what is
// told is the kernel's accounting of the whole process, the median of the runs, and the
// median of the ratios of one round. Nothing else should run meanwhile.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

type options struct {
	corpus, hugo, work, readme string
	docs                       []int
	runs                       int
}

func main() {
	log.SetFlags(0)
	var o options
	docs := flag.String("docs", "1000,10000", "documents of the sites")
	flag.StringVar(&o.corpus, "corpus", os.Getenv("MULU_CORPUS"), "folder that holds mksite")
	flag.StringVar(&o.hugo, "hugo", "hugo", "Hugo's program")
	flag.StringVar(&o.work, "work", memoryFolder(), "folder for sites and outputs")
	flag.StringVar(&o.readme, "readme", "", "file whose table is written; none: the table is printed")
	flag.IntVar(&o.runs, "runs", 3, "rounds")
	flag.Parse()
	for _, n := range strings.Split(*docs, ",") {
		count, err := strconv.Atoi(n)
		if err != nil {
			log.Fatal(err)
		}
		o.docs = append(o.docs, count)
	}
	if err := o.measure(); err != nil {
		log.Fatal(err)
	}
}

// memoryFolder is a folder in memory, else the one for temporary files.
func memoryFolder() string {
	if _, err := os.Stat("/dev/shm"); err == nil {
		return "/dev/shm"
	}
	return os.TempDir()
}

func (o *options) measure() (err error) {
	if o.work, err = os.MkdirTemp(o.work, "speed-"); err != nil {
		return err
	}
	defer os.RemoveAll(o.work)
	if err := run("go", "build", "-trimpath", "-o", filepath.Join(o.work, "mulu"), "./cmd/mulu"); err != nil {
		return err
	}
	var rows []row
	for _, n := range o.docs {
		more, err := o.site(n)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	text := table(rows, runtime.NumCPU(), o.runs)
	if o.readme == "" {
		fmt.Print(text)
		return nil
	}
	return replace(o.readme, text)
}

// site makes a site of n documents for both programs and measures them in turn.
func (o *options) site(n int) ([]row, error) {
	source := map[string]string{}
	for _, format := range []string{"mulu", "hugo"} {
		source[format] = filepath.Join(o.work, format+strconv.Itoa(n))
		if err := run(filepath.Join(o.corpus, "mksite"), "--docs", strconv.Itoa(n), "--format", format, "--out", source[format]); err != nil {
			return nil, err
		}
		defer os.RemoveAll(source[format])
	}
	settings, err := os.ReadFile(filepath.Join(source["mulu"], "config.toml"))
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(builds))
	for range o.runs {
		for i, b := range builds {
			rows[i].build, rows[i].documents = b, n
			used, err := o.once(b, source[b.format], settings)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", b.name, err)
			}
			rows[i].runs = append(rows[i].runs, used)
		}
	}
	return rows, nil
}

// once builds a site into a new folder.
func (o *options) once(b build, source string, settings []byte) (usage, error) {
	out := filepath.Join(o.work, "out")
	defer os.RemoveAll(out)
	program, args := o.hugo, []string{"--quiet", "--source", source, "--destination", out}
	if b.format == "mulu" {
		if err := os.WriteFile(filepath.Join(source, "config.toml"), append(settings[:len(settings):len(settings)], b.settings...), 0o666); err != nil {
			return usage{}, err
		}
		program, args = filepath.Join(o.work, "mulu"), []string{"build", "--quiet", "--cache", "-", "--source", source, "--output", out}
	}
	used, err := measured(program, args...)
	if err != nil {
		return used, err
	}
	used.files, err = count(out)
	return used, err
}

func run(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Stderr = os.Stderr
	return c.Run()
}

func count(dir string) (n int, err error) {
	err = filepath.WalkDir(dir, func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	})
	if err == nil && n == 0 {
		err = errors.New("the build wrote no file")
	}
	return n, err
}
