package markdown

import (
	"strings"
	"testing"
)

// notice is a made-up notice of 8 KB with what such documents have.
var notice = func() []byte {
	var b strings.Builder
	b.WriteString("各县区人民政府，市政府各部门，各有关单位：\n\n为加强城市公共交通管理，现就有关事项通知如下。\n\n有关要求参见[关于公交线网优化的通知](../2021/t20210130_0000120.md \"113799004189082270/2021-00001\")。\n\n")
	for _, title := range []string{"一、总体要求", "二、主要任务", "三、保障措施"} {
		b.WriteString("## " + title + "\n\n")
		for range 4 {
			b.WriteString("各县区人民政府应当依法保护合作区域内正常的生产经营活动，并在土地使用、道路通行、生活服务等方面给予有效协助。**交通运输主管部门**负责组织实施，完成时限为10月底，累计办理7289件，办结率93.6%。\n\n")
		}
		b.WriteString("1. 干涉承包方依法享有的生产经营自主权的；\n2. 截留、扣缴补贴资金的；\n3. 其他违反规定的行为。\n\n")
	}
	b.WriteString("| 序号 | 项目名称 | 责任单位 | 金额（万元） |\n| ---: | --- | --- | ---: |\n")
	for range 30 {
		b.WriteString("| 12 | 清溪街道青年二路219号 | 市住房和城乡建设局 | 2545.13 |\n")
	}
	b.WriteString("\n市交通运输局\n\n2023年7月24日\n\n（此件主动公开）\n")
	return []byte(b.String())
}()

func BenchmarkFast(b *testing.B)     { benchmark(b, false, false) }
func BenchmarkFastText(b *testing.B) { benchmark(b, false, true) }
func BenchmarkComplete(b *testing.B) { benchmark(b, true, false) }

func benchmark(b *testing.B, complete, text bool) {
	c := New(Options{})
	r := Result{WantText: text, doc: &doc{}}
	resolve := func(l Link) (string, bool) { return "/doc/1.html", true }
	b.SetBytes(int64(len(notice)))
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		if complete {
			r.Reset()
			r.doc.begin("a.md", notice, 1, resolve, c, &r)
			c.complete(r.doc, notice)
		} else {
			c.Convert("a.md", notice, 1, resolve, &r)
		}
	}
	b.ReportMetric(float64(cpuTime()-start)/float64(b.N), "cpu-ns/op")
	if r.Fast == complete || len(r.Problems) > 0 {
		b.Fatal(r.Fast, r.Problems)
	}
}

// BenchmarkMarkdownAgain is what a download as Markdown costs beside the page.
func BenchmarkMarkdownAgain(b *testing.B) {
	c := New(Options{})
	var r Result
	c.Convert("a.md", notice, 1, func(l Link) (string, bool) { return "/doc/1.html", true }, &r)
	var buf []byte
	b.SetBytes(int64(len(notice)))
	b.ReportAllocs()
	start := cpuTime()
	for b.Loop() {
		buf = AppendMarkdown(buf[:0], r.HTML, "")
	}
	b.ReportMetric(float64(cpuTime()-start)/float64(b.N), "cpu-ns/op")
}
