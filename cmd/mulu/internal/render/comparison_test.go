package render_test

import (
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

var (
	tags  = regexp.MustCompile(`<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// said is what a page says from its first change or fold on, as a screen reader reads it,
// with <> around what is folded.
func said(page string) string {
	_, page, _ = strings.Cut(page, "</dl>")
	_, page, _ = strings.Cut(page, `class="note">`)
	_, page, _ = strings.Cut(page, "</p>")
	page, _, _ = strings.Cut(page, "</main>")
	page = regexp.MustCompile(`<nav.*?</nav>`).ReplaceAllString(strings.ReplaceAll(page, "\n", ""), "")
	page = strings.NewReplacer("<details", "‹<details", "</details>", "›", "</h2>", "/", "</summary>", "/", "</p>", "|").Replace(page)
	return space.ReplaceAllString(tags.ReplaceAllString(page, ""), " ")
}

// What changed stands under headings that name the article, what did not is folded, and
// what is marked is said in words, too.
func TestComparison(t *testing.T) {
	const head = "# 停车管理办法\n\n## 第一章 总则\n\n**第一条** 为了规范停车，制定本办法。\n\n## 第二章 收费\n\n"
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "", head+"**第二条** 停车费每小时5元，由经营者收取。\n\n**第三条** 经营者应当公布收费标准和监督电话。\n\n**第四条** 本办法由市交通运输局解释。\n"),
		"content/2.md": sitetest.Doc(2, "replaces = [{target = \""+sitetest.Index(1)+"\", compare = true, note = \"修订后公布\"}]", head+
			"**第二条** 停车费每小时10元，由经营者收取。\n\n学校门前不收费。\n\n**第三条** 残疾人的车辆免收停车费。\n\n**第四条** 经营者应当公布收费标准和监督电话。\n\n**第五条** 本办法由市交通运输局解释。\n"),
	})
	new, _ := s.plan.Catalogue.Find(sitetest.Index(2))
	old, _ := s.plan.Catalogue.Find(sitetest.Index(1))
	at := plan.ComparisonPath(new.Document, old.Document)
	page, _ := s.page(t, at)
	want := "‹第一条没有变化/停车管理办法|第一章 总则|第一条　为了规范停车，制定本办法。|›第二章 收费|" +
		"第二条：修改/停车费每小时〔删去：5〕〔新增：10〕元，由经营者收取。|〔新增：学校门前不收费。〕|" +
		"第三条：新增/残疾人的车辆免收停车费。|" +
		"‹第三条至第四条改为第四条至第五条，文字没有变化/第四条　经营者应当公布收费标准和监督电话。|第五条　本办法由市交通运输局解释。|›"
	if got := said(page); got != want {
		t.Errorf("the page says\n%s\nwant\n%s", got, want)
	}
	mustHold(t, at, page, "修改 1 处，新增 1 处，没有变化", `<meta name="robots" content="noindex">`, `href="#m-2"`)
	for _, index := range []string{sitetest.Index(1), sitetest.Index(2)} {
		page, _ := s.page(t, plan.DocumentPath(index))
		mustHold(t, index, page, "历次版本", at[len("doc/"):], "修订后公布")
	}
}

// Items of a list are compared with their numbers, which no text holds.
func TestComparisonOfNumbers(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "", "申请时提交：\n\n1. 申请表；\n2. 身份证明。\n"),
		"content/2.md": sitetest.Doc(2, "replaces = [{target = \""+sitetest.Index(1)+"\", compare = true}]", "申请时提交：\n\n3. 申请表；\n4. 身份证明。\n"),
	})
	new, _ := s.plan.Catalogue.Find(sitetest.Index(2))
	old, _ := s.plan.Catalogue.Find(sitetest.Index(1))
	page, _ := s.page(t, plan.ComparisonPath(new.Document, old.Document))
	if got := said(page); !strings.Contains(got, "〔删去：1〕〔新增：3〕. 申请表；") || !strings.Contains(got, "〔删去：2〕〔新增：4〕. 身份证明。") {
		t.Errorf("the page says %s", got)
	}
}
