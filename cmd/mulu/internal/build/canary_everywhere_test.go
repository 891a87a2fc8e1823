package build_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/sheet"
	"mulu/cmd/mulu/internal/sitetest"
)

// loud is a site with all that can be switched on, of which one document says something
// that is nowhere else in every field, in its body, and in attachments of two kinds. The
// day on which it repeals a public document is that one's own, and public.
func loud(t *testing.T, more, disclosure string) sitetest.Files {
	t.Helper()
	files := goldenSite()
	files[config.FileName] = strings.Replace(files[config.FileName], "[site]\n", "[site]\nvariants = [\"zh-Hant\"]\n", 1) + "[search]\nattachments = [\"txt\", \"xlsx\"]\npinyin = true\n"
	n := 0
	word := func() string { // rare characters, each word another
		n++
		return fmt.Sprintf("%c%c", 0x9f98, 0x4dff-n)
	}
	var b bytes.Buffer
	x := sheet.NewXLSX(&b, sheet.Table{Name: word(), Columns: []sheet.Column{{Title: word()}}})
	if err := x.Row([]sheet.Cell{sheet.Text(word())}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	files["content/secret/mima.xlsx"], files["content/secret/mima.txt"] = b.String(), "附件"+word()
	header := more + "\nclass = \"行政规范性文件\"\ncategory = \"wj/gf\"\ndoc_number = \"霁交发〔2025〕9191号\"\nunified_number = \"QLDR-2025-0139191\"\neffective = 2025-05-13\nexpires = 2031-07-17\ntheme = \"" + word() +
		"\"\ngenre = \"" + word() + "\"\naudience = [\"" + word() + "\"]\ndisclosure_basis = \"" + word() + "\"\nkeep = \"" + word() + "\"\nkeywords = [\"" + word() + "\"]\nsummary = \"" + word() + "\"\nunit = \"" + word() +
		"\"\nsource = {name = \"" + word() + "\", url = \"https://www.qzw8848.example/\"}\nattachments = [{file = \"mima.xlsx\", title = \"" + word() + "\"}, {file = \"mima.txt\", title = \"" + word() + "\"}]\n" +
		"related = [{target = \"" + sitetest.Index(1) + "\", note = \"" + word() + "\"}]\nrepeals = [{target = \"" + sitetest.Index(2) + "\", on = 2025-01-10, scope = \"" + word() + "\"}]\nchanges = [{on = 2025-08-09, text = \"" + word() +
		"\"}]\nform = [\"" + word() + "\"]\nconsultation = {opens = 2025-06-03, closes = 2025-07-19, channel = \"" + word() + "\", reason = \"" + word() + "\"}\nauthor = \"" + word() + "\"\nreview = [{kind = \"保密审查\", by = \"" + word() + "\", on = 2025-01-01, conclusion = \"" + word() + "\"}]"
	text := sitetest.Doc(9191, header, "## "+word()+"\n\n"+word()+"[附件](mima.txt)。<!-- "+word()+" -->")
	files["content/secret/mima.md"] = strings.Replace(strings.Replace(text, "文件9191", word(), 1), "主动公开", disclosure, 1)
	return files
}

// quiet are what no file may have: any of the words, numbers, days and names of loud.
// ䷐ to ䷿ and the letters below it are what word gives.
func quiet(data []byte) (found []string) {
	// The hexadecimal digits of a hash may be any.
	data = hashes.ReplaceAllFunc(data, func(digits []byte) []byte {
		if bytes.ContainsAny(digits, "abcdef") {
			return nil
		}
		return digits
	})
	for _, s := range []string{"龘", "qzw8848", "9191", "mima", "2025-05-13", "2031-07-17", "2025-06-03", "2025-07-19", "2025-08-09"} {
		if bytes.Contains(data, []byte(s)) {
			found = append(found, s)
		}
	}
	for i := 1; i < 60; i++ {
		if r := rune(0x4dff - i); bytes.ContainsRune(data, r) {
			found = append(found, string(r))
		}
	}
	return found
}

var hashes = regexp.MustCompile(`[0-9a-f]{8,}`)

// unpacked gives the bytes of a file, and what is packed in it.
func unpacked(t *testing.T, at string, data []byte) (all [][]byte) {
	t.Helper()
	all = [][]byte{[]byte(at), data}
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			part, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, unpacked(t, f.Name, part)...)
		}
	}
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		plain, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, plain)
	}
	return all
}

// What is not public is in no file of the output, however it is packed.
func TestCanaryEverywhere(t *testing.T) {
	for name, tt := range map[string]struct{ more, disclosure string }{
		"draft":      {"draft = true", "主动公开"},
		"on request": {"", "依申请公开"},
		"withheld":   {"", "不予公开"},
		"withdrawn":  {`withdrawn = {on = 2025-06-01, reason = "依法撤销"}`, "主动公开"},
	} {
		for at, data := range publishedTree(t, loud(t, tt.more, tt.disclosure)) {
			tomb := name == "withdrawn" // its index number and the reason are public
			for _, part := range unpacked(t, at, data) {
				found := quiet(part)
				if tomb {
					found = slices.DeleteFunc(found, func(s string) bool { return s == "9191" })
				}
				if len(found) > 0 {
					t.Errorf("%s: %s has %q", name, at, found)
				}
			}
		}
	}
}

// The canary of every kind of data sings when the document is public, in each format.
func TestCanaryEverywhereIsHeard(t *testing.T) {
	heard := map[string]bool{}
	for at, data := range publishedTree(t, loud(t, "", "主动公开")) {
		for _, part := range unpacked(t, at, data) {
			if len(quiet(part)) > 1 {
				heard[at[strings.LastIndexByte(at, '.')+1:]] = true
			}
		}
	}
	for _, kind := range []string{"html", "csv", "xlsx", "json", "jsonl", "md", "txt", "xml"} {
		if !heard[kind] {
			t.Errorf("no .%s has what the document says", kind)
		}
	}
}

// Nor is it in what is handed over: the push to a library of documents, with its
// manifests, and the records for another catalogue.
func TestCanaryHandedOver(t *testing.T) {
	for name, tt := range map[string]struct{ more, disclosure string }{
		"draft": {"draft = true", "主动公开"}, "withheld": {"", "不予公开"}, "withdrawn": {`withdrawn = {on = 2025-06-01, reason = "依法撤销"}`, "主动公开"}, "public": {"", "主动公开"},
	} {
		s, _, _ := load(t, loud(t, tt.more, tt.disclosure))
		dir := t.TempDir()
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Push(t.Context(), build.PushOptions{To: root}); err != nil {
			t.Fatal(err)
		}
		var lines bytes.Buffer
		if err := errors.Join(s.Records(t.Context(), &lines), root.Close()); err != nil {
			t.Fatal(err)
		}
		files := tree(t, dir)
		files["records.jsonl"] = lines.Bytes()
		heard := 0
		for at, data := range files {
			for _, part := range unpacked(t, at, data) {
				found := slices.DeleteFunc(quiet(part), func(s string) bool { return s == "9191" && name == "withdrawn" })
				if heard += len(found); len(found) > 0 && name != "public" {
					t.Errorf("%s: %s has %q", name, at, found)
				}
			}
		}
		if name == "public" && heard < 50 {
			t.Errorf("of the public document only %d words are heard", heard)
		}
	}
}
