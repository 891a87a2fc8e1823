package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// siteRoot is the example site's folder, which is the repository's.
const siteRoot = "../../../../.."

// A table that was edited in a document, or a program that was changed, without a
// new run of the command would leave attachments that say something else.
func TestAttachmentsAreUpToDate(t *testing.T) {
	for _, f := range files() {
		want, err := f.make(siteRoot)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(siteRoot, filepath.FromSlash(f.name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs: run go run ./cmd/mulu/internal/example/attachments", f.name)
		}
	}
}

// The numbers of the inspections add up to those of the announcement.
func TestInspections(t *testing.T) {
	count := map[string]int{}
	for _, row := range inspections()[1:] {
		count[row[4]]++
		count[row[5]]++
	}
	for _, tt := range []struct {
		what string
		want int
	}{{"未发现问题", 85}, {"发现问题", 20}, {"责令改正，复查合格", 18}, {"立案查处", 2}} {
		if count[tt.what] != tt.want {
			t.Errorf("inspections with %s = %d, want %d", tt.what, count[tt.what], tt.want)
		}
	}
}

// A reader finds the objects of a PDF by their places in its table.
func TestPDFPlaces(t *testing.T) {
	long := make([]string, 80)
	for i := range long {
		long[i] = fmt.Sprintf("第%d段", i+1)
	}
	b := pdfFile("标题", long...)
	places := regexp.MustCompile(`(\d{10}) 00000 n `).FindAllSubmatch(b, -1)
	if want := objectsBeforePages + 2*3; len(places) != want {
		t.Fatalf("pdfFile has %d objects, want %d", len(places), want)
	}
	for i, p := range places {
		at, err := strconv.Atoi(string(p[1]))
		if err != nil {
			t.Fatal(err)
		}
		if head := fmt.Sprintf("%d 0 obj\n", i+1); !bytes.HasPrefix(b[at:], []byte(head)) {
			t.Errorf("object %d is not at %d", i+1, at)
		}
	}
}
