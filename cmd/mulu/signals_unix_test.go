//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/sitetest"
)

// TestSignals ends builds by SIGINT and SIGTERM at twelve moments: they end within five
// seconds and leave the old site, or the new one when they were done, and nothing else.
func TestSignals(t *testing.T) {
	sitetest.Heavy(t, "many builds")
	const moments, documents = 12, 600
	mulu := program(t)
	files := sitetest.Docs(documents)
	dir := files.Write(t)
	out := filepath.Join(dir, "public")
	run := func(title string) (*exec.Cmd, *bytes.Buffer) {
		config := "[site]\nname = \"" + title + "\"\n" // is on every page
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(sitetest.Config+config), 0o644); err != nil {
			t.Fatal(err)
		}
		c := exec.Command(mulu, "build", "-q", "-s", dir, "--date", sitetest.Today.String(), "--cache", "-")
		var said bytes.Buffer
		c.Stdout, c.Stderr = &said, &said
		return c, &said
	}
	began := time.Now()
	if c, said := run("甲"); c.Run() != nil {
		t.Fatal(said)
	}
	whole := time.Since(began)
	before, err := picture(out)
	if err != nil {
		t.Fatal(err)
	}
	ended := 0
	for i := range moments {
		c, said := run(fmt.Sprint("第", i, "次"))
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i+1) / (moments + 1))
		sent := time.Now()
		_ = c.Process.Signal([]os.Signal{os.Interrupt, syscall.SIGTERM}[i%2]) // it may have ended
		err := c.Wait()
		if took := time.Since(sent); took > 5*time.Second {
			t.Errorf("moment %d: ended after %v", i, took)
		}
		after, pictureErr := picture(out)
		if pictureErr != nil {
			t.Fatal(pictureErr)
		}
		switch code := c.ProcessState.ExitCode(); {
		case err == nil:
			before = after
		case after != before:
			t.Errorf("moment %d: the site changed, with status %d:\n%s", i, code, said)
		case code == 1 && bytes.Contains(said.Bytes(), []byte("已中断")), code == -1: // before it could listen
			ended++
		default:
			t.Errorf("moment %d: status %d\n%s", i, code, said)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".public.*")); len(left) > 0 {
			t.Errorf("moment %d leaves %q", i, left)
		}
	}
	t.Logf("%d of %d builds were ended", ended, moments)
	if ended < moments/3 {
		t.Errorf("only %d builds were ended", ended)
	}
}
