package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/text"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/sitetest"
)

// body is a text of about 1,500 characters without a fault, as most are.
func body() string {
	var b strings.Builder
	for i := range 5 {
		fmt.Fprintf(&b, `## 第%d部分

全年通过政府信息公开目录主动公开信息2%d条，制发行政规范性文件1件。就公交票价优惠方案（试行）公开征求意见，并反馈采纳情况。申请人以自然人为主，占63.6%%。

县级以上地方人民政府应当将第%d号限期达标规划报上一级人民政府备案，并向社会公开；通过财政预算和其他渠道筹集资金，统筹安排建设城镇污水集中处理设施及配套管网，提高本行政区域城镇污水的收集率和处理率。违反《中华人民共和国农村土地承包法》及其他法律、法规规定的，从其规定。

- 有关部门应当按照“谁主管、谁负责”的原则，落实保密审查；
- 涉及国家秘密、商业秘密的，依照[保守国家秘密法](b.md)办理。

`, i, i, i)
	}
	b.WriteString("| 年度 | 新收（件） | 办结（件） |\n| --- | ---: | ---: |\n| 2024年 | 25 | 24 |\n| 2025年 | 33 | 34 |\n| 合计 | 58 | 58 |\n\n霁川市交通运输局\n\n2025年1月1日\n")
	return b.String()
}

func engine(tb testing.TB, rules []*check.Rule) (*check.Engine, *check.Body) {
	c, ds := sitetest.Docs(1).Catalogue(tb)
	if diag.Count(ds).Errors > 0 {
		tb.Fatal(ds)
	}
	return check.New(c, rules, check.Options{}), &check.Body{Document: &c.Documents[0], File: c.Documents[0].Path, Raw: []byte(body()), First: 10, Result: &markdown.Result{}}
}

// BenchmarkRules is what all rules of the text cost for a document; BenchmarkEngine what
// the engine costs without them.
func BenchmarkRules(b *testing.B) { benchmark(b, text.Rules) }

func BenchmarkEngine(b *testing.B) { benchmark(b, nil) }

func BenchmarkRule(b *testing.B) {
	for _, r := range text.Rules {
		if r.Body != nil || r.Line != nil {
			b.Run(r.Code, func(b *testing.B) { benchmark(b, []*check.Rule{r}) })
		}
	}
}

func benchmark(b *testing.B, rules []*check.Rule) {
	e, doc := engine(b, rules)
	if ds := e.Body(doc); len(ds) > 0 {
		b.Fatal(ds)
	}
	b.ReportAllocs()
	b.SetBytes(int64(utf8.RuneCount(doc.Raw)))
	for b.Loop() {
		e.Body(doc)
	}
}
