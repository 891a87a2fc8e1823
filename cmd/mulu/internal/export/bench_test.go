package export

import (
	"bytes"
	"fmt"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// benchSite has documents as real ones are: each with all that a document should have, an
// attachment in five, a relation in three.
func benchSite(b *testing.B, n int) *Exporter {
	fs := sitetest.Docs(0)
	for i := 1; i <= n; i++ {
		more := fmt.Sprintf("class = \"其他文件\"\ndoc_number = \"栖交发〔2025〕%d号\"\ncategory = \"wj/gf\"\neffective = 2025-06-01\nexpires = 2030-05-31\ntheme = '工业、交通\\公路'\ngenre = \"通知\"\nkeywords = [\"网约车\", \"客运\"]\n"+
			"summary = \"明确网约车平台公司、车辆和驾驶员的许可条件、经营服务规范和监督检查要求，自公布之日起施行。\"\nunit = \"运输管理科\"", i)
		if i%5 == 0 {
			more += "\nattachments = [{file = \"x.txt\", title = \"附表\"}]"
		}
		if i%3 == 0 {
			more += fmt.Sprintf("\nrelated = [%q]", sitetest.Index(i-1))
		}
		fs[fmt.Sprintf("content/%05d.md", i)] = sitetest.Doc(i, more, "正文")
	}
	fs["content/x.txt"] = "附表"
	c, _ := fs.Catalogue(b)
	p, _ := plan.New(c, nil)
	return New(p, fs)
}

// BenchmarkList is what a document costs in each format of a list.
func BenchmarkList(b *testing.B) {
	e := benchSite(b, 360)
	for _, f := range e.plan.Formats() {
		b.Run(f.Ext(), func(b *testing.B) {
			at := plan.Entry{Kind: plan.Export, Period: &e.plan.Periods[0], Format: f}
			var buf []byte
			var err error
			b.ReportAllocs()
			for b.Loop() {
				if buf, err = e.List(buf[:0], at); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(len(buf)))
			n := float64(len(at.ExportDocs()))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/doc")
			b.ReportMetric(float64(len(buf))/n, "B/doc")
		})
	}
}

// BenchmarkJSON is the record beside a page, with a body of 7 KB.
func BenchmarkJSON(b *testing.B) {
	e := benchSite(b, 30)
	body := bytes.Repeat([]byte("各县区人民政府应当依法保护合作区域内正常的生产经营活动，**交通运输主管部门**负责组织实施。\n\n"), 50)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = e.JSON(buf[:0], &e.plan.Catalogue.Documents[7], body)
	}
	b.SetBytes(int64(len(buf)))
}
