package build_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// A body of nothing but offences ends soon, and its findings are few.
func TestHostileLinks(t *testing.T) {
	sitetest.Heavy(t, "bodies of a million bytes")
	for _, tt := range []struct{ name, body string }{
		{"links in lines", strings.Repeat("[下载](http://10.0.0.1/)\n\n", 40_000)},
		{"links in a line", strings.Repeat("[下载](http://10.0.0.1/)", 2_000)},
		{"equal texts", strings.Repeat("[甲](https://a.example/)[甲](https://b.example/)\n\n", 10_000)},
		{"pictures", strings.Repeat("[![图片](http://a.example)](mailto:x)\n\n", 10_000)},
		{"headings", strings.Repeat("#\n\n#### 甲\n\n", 9_000)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := sitetest.Files{"config.toml": sitetest.Config, "content/a.md": sitetest.Doc(1, "", tt.body)}
			src, err := source.Open(files.Write(t))
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute) // it takes a second
			defer stop()
			site, _, err := build.Load(ctx, src, build.Options{Date: sitetest.Today})
			if err != nil {
				t.Fatal(err)
			}
			ds, err := site.Check(ctx)
			if err != nil {
				t.Fatal(err)
			}
			byCode := map[string]int{}
			for _, d := range ds {
				byCode[d.Code]++
			}
			if c := diag.Count(ds); c.Errors+c.Warnings+c.Notices < 200 {
				t.Errorf("found %v, want a full list of a rule at least", byCode)
			}
			for code, n := range byCode {
				if strings.HasPrefix(code, "link-") && n > 1_000 || strings.HasPrefix(code, "heading-") && n > 200 {
					t.Errorf("%d findings of %s", n, code)
				}
			}
		})
	}
}
