package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"mulu/cmd/mulu/internal/sitetest"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"mulu": main})
}

// The scripts run the program as people do. Beside testscript's own commands they
// have:
//
//	status N mulu ARGS     runs it and wants the exit status N
//	first FILE TEXT        wants the first line of FILE (or stderr, stdout) to be TEXT; the
//	                       script's folder is $WORK in it
//	bytes FILE HEX         writes bytes
//	repeat FILE N TEXT     adds TEXT N times to the end of FILE; \n is a line break
//	documents DIR N        writes N documents
//	replace OLD NEW FILE   replaces a text in FILE, which must hold it
//	snapshot DIR           remembers all files and folders of DIR: bytes and time
//	unchanged DIR          wants DIR to be as remembered, and nothing beside it
//	absent DIR TEXT        wants TEXT in no file and no name below DIR
//	interrupt DIR mulu …   runs it, sends SIGINT once a stage lies beside DIR, wants status 1
//	commit DIR TEXT        commits all of DIR, in a new git repository if there is none
//	branch DIR NAME        changes to a branch of DIR's repository, and makes it if need be
//	shallow DIR            cuts the history of DIR's repository off at its last commit
//	findings DIR DATE FILE   writes what a check finds to FILE: place, code, text
//	together N mulu …      runs it N times at once, wants status 0 of all
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               scripts(t),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("NO_COLOR", "1")
			e.Setenv("SOURCE_DATE_EPOCH", "1751328000") // 2025-07-01 08:00 in Beijing
			e.Values[snapshotKey{}] = map[string]string{}
			return copySite(filepath.Join(e.WorkDir, "site"))
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": status, "first": first, "bytes": writeBytes, "repeat": repeat, "snapshot": snapshot,
			"unchanged": unchanged, "absent": absent, "interrupt": interrupt, "together": together,
			"findings": findings, "documents": documents, "replace": replace, "commit": commit, "branch": branch, "shallow": shallow,
		},
	})
}

// atOnce are the scripts whose commands do several things at once. Under the race detector,
// where every start of the program takes half a second, they alone are run.
var atOnce = []string{"build", "check", "forecast", "interrupt", "many", "published", "search", "since", "styleguide", "together"}

func scripts(t *testing.T) []string {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) < len(atOnce) {
		t.Fatal(files, err)
	}
	if !sitetest.RaceDetector {
		return files
	}
	files = files[:0]
	for _, name := range atOnce {
		files = append(files, filepath.Join("testdata", "script", name+".txtar"))
	}
	return files
}

type snapshotKey struct{}

// copySite gives a script the small site, except for what the script has itself.
func copySite(to string) error {
	small := os.DirFS("testdata/sites/small")
	return fs.WalkDir(small, ".", func(name string, e fs.DirEntry, err error) error {
		at := filepath.Join(to, name)
		if err != nil || e.IsDir() {
			return errors.Join(err, os.MkdirAll(at, 0o755))
		}
		if _, err := os.Stat(at); err == nil {
			return nil
		}
		data, err := fs.ReadFile(small, name)
		return errors.Join(err, os.WriteFile(at, data, 0o644))
	})
}

// want stops a script that used a command wrongly.
func want(ts *testscript.TestScript, neg, ok bool, usage string) {
	if neg || !ok {
		ts.Fatalf("usage: %s", usage)
	}
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) > 1, "status N mulu args...")
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if exit, ok := err.(*exec.ExitError); ok {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit status %d, want %s", code, args[0])
	}
}

func first(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 2, "first FILE TEXT")
	line, _, _ := strings.Cut(ts.ReadFile(args[0]), "\n")
	line = strings.ReplaceAll(line, ts.Getenv("WORK"), "$WORK")
	if line != args[1] {
		ts.Fatalf("first line of %s:\n%s\nwant\n%s", args[0], line, args[1])
	}
}

func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 2, "bytes FILE HEX")
	data, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

func repeat(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 3, "repeat FILE N TEXT")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(strings.ReplaceAll(args[2], `\n`, "\n"), n))
	ts.Check(err)
	ts.Check(f.Close())
}

func replace(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 3, "replace OLD NEW FILE")
	old := ts.ReadFile(args[2])
	if !strings.Contains(old, args[0]) {
		ts.Fatalf("%s has no %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(old, args[0], args[1])), 0o644))
}

func documents(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 2, "documents DIR N")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	for i := range n {
		text := fmt.Sprintf("+++\ntitle = \"第%[1]d号通知\"\nindex_number = \"11990000000000019A/2024-%05[1]d\"\nissuer = \"青石市交通局\"\n"+
			"written = 2024-01-02\npublished = 2024-01-02\ncategory = \"zcwj\"\ndisclosure = \"主动公开\"\n+++\n\n第%[1]d号通知的正文。\n", i+1)
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[0]), fmt.Sprintf("n%d.md", i+1)), []byte(text), 0o644))
	}
}

// picture describes all files and folders below a folder, with the times at which they
// were last changed, and what a build left beside it.
func picture(dir string) (string, error) {
	var b strings.Builder
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
			data, err = os.ReadFile(name)
		}
		fmt.Fprintf(&b, "%s %d %x\n", name, info.ModTime().UnixNano(), sha256.Sum256(data))
		return err
	})
	if err != nil {
		return "", err
	}
	beside, err := os.ReadDir(filepath.Dir(dir))
	for _, e := range beside {
		if strings.HasPrefix(e.Name(), "."+filepath.Base(dir)+".") {
			fmt.Fprintln(&b, "beside:", e.Name())
		}
	}
	return b.String(), err
}

func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 1, "snapshot DIR")
	p, err := picture(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Value(snapshotKey{}).(map[string]string)[args[0]] = p
}

func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 1, "unchanged DIR")
	before, ok := ts.Value(snapshotKey{}).(map[string]string)[args[0]]
	if !ok {
		ts.Fatalf("no snapshot of %s", args[0])
	}
	after, err := picture(ts.MkAbs(args[0]))
	ts.Check(err)
	if before != after {
		ts.Fatalf("%s changed\nbefore:\n%s\nafter:\n%s", args[0], before, after)
	}
}

func absent(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) == 2, "absent DIR TEXT")
	files := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(name)
		if strings.Contains(string(data), args[1]) || strings.Contains(name, args[1]) {
			ts.Fatalf("%s holds %q", name, args[1])
		}
		return err
	}))
	if files == 0 {
		ts.Fatalf("%s has no files", args[0])
	}
}

// command prepares a process in the script's folder and environment.
func command(ts *testscript.TestScript, args []string) (*exec.Cmd, *strings.Builder) {
	path, err := exec.LookPath(filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], args[0]))
	ts.Check(err)
	c := exec.Command(path, args[1:]...)
	c.Dir = ts.MkAbs(".")
	c.Env = append(os.Environ(), "PATH="+ts.Getenv("PATH"), "NO_COLOR=1", "SOURCE_DATE_EPOCH="+ts.Getenv("SOURCE_DATE_EPOCH"))
	out := &strings.Builder{}
	c.Stdout, c.Stderr = out, out
	return c, out
}

func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) > 1, "interrupt DIR mulu args...")
	dir := ts.MkAbs(args[0])
	c, out := command(ts, args[1:])
	ts.Check(c.Start())
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".stage-*"))
		ts.Check(err)
		if len(found) > 0 {
			break
		}
		if time.Now().After(end) {
			_ = c.Process.Kill()
			ts.Fatalf("no stage appeared:\n%s", out)
		}
	}
	ts.Check(c.Process.Signal(os.Interrupt))
	_ = c.Wait() // its status is looked at
	if code := c.ProcessState.ExitCode(); code != 1 || !strings.Contains(out.String(), "已中断，已发布的网站没有改动") {
		ts.Fatalf("exit status %d:\n%s", code, out)
	}
}

func together(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, neg, len(args) > 1, "together N mulu args...")
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	runs, outs := make([]*exec.Cmd, n), make([]*strings.Builder, n)
	for i := range runs {
		runs[i], outs[i] = command(ts, args[1:])
		ts.Check(runs[i].Start())
	}
	for i, c := range runs {
		if err := c.Wait(); err != nil {
			ts.Fatalf("run %d: %v\n%s", i, err, outs[i])
		}
	}
}
