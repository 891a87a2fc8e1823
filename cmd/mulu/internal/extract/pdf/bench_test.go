package pdf

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// A hundred full pages, and files of real programs, whose fonts cost more than the text.
func BenchmarkRead(b *testing.B) {
	var page strings.Builder
	for y := range 40 {
		page.WriteString(at(50, 780-18*y, "本办法自公布之日起施行到另有规定为止办理，结合本市实际。"))
	}
	pages := make([]string, 100)
	for i := range pages {
		pages[i] = page.String()
	}
	files := map[string][]byte{"pages": simplePages("", pages...)}
	for _, name := range []string{"chromium", "libreoffice"} {
		data, err := os.ReadFile("testdata/" + name + ".pdf")
		if err != nil {
			b.Fatal(err)
		}
		files[name] = data
	}
	for name, data := range files {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(bytes.NewReader(data), int64(len(data)), testLimits, func(string) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
