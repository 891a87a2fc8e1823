package markdown

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/diag"
)

// outcome is everything that a conversion says, to be compared.
type outcome struct {
	HTML, Text string
	Headings   []Heading
	Problems   []diag.Diagnostic
	Parts      Parts
	Links      []Link
}

// convertBoth converts a body by the complete path, and by the fast path if it
// takes it.
func convertBoth(c *Converter, body []byte) (full, fast outcome, took bool) {
	run := func(complete bool) (o outcome, took bool) {
		r := Result{WantText: true}
		resolve := func(l Link) (string, bool) {
			o.Links = append(o.Links, l)
			return "/r/" + l.Dest, !strings.Contains(l.Dest, "missing")
		}
		if complete {
			r.doc = &doc{}
			r.doc.begin("a.md", body, 10, resolve, c.raw, &r)
			c.complete(r.doc, normalise(body))
		} else {
			c.Convert("a.md", body, 10, resolve, &r)
		}
		o.HTML, o.Text, o.Headings, o.Problems, o.Parts = string(r.HTML), string(r.Text), append([]Heading{}, r.Headings...), append([]diag.Diagnostic{}, r.Problems...), r.Parts
		return o, r.Fast
	}
	full, _ = run(true)
	fast, took = run(false)
	return full, fast, took
}

// compare fails when the two paths differ.
func compare(t *testing.T, c *Converter, body []byte) (took bool) {
	t.Helper()
	full, fast, took := convertBoth(c, body)
	if reflect.DeepEqual(full, fast) {
		return took
	}
	t.Errorf("the paths differ (fast path taken: %v) for %q", took, body[:min(len(body), 2000)])
	if full.HTML != fast.HTML {
		t.Errorf("HTML:\n%s", firstDifference(full.HTML, fast.HTML))
	}
	if full.Text != fast.Text {
		t.Errorf("text:\n%s", firstDifference(full.Text, fast.Text))
	}
	full.HTML, fast.HTML, full.Text, fast.Text = "", "", "", ""
	if !reflect.DeepEqual(full, fast) {
		t.Errorf("rest:\nfull %+v\nfast %+v", full, fast)
	}
	return took
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("full …%q\nfast …%q", a[from:min(len(a), i+120)], b[from:min(len(b), i+120)])
}

// bodies calls f for every Markdown file under a folder, without front matter.
func bodies(t testing.TB, dir string, f func(name string, body []byte)) {
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if rest, ok := bytes.CutPrefix(b, []byte("+++\n")); ok {
			_, b, _ = bytes.Cut(rest, []byte("\n+++\n"))
		}
		f(name, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTryFast(t *testing.T) {
	c := New(Options{})
	n, fast := 0, 0
	bodies(t, os.Getenv("DIR"), func(name string, body []byte) {
		n++
		if compare(t, c, body) {
			fast++
		} else if os.Getenv("WHY") != "" {
			r := &Result{doc: &doc{}}
			r.doc.begin(name, body, 1, nil, false, r)
			r.doc.fast()
			out := r.doc.out
			t.Logf("%s gave up after: %s", name, out[max(0, len(out)-150):])
		}
		if t.Failed() {
			t.Fatal(name)
		}
	})
	t.Logf("%d of %d fast", fast, n)
}
