package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// Any bytes end in a result, and lines are text.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(names) == 0 {
		f.Fatal(err, names)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(simplePages("/Properties << /P << /ActualText (x) >> >>", "/Span /P BDC "+at(50, 700, "渡口")+"EMC q 2 0 0 2 0 0 cm /X Do Q", "BI /W 1 ID x EI [(a) 3 <4E00>] TJ"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Read(bytes.NewReader(data), int64(len(data)), Limits{Bytes: 1 << 20, Steps: 100_000}, func(s string) error {
			if !utf8.ValidString(s) || s == "" {
				t.Errorf("line %q", s)
			}
			return nil
		})
		_, _, _ = Everything(bytes.NewReader(data), int64(len(data)), Limits{Bytes: 1 << 20, Steps: 100_000}, func(_ Place, s string) error {
			if !utf8.ValidString(s) {
				t.Errorf("text %q", s)
			}
			return nil
		})
	})
}

// The same for content streams, which are packed in most files.
func FuzzContent(f *testing.F) {
	for _, s := range []string{
		at(50, 700, "渡口"), "BT /L 10 Tf 12 TL (a) ' (b) \" T* [(c) -300 (d)] TJ ET", "q 1 0 0 1 5 5 cm Q /Span << /ActualText (x) >> BDC EMC",
		"BT /F 1 Tf 0 1 -1 0 3 3 Tm 80 Tz 2 Ts 1 Tc 2 Tw <4E004E00> Tj ET",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		data := simplePages("", content, content)
		_, _ = Read(bytes.NewReader(data), int64(len(data)), Limits{Bytes: 1 << 20, Steps: 100_000}, func(s string) error {
			if !utf8.ValidString(s) || s == "" {
				t.Errorf("line %q", s)
			}
			return nil
		})
	})
}

func FuzzCmap(f *testing.F) {
	f.Add("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <01> <05> <0041> endbfrange 1 beginbfchar <07> /fi endbfchar", "\x01\x07\x09")
	f.Fuzz(func(t *testing.T, data, s string) {
		reader := &file{steps: 100_000}
		c := reader.parseCmap([]byte(data), predefined)
		ft := &font{codes: c, unicode: c}
		for rest := text(s); len(rest) > 0; {
			g, n := ft.next(rest)
			if n < 1 || n > len(rest) || !utf8.ValidString(g.text) {
				t.Fatalf("next(%q) = %+v, %d", rest, g, n)
			}
			rest = rest[n:]
		}
	})
}
