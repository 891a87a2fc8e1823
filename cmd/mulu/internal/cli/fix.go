package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/privacy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/fix"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/source"
)

// fixFlags are those of the repairs of mulu check.
type fixFlags struct{ fix, dryRun bool }

func (f *fixFlags) check() error {
	if f.dryRun && !f.fix {
		return usagef("选项 --dry-run 要和 --fix 一起用")
	}
	return nil
}

// fixing is one run of repairs.
type fixing struct {
	shown io.Writer // gets what changes
	said  io.Writer // gets the sum
	src   *source.Site
	root  *os.Root
	dry   bool
	c     *config.Config // nil when it cannot be read
	files int            // repaired
	count int            // repairs
	fails []error        // of files that could not be written
}

// fix repairs the files of a site, or shows what it would do.
func (a *app) fix(f *siteFlags, dry bool) error {
	if err := f.parse(); err != nil { // before anything is changed
		return err
	}
	src, err := source.Open(f.source)
	if err != nil {
		return err
	}
	defer src.Close() // opened for reading: nothing to lose
	root, err := os.OpenRoot(f.source)
	if err != nil {
		return err
	}
	defer root.Close() // likewise: each file was closed when it was written
	x := &fixing{shown: a.out, said: a.errOut, src: src, root: root, dry: dry}
	if f.onOutput() {
		x.shown = a.errOut // a report for programs goes to standard output
	}
	defer x.sum() // also of what was done before an error
	err = x.all()
	return errors.Join(append(x.fails, err)...)
}

func (x *fixing) all() error {
	var c *config.Config
	settings, err := x.src.Read(config.FileName)
	switch {
	case err == nil:
		c = readable(settings)
		if err := x.one(config.FileName, fix.New(c).Settings); err != nil {
			return err
		}
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	x.c = c
	f := fix.New(c)
	docs, _, _, err := x.src.Content()
	if err != nil {
		return err
	}
	for _, d := range docs {
		if d.Size > frontmatter.MaxFile {
			continue
		}
		if err := x.one(d.Path, f.Document); err != nil {
			return err
		}
	}
	return nil
}

// readable is what settings say; nil when they have errors, which are reported after.
func readable(text []byte) *config.Config {
	clean, ds := frontmatter.Clean(config.FileName, text)
	if diag.Count(ds).Errors > 0 {
		return nil
	}
	c, ds := config.Load(clean)
	if diag.Count(ds).Errors > 0 {
		return nil
	}
	return c
}

func (x *fixing) one(name string, repair func(file string, data []byte) ([]byte, []fix.Repair)) error {
	was, err := x.src.Read(name)
	if err != nil {
		return err
	}
	is, repairs := repair(name, was)
	if len(repairs) == 0 {
		return nil
	}
	if !x.dry {
		if err := fix.Write(x.root, name, was, is); err != nil {
			x.fails = append(x.fails, err) // of this file: the others can be repaired
			return nil
		}
	}
	if err := fix.Diff(x.shown, name, was, is, repairs, x.secret); err != nil {
		return err
	}
	x.files++
	x.count += len(repairs)
	return nil
}

// secret are the lines that hold personal data.
func (x *fixing) secret(lines []string) map[int]bool {
	return check.Secrets(x.c, privacy.Rules)(lines)
}

// sum says how much was repaired.
func (x *fixing) sum() {
	switch {
	case x.count == 0 && len(x.fails) > 0:
		fmt.Fprintln(x.said, "没有改动任何文件")
	case x.count == 0:
		fmt.Fprintln(x.said, "没有可以自动改正的地方")
	case x.dry:
		fmt.Fprintf(x.said, "可以自动改正 %d 处，在 %d 个文件中；这次只是预览，没有改动任何文件\n", x.count, x.files)
	default:
		fmt.Fprintf(x.said, "已自动改正 %d 处，在 %d 个文件中；改动见上，请核对后提交\n", x.count, x.files)
	}
}
