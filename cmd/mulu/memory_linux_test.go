package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
	"mulu/cmd/mulu/internal/sitetest"
)

// TestMemory builds what is large but right: an attachment far larger than what a build
// may take into memory, and many documents.
func TestMemory(t *testing.T) {
	sitetest.Heavy(t, "a large attachment, many documents")
	mulu := program(t)
	size := int64(rounds.Of(60, 300)) << 20
	attached := sitetest.Docs(1)
	attached["content/bad.md"] = sitetest.Doc(7, `attachments = ["a.bin"]`, "见附件。")
	for _, tt := range []struct {
		name  string
		files sitetest.Files
		most  int64
		more  func(t *testing.T, dir string)
	}{
		{"attachment", attached, 512 << 20, func(t *testing.T, dir string) { large(t, filepath.Join(dir, "content", "a.bin"), size) }},
		{"documents", manyDocuments(rounds.Of(300, 3000)), 1 << 30, func(*testing.T, string) {}},
	} {
		dir := tt.files.Write(t)
		tt.more(t, dir)
		c := exec.Command(mulu, "build", "-q", "-s", dir, "--date", sitetest.Today.String(), "--cache", "-")
		var said bytes.Buffer
		c.Stdout, c.Stderr = &said, &said
		peak, err := peakOf(c)
		if err != nil {
			t.Fatalf("%s: %v\n%.2000s", tt.name, err, &said)
		}
		t.Logf("%s: %d MB", tt.name, peak>>20)
		if peak > tt.most {
			t.Errorf("%s: %d MB", tt.name, peak>>20)
		}
		if size := size; tt.name == "attachment" && peak > 100<<20+size {
			t.Errorf("an attachment of %d MB takes %d MB", size>>20, peak>>20)
		}
	}
}

// peakOf runs a program and gives the most memory that it had, in bytes. The kernel's
// account of the process begins with the peak of who started it, that of its memory does not.
func peakOf(c *exec.Cmd) (peak int64, err error) {
	if err := c.Start(); err != nil {
		return 0, err
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	for {
		if data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid)); err == nil {
			var kb int64
			if _, rest, ok := strings.Cut(string(data), "VmHWM:"); ok && strings.HasPrefix(string(data), "Name:\tmulu") {
				_, _ = fmt.Sscan(rest, &kb) // 0 while it ends
			}
			peak = max(peak, kb<<10)
		}
		select {
		case err := <-done:
			return peak, err
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// manyDocuments are n documents, of days that have come.
func manyDocuments(n int) sitetest.Files {
	files := sitetest.Docs(1)
	for i := 1; i < n; i++ {
		like := 1 + i%600
		files[fmt.Sprintf("content/m%d.md", i)] = strings.Replace(sitetest.Doc(like, "", "正文"), sitetest.Index(like), sitetest.Index(i+1), 1)
	}
	return files
}

// large writes a file of bytes that are no text.
func large(t *testing.T, name string, size int64) {
	t.Helper()
	f, err := os.Create(name)
	if err == nil {
		_, err = io.CopyN(f, noise{}, size)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

type noise struct{}

func (noise) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i*i>>3) | 0x80
	}
	return len(p), nil
}
