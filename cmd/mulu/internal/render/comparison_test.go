package render_test

import (
	"fmt"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

var (
	tags  = regexp.MustCompile(`<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// sides are the tables of a page that shows two texts side by side.
var sides = regexp.MustCompile(`(?s)<table class="change-sides".*?</table>`)

// said is what a page says from its first change or fold on, as a screen reader reads it
// where there is no room for two columns, with <> around what is folded.
func said(page string) string {
	page = sides.ReplaceAllString(page, "")
	_, page, _ = strings.Cut(page, "</dl>")
	page = regexp.MustCompile(`<nav.*?</nav>|<section class="overview".*?</section>`).ReplaceAllString(strings.ReplaceAll(page, "\n", ""), "")
	_, page, _ = strings.Cut(page, `class="note">`)
	_, page, _ = strings.Cut(page, "</p>")
	page, _, _ = strings.Cut(page, "</main>")
	page = strings.NewReplacer("<details", "‹<details", "</details>", "›", "</h2>", "/", "</summary>", "/", "</p>", "|", "</th>", "¦", "</td>", "¦", "</tr>", "|").Replace(page)
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
	want := "‹第一条没有变化/停车管理办法|第一章　总则|第一条　为了规范停车，制定本办法。|›第二章　收费|" +
		"第二条：修改/停车费每小时〔删去：5〕〔新增：10〕元，由经营者收取。|〔新增：学校门前不收费。〕|" +
		"第三条：新增/残疾人的车辆免收停车费。|" +
		"‹原第三条至第四条，序号改为第四条至第五条，文字没有变化/第四条　〔原第三条〕经营者应当公布收费标准和监督电话。|第五条　〔原第四条〕本办法由市交通运输局解释。|›"
	if got := said(page); got != want {
		t.Errorf("the page says\n%s\nwant\n%s", got, want)
	}
	mustHold(t, at, page, `<meta name="robots" content="noindex">`)
	overview(t, page, `修改 1 条 <a href="#m-1">第二条</a>|新增 1 条 <a href="#m-2">第三条</a>|只有序号变动 2 条 <a href="#m-3">第四条至第五条（原第三条至第四条）</a>|没有变化 1 条|没有变化 3 处|`)
	mustHold(t, at, page, `<h2 id="m-2">第三条：新增`, `<details class="unchanged" id="m-3">`)
	for _, index := range []string{sitetest.Index(1), sitetest.Index(2)} {
		page, _ := s.page(t, plan.DocumentPath(index))
		mustHold(t, index, page, "历次版本", at[len("doc/"):], "修订后公布")
	}
}

// overview asks what a page says before all changes.
func overview(t *testing.T, page, want string) {
	t.Helper()
	_, page, _ = strings.Cut(page, `<section class="overview"`)
	_, page, _ = strings.Cut(page, "<ul>")
	page, _, _ = strings.Cut(page, "</ul>")
	got := strings.NewReplacer("\n", "", "</li>", "|", "<li>", "", "<strong>", "", "</strong>", "").Replace(page)
	if got = regexp.MustCompile(`> +<`).ReplaceAllString(got, "><"); strings.TrimSpace(got) != want {
		t.Errorf("the overview says\n%s\nwant\n%s", got, want)
	}
}

// differ gives the page that compares two bodies, with files beside them.
func differ(t *testing.T, old, new string, files sitetest.Files) string {
	t.Helper()
	fs := sitetest.Files{
		"content/1/1.md": sitetest.Doc(1, "", old),
		"content/2/2.md": sitetest.Doc(2, "replaces = [{target = \""+sitetest.Index(1)+"\", compare = true}]", new),
	}
	for name, data := range files {
		fs[name] = data
	}
	s := load(t, fs)
	now, _ := s.plan.Catalogue.Find(sitetest.Index(2))
	was, _ := s.plan.Catalogue.Find(sitetest.Index(1))
	page, _ := s.page(t, plan.ComparisonPath(now.Document, was.Document))
	return page
}

// What a reader is told of items, links, pictures and tables.
func TestComparisonOfParts(t *testing.T) {
	files := sitetest.Files{"content/1/图.png": "甲", "content/2/图.png": "甲", "content/1/新.png": "一二三", "content/2/新.png": "三二一", "content/2/另.png": "甲"}
	const table = "| 区域 | 收费 |\n|---|---|\n| 城区 | %s |\n| 二 | 2元 |\n| 三 | 3元 |\n| 四 | 4元 |\n| 五 | 5元 |\n| 郊区 | 1元 |\n"
	for _, tt := range []struct{ name, old, new, want string }{
		{"numbers of a list", "申请时提交：\n\n1. 申请表；\n2. 身份证明。\n", "申请时提交：\n\n3. 申请表；\n4. 身份证明。\n", "‹3 段文字没有变化，只有序号变动/申请时提交：|3. 〔原1.〕申请表；|4. 〔原2.〕身份证明。|›"},
		{"an item comes into a list", "申请时提交：\n\n1. 申请表；\n2. 身份证明。\n", "申请时提交：\n\n1. 申请表；\n2. 房屋产权证明；\n3. 身份证明。\n",
			"‹2 段没有变化/申请时提交：|1. 申请表；|›“2. 房屋产权证明；”：新增/2. 房屋产权证明；|‹1 段文字没有变化，只有序号变动/3. 〔原2.〕身份证明。|›"},
		{"items of an article", "**第一条** 提交下列材料：\n\n（一）申请表；\n\n（二）身份证明。\n", "**第一条** 提交下列材料：\n\n（一）房屋产权证明；\n\n（二）申请表；\n\n（三）身份证明。\n",
			"第一条：修改/提交下列材料：|〔新增：（一）房屋产权证明；〕|（二）〔原（一）〕申请表；|（三）〔原（二）〕身份证明。|"},
		{"a citation", "**第一条** 为了规范停车。\n\n**第二条** 依照第一条办理的，应当备案。\n", "**第一条** 为了便民，新写了一条。\n\n**第二条** 为了规范停车。\n\n**第三条** 依照第二条办理的，应当备案。\n",
			"第一条：新增/为了便民，新写了一条。|‹原第一条，序号改为第二条，文字没有变化/第二条　〔原第一条〕为了规范停车。|›第三条（原第二条）：修改/依照第〔删去：一〕〔新增：二〕条办理的，应当备案。|"},
		{"a link", "按[办事指南](https://a.example/1)办理。", "按[办事指南](https://a.example/2)办理。", "“按办事指南办理。”：修改/按办事指南〔删去：〔链接：https://a.example/1〕〕〔新增：〔链接：https://a.example/2〕〕办理。|"},
		{"a link to a document", "见[办法](../1/1.md)。", "见[办法](../2/2.md#一)。\n\n## 一\n", "“见办法。”：修改/见办法〔删去：〔链接：《文件1》〕〕〔新增：〔链接：《文件2》 #一〕〕。|一：新增/一|"},
		{"a link that shows its address", "见 <https://a.example/1> 。", "见 <https://a.example/2> 。", "“见 https://a.exam……”：修改/见 https://a.example/〔删去：1〕〔新增：2〕 。|"},
		{"the same file beside each", "如图：![流程](图.png)", "如图：![流程](图.png)", ""},
		{"another picture", "如图：![流程](图.png)", "如图：![流程](另.png)", "“如图：流程”：修改/如图：〔删去：〔图片：流程，图.png〕〕〔新增：〔图片：流程，另.png〕〕|"},
		{"a picture of the same name and size", "如图：![流程](新.png)", "如图：![流程](新.png)", "“如图：流程”：修改/如图：〔删去：〔图片：流程，新.png〕〕〔新增：〔图片：流程，新.png〕〕|"},
		{"another alternative text", "![流程](图.png)", "![办理流程](图.png)", "“办理流程”：修改/〔删去：〔图片：流程，图.png〕〕〔新增：〔图片：办理流程，图.png〕〕|"},
		{"a picture that stays", "如图：![流程](图.png)旧", "如图：![流程](图.png)新", "“如图：流程新”：修改/如图：〔图片：流程，图.png〕〔删去：旧〕〔新增：新〕|"},
		{"a cell", fmt.Sprintf(table, "5元"), fmt.Sprintf(table, "8元"), "表格“区域 收费”：修改/区域¦收费¦|城区¦〔删去：5〕〔新增：8〕元¦|5 行没有变化¦|"},
		{"a row", fmt.Sprintf(table, "5元"), fmt.Sprintf(table, "5元") + "| 学校 | 免费 |\n", "表格“区域 收费”：修改/区域¦收费¦|6 行没有变化¦|〔新增：学校〕¦〔新增：免费〕¦|"},
		{"a table", "甲乙丙", "甲乙丙\n\n| 项 |\n|---|\n| 甲 |\n", "‹1 段没有变化/甲乙丙|›表格“项”：新增/项¦|甲¦|"},
		{"a signature is of no article", "**第一条** 为了规范停车。\n\n市交通局\n\n2024年1月2日\n", "**第一条** 为了规范停车。\n\n市交通局\n\n2025年1月2日\n", "‹第一条没有变化/第一条　为了规范停车。|市交通局|›“2025年1月2日”：修改/〔删去：2024〕〔新增：2025〕年1月2日|"},
		{"a chapter", "## 第一章 总则\n\n为了规范停车。\n\n## 第二章 附则\n\n自公布之日起施行。\n", "## 第一章 总则\n\n为了规范停车。\n\n## 第二章 罚则\n\n处一千元罚款，并责令改正。\n\n## 第三章 附则\n\n自公布之日起施行。\n",
			"‹2 段没有变化/第一章　总则|为了规范停车。|›第二章　罚则：新增/第二章　罚则|“处一千元罚款，并责令改正。”：新增/处一千元罚款，并责令改正。|‹2 段没有变化/第三章　〔原第二章〕附则|自公布之日起施行。|›"},
	} {
		page := differ(t, tt.old, tt.new, files)
		if tt.want == "" {
			mustHold(t, tt.name, page, "两个文本的文字相同。")
			continue
		}
		if got := said(page); got != tt.want {
			t.Errorf("%s: the page says\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// Side by side each text is whole in its column, with the numbers that it has.
func TestComparisonSides(t *testing.T) {
	page := differ(t, "**第一条** 提交材料：\n\n（一）申请表；\n\n（二）证明。\n\n**第二条** 每小时5元。\n\n**第三条** 由市局解释。\n",
		"**第一条** 提交材料：\n\n（一）产权证；\n\n（二）申请表；\n\n（三）证明。\n\n**第二条** 每小时8元。\n\n**第三条** 学校免费。\n\n**第四条** 由市局解释。\n", nil)
	want := []string{
		"修改前¦修改后¦|提交材料：¦提交材料：¦|¦〔新增：（一）产权证；〕¦|（一）申请表；¦（二）申请表；¦|（二）证明。¦（三）证明。¦|",
		"修改前¦修改后¦|每小时〔删去：5〕元。¦每小时〔新增：8〕元。¦|",
		"修改前¦修改后¦|（无）¦学校免费。¦|",
	}
	var got []string
	for _, table := range sides.FindAllString(page, -1) {
		table = strings.NewReplacer("\n", "", "</th>", "¦", "</td>", "¦", "</tr>", "|").Replace(table)
		got = append(got, space.ReplaceAllString(tags.ReplaceAllString(table, ""), ""))
	}
	if !slices.Equal(got, want) {
		t.Errorf("side by side the page says\n%q\nwant\n%q", got, want)
	}
	if page := differ(t, "| 项 |\n|---|\n| 甲 |\n", "| 项 |\n|---|\n| 乙 |\n", nil); sides.MatchString(page) {
		t.Error("a table stands in a table")
	}
}

// A picture that came or went is shown, from the folder of the edition that has it.
func TestComparedPictures(t *testing.T) {
	page := sides.ReplaceAllString(differ(t, "![流程](图.png)", "![流程](另.png)", sitetest.Files{"content/1/图.png": "甲", "content/2/另.png": "乙"}), "")
	for _, folder := range []string{"2025-00001/", "2025-00002/"} {
		if n := strings.Count(page, `src="../../../../../doc/113701000041890072/`+folder); n != 1 {
			t.Errorf("%d pictures of %s", n, folder)
		}
	}
	mustHold(t, "page", page, `<img class="change-image"`)
}

// What the page marks turns the old text into the new one: without what is removed the
// page says the new text in its order, and without what is added all of the old one.
func TestComparisonIsWhole(t *testing.T) {
	words := []string{"公开", "机关", "应当", "2024", "不得", "停车收费标准由经营者公布", "责令改正"}
	r := rand.New(rand.NewSource(3))
	body := func() string {
		var b strings.Builder
		for n := 1 + r.Intn(8); n > 0; n-- {
			switch line := words[r.Intn(7)] + words[r.Intn(7)] + words[r.Intn(7)]; r.Intn(5) {
			case 0:
				fmt.Fprintf(&b, "## %s\n\n", line)
			case 1:
				fmt.Fprintf(&b, "**第%d条** %s\n\n%s\n\n", r.Intn(9)+1, line, words[r.Intn(7)])
			case 2:
				fmt.Fprintf(&b, "| %s | 甲 |\n|---|---|\n| %s | %s |\n\n", words[r.Intn(7)], line, words[r.Intn(7)])
			default:
				fmt.Fprintf(&b, "%s\n\n", line)
			}
		}
		return b.String()
	}
	letters := func(s string) string { return regexp.MustCompile(`[\s　|#*\-]`).ReplaceAllString(s, "") }
	sorted := func(s string) string { rs := []rune(s); slices.Sort(rs); return string(rs) }
	fs, bodies := sitetest.Files{}, map[int]string{}
	for n := 1; n < 400; n += 2 {
		bodies[n], bodies[n+1] = body(), body()
		fs[fmt.Sprintf("content/%d.md", n)] = sitetest.Doc(n, "", bodies[n])
		fs[fmt.Sprintf("content/%d.md", n+1)] = sitetest.Doc(n+1, "replaces = [{target = \""+sitetest.Index(n)+"\", compare = true}]", bodies[n+1])
	}
	s := load(t, fs)
	for n := 1; n < 400; n += 2 {
		old, new := bodies[n], bodies[n+1]
		edition, _ := s.plan.Catalogue.Find(sitetest.Index(n + 1))
		page, _ := s.page(t, plan.ComparisonPath(edition.Document, edition.Document.EarlierEditions()[0]))
		if strings.Contains(page, "两个文本的文字相同") {
			continue
		}
		page = regexp.MustCompile(`(?s)<nav.*?</nav>|<section class="overview".*?</section>|<summary>.*?</summary>|<h2.*?</h2>|<span class="note">.*?</span>|<span class="visually-hidden">.*?</span>`).ReplaceAllString(sides.ReplaceAllString(page, ""), "")
		named := regexp.MustCompile(`<section class="change[^"]*">`).FindStringIndex(page)
		if named == nil {
			t.Fatalf("nothing changed between\n%s\nand\n%s", old, new)
		}
		_, page, _ = strings.Cut(page, `class="note">`)
		_, page, _ = strings.Cut(page, "</p>")
		page, _, _ = strings.Cut(page, "</main>")
		page = strings.ReplaceAll(page, "\n", "")
		now := letters(tags.ReplaceAllString(regexp.MustCompile(`<del.*?</del>`).ReplaceAllString(page, ""), ""))
		was := letters(tags.ReplaceAllString(regexp.MustCompile(`<ins.*?</ins>`).ReplaceAllString(page, ""), ""))
		articles := regexp.MustCompile(`第\d条`) // which headings say
		if got, want := articles.ReplaceAllString(now, ""), articles.ReplaceAllString(letters(new), ""); got != want {
			t.Fatalf("the page says the new text\n%s\nwant\n%s", got, want)
		}
		if got, want := sorted(articles.ReplaceAllString(was, "")), sorted(articles.ReplaceAllString(letters(old), "")); !strings.Contains(page, "移到") && got != want {
			t.Fatalf("the page says the old text\n%s\nwant\n%s", got, want)
		}
	}
}
