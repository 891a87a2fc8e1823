package build_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

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
	for _, s := range canarySpellings() {
		if bytes.Contains(data, s.bytes) {
			found = append(found, s.name)
		}
	}
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

// spelling is one of the forms in which a word may be in a file beside as it is, whole or
// one character at a time, which quiet finds by the characters.
type spelling struct {
	name  string
	bytes []byte
}

// spellings are ten of a word: escapes of JSON and HTML, of addresses, of mail, base 64
// from each of its three places, other encodings, hexadecimal digits, backwards.
func spellings(word string) (list []spelling) {
	add := func(name, bytes string) {
		list = append(list, spelling{name + " of " + word, []byte(bytes)})
	}
	each := func(format string, of []uint16) (s string) {
		for _, c := range of {
			s += fmt.Sprintf(format, c)
		}
		return s
	}
	units, octets := utf16.Encode([]rune(word)), []uint16{}
	for _, c := range []byte(word) {
		octets = append(octets, uint16(c))
	}
	add("JSON escapes", each(`\u%04x`, units))
	add("hexadecimal references", each("&#x%X;", units))
	add("decimal references", each("&#%d;", units))
	add("percent signs", each("%%%02X", octets))
	add("quoted-printable", each("=%02X", octets))
	add("hexadecimal digits", each("%02x", octets))
	var little, big []byte
	for _, u := range units {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	add("UTF-16LE", string(little))
	add("UTF-16BE", string(big))
	if gb, err := simplifiedchinese.GB18030.NewEncoder().String(word); err == nil {
		add("GB18030", gb)
	}
	for shift := range 3 { // what is the same whatever stands before and behind
		whole := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), word...))
		add("base 64", whole[(shift*8+5)/6:(shift+len(word))*8/6])
	}
	return list
}

// canarySpellings are those of the words of loud, and of its letters and digits.
var canarySpellings = sync.OnceValue(func() (all []spelling) {
	for i := 1; i < 60; i++ {
		all = append(all, spellings(string([]rune{0x9f98, rune(0x4dff - i)}))...)
	}
	for _, s := range spellings("qzw8848") {
		if !strings.HasPrefix(s.name, "GB18030") { // as it is
			all = append(all, s)
		}
	}
	return append(all, spelling{"qzw8848 backwards", []byte("8488wzq")})
})

// Each spelling is found among other things.
func TestSpellingsAreHeard(t *testing.T) {
	names := map[string]bool{}
	for _, s := range spellings("龘䷽") {
		name, _, _ := strings.Cut(s.name, " of ")
		names[name] = true
		if len(quiet(slices.Concat([]byte("甲a"), s.bytes, []byte("b乙")))) == 0 {
			t.Errorf("%s is not heard", s.name)
		}
	}
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + "龘䷽乙"))
		if len(quiet([]byte(text))) == 0 {
			t.Errorf("base 64 from place %d is not heard", shift)
		}
	}
	if len(names) != 10 {
		t.Errorf("%d spellings: %v", len(names), names)
	}
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

// What was public and is no more leaves no trace in the next output: nothing of what it
// said, and of its numbers only the index number, where the site tells what it withdrew.
func TestCanaryAfterPublic(t *testing.T) {
	for name, tt := range map[string]struct{ more, disclosure string }{
		"draft":      {"draft = true", "主动公开"},
		"on request": {"", "依申请公开"},
		"withheld":   {"", "不予公开"},
		"withdrawn":  {`withdrawn = {on = 2025-06-01, reason = "依法撤销"}`, "主动公开"},
	} {
		out := filepath.Join(t.TempDir(), "public")
		s, _, src := load(t, loud(t, "", "主动公开"))
		publishTo(t, s, src, out)
		s, _, src = load(t, loud(t, tt.more, tt.disclosure))
		publishTo(t, s, src, out)
		for at, data := range tree(t, out) {
			for _, part := range unpacked(t, at, data) {
				found := slices.DeleteFunc(quiet(part), func(s string) bool { return s == "9191" && tells[name](at) })
				if len(found) > 0 {
					t.Errorf("%s: %s has %q", name, at, found)
				}
			}
		}
	}
}

// tells says which files may name the index number of what is no longer public.
var tells = map[string]func(at string) bool{
	"draft": isLog, "on request": isLog, "withheld": isLog, "withdrawn": func(string) bool { return true },
}

// isLog says whether a file is of the publication log, which says what left when.
func isLog(at string) bool {
	at = strings.TrimPrefix(at, "zh-Hant/")
	return strings.HasPrefix(at, "log") || strings.HasPrefix(at, "data/log") || strings.HasPrefix(at, "data/record")
}
