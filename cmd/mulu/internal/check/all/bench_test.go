package all

import (
	"fmt"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/sitetest"
)

// The cost of the rules that need no body, for 10,000 documents of the kinds that have
// terms and partners, none of which is at fault but for its age.
func BenchmarkCatalogue(b *testing.B) {
	fs := sitetest.Files{"config.toml": sitetest.Config + "\n[check.relations]\npolicies = []\n[check.columns]\nhome = 3660\n[[check.columns.limit]]\npath = \"wj\"\ndays = 0\n"}
	for i := 1; i <= 10_000; i++ {
		more := fmt.Sprintf("class = \"行政规范性文件\"\nunified_number = \"QLDR-2025-%07d\"\nexpires = 2029-12-31\nwritten = 2025-01-02\npublished = 2025-01-02", i)
		if i > 1 {
			more += fmt.Sprintf("\nrelated = [%q]", sitetest.Index(i-1))
		}
		fs[fmt.Sprintf("content/d%05d.md", i)] = sitetest.Expand(fmt.Sprintf("+++\n#doc %d\n%s\n+++\n", i, more))
	}
	cat, _ := fs.Catalogue(b)
	run := func(name string, rules []*check.Rule) {
		b.Run(name, func(b *testing.B) {
			e := check.New(cat, rules, check.Options{Whole: true, Files: catalogue.Files(fs)})
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Catalogue(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/doc")
		})
	}
	run("all", Rules)
	for _, r := range Rules {
		run(r.Code, []*check.Rule{r})
	}
}
