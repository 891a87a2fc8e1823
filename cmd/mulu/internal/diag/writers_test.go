package diag

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/rounds"
)

// writers are all forms of a report but text.
var writers = map[string]func(io.Writer, *Report) error{
	"json": WriteJSON, "sarif": WriteSARIF, "github": WriteGitHub, "gitlab": WriteGitLab, "junit": WriteJUnit,
	"markdown": WriteMarkdown, "html": WriteHTML,
}

func written(t *testing.T, name string, r *Report) string {
	t.Helper()
	var b strings.Builder
	if err := writers[name](&b, r); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.String()
}

func TestWritersGolden(t *testing.T) {
	for name, file := range map[string]string{"github": "report.github", "gitlab": "report.gitlab.json", "junit": "report.xml", "markdown": "report.md", "html": "report.html"} {
		golden(t, file, []byte(written(t, name, report(sample()...))))
	}
	var page strings.Builder
	if err := WriteRulesMarkdown(&page, report().Groups); err != nil {
		t.Fatal(err)
	}
	golden(t, "rules.md", []byte(page.String()))
}

func TestWritersTellTheirWritersErrors(t *testing.T) {
	for name, write := range writers {
		if err := write(brokenWriter{}, report(sample()...)); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v, want %v", name, err, errBroken)
		}
	}
}

// What must not be shown stands in the file alone: no form repeats it, not as a digest
// either, which could be searched for.
func TestSecretIsNeverShown(t *testing.T) {
	const planted = "110101199003077213"
	source := []byte("+++\n+++\n\n申请人证号 " + planted + "，请审核\n")
	secret := ruleSecret.At("content/a.md", Pos{4, 7, 4, 25}, "第4行有身份证号码 110***********7213").WithHint("删去或者遮盖").
		WithRelated("content/a.md", Pos{4, 7, 4, 25}, "同一号码")
	secret.Secret = true
	// Another problem on the same line, before and beyond it.
	beside := ruleCategory.At("content/a.md", Pos{4, 1, 4, 30}, "整行")
	of := func(text []byte) *Report {
		r := report(beside, secret)
		r.Source = func(string) []byte { return text }
		return r
	}
	all := map[string]string{"text": text(t, TextOptions{Source: of(source).Source, Color: true}, beside, secret)}
	for name := range writers {
		all[name] = written(t, name, of(source))
		other := bytes.ReplaceAll(source, []byte(planted), []byte("440304198811112233"))
		if all[name] != written(t, name, of(other)) {
			t.Errorf("%s hangs on the text that must not be shown", name)
		}
	}
	for name, got := range all {
		for _, part := range []string{planted, planted[:8], planted[6:14], "请审核"} {
			if strings.Contains(got, part) {
				t.Errorf("%s shows %q:\n%s", name, part, got)
			}
		}
		if !strings.Contains(got, "110") || !strings.Contains(got, "content/a.md") {
			t.Errorf("%s does not tell of it:\n%s", name, got)
		}
	}
}

const hostile = "\x1b]0;x\a值 ]]> <b>&\"' \r\n::error::x ##[command]x ##vso[task.setvariable]x \u202e \x00 \xff %0A | `a` </script>"

// hostileReport has everything that a file can bring into a report, everywhere.
func hostileReport() *Report {
	d := ruleDate.At("content/"+hostile+".md", Pos{1, 2, 1, 3}, "%s", hostile).WithHint("%s", hostile).WithRelated(hostile, Pos{}, hostile)
	d.Code = "a-" + "b"
	r := report(d, ruleDate.At("::warning::.md", Pos{Line: 1}, "::error::x"))
	r.Site = hostile
	r.Owner = func(string) Owner { return Owner{hostile, hostile, hostile, hostile} }
	r.Source = func(string) []byte { return []byte("::stop-commands::x\n") }
	return r
}

func TestHostileTextSteersNothing(t *testing.T) {
	for _, name := range []string{"github", "junit", "markdown", "html"} {
		got := written(t, name, hostileReport())
		if !utf8.ValidString(got) || strings.ContainsFunc(strings.ReplaceAll(got, "\n", ""), isHidden) {
			t.Errorf("%s has control characters: %q", name, got)
		}
	}
	for _, name := range []string{"json", "sarif", "gitlab"} {
		if got := written(t, name, hostileReport()); !json.Valid([]byte(got)) || strings.ContainsAny(got, "\x1b\x00\a") {
			t.Errorf("%s is not sound JSON: %q", name, got)
		}
	}
	for line := range strings.Lines(written(t, "github", hostileReport())) {
		if !regexp.MustCompile(`^::(error|notice) ([a-zA-Z]+=[^,:\r\n]*,)*title=[^,:\r\n]*::[^\r\n]*\n$`).MatchString(line) {
			t.Errorf("github: %q", line)
		}
	}
	log := text(t, TextOptions{Source: hostileReport().Source}, hostileReport().Diagnostics...)
	for line := range strings.Lines(log) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") && !strings.HasPrefix(line, "::warning::.md:1: error") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
			t.Errorf("text could steer a build server: %q", line)
		}
	}
}

func TestJUnitIsXML(t *testing.T) {
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name    string  `xml:"name,attr"`
				Failure *string `xml:"failure"`
				Out     string  `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	r := hostileReport()
	r.Diagnostics = append(r.Diagnostics, ruleCategory.At("config.toml", Pos{}, "空栏目"))
	if err := xml.Unmarshal([]byte(written(t, "junit", r)), &suites); err != nil {
		t.Fatal(err)
	}
	if suites.Tests != 4 || suites.Failures != 2 || len(suites.Suites) != 3 {
		t.Fatalf("%+v", suites)
	}
	date, columns, others := suites.Suites[0].Cases[0], suites.Suites[1].Cases, suites.Suites[2].Cases
	if date.Failure == nil || columns[0].Failure != nil || !strings.Contains(columns[0].Out, "空栏目") || columns[1].Failure != nil {
		t.Errorf("%+v", suites)
	}
	if f := others[0].Failure; f == nil || !strings.Contains(*f, `]]> <b>&"' \x0d\x0a::error::x`) {
		t.Errorf("the text did not come through: %+v", others)
	}
	r.Strict = true
	if err := xml.Unmarshal([]byte(written(t, "junit", r)), &suites); err != nil || suites.Failures != 3 {
		t.Errorf("strict: %d failures, %v", suites.Failures, err)
	}
}

// With broken settings no rule passes, as none was tried.
func TestNotChecked(t *testing.T) {
	r := report(ruleDate.At("config.toml", Pos{Line: 1}, "x"))
	r.Date = ""
	if got := written(t, "junit", r); !strings.Contains(got, `tests="2" failures="0" errors="0" skipped="2"`) || strings.Count(got, "<skipped ") != 2 {
		t.Errorf("got\n%s", got)
	}
	if got := written(t, "html", r); strings.Contains(got, "没有发现问题") || !strings.Contains(got, "改正以后才能检查其余的文件") {
		t.Errorf("got\n%s", got)
	}
}

// The page has no element and no attribute that came from a file.
func TestHTMLIsEscaped(t *testing.T) {
	names := func(page string) map[string]bool {
		found := map[string]bool{}
		z := html.NewTokenizer(strings.NewReader(page))
		for z.Next() != html.ErrorToken {
			token := z.Token()
			if token.Type == html.StartTagToken {
				found[token.Data] = true
				for _, a := range token.Attr {
					found[token.Data+" "+a.Key] = true
				}
			}
		}
		return found
	}
	plain := names(written(t, "html", report(sample()...)))
	for name := range names(written(t, "html", hostileReport())) {
		if !plain[name] {
			t.Errorf("the page has %s", name)
		}
	}
	if plain["script"] || plain["img"] || plain["link"] {
		t.Errorf("the page is not self-contained: %v", plain)
	}
}

func many(n int) []Diagnostic {
	ds := make([]Diagnostic, n)
	for i := range ds {
		ds[i] = ruleCategory.At(fmt.Sprintf("content/%06d.md", i/3), Pos{Line: i%3 + 1, Col: 1}, "第 %d 处", i)
		if i%10 == 9 {
			ds[i].Severity, ds[i].Code = Error, ruleDate.Code
		}
	}
	return ds
}

// GitHub shows ten of each; the place of a rule's first problem is shown before the
// second of another.
func TestGitHubShowsTheWorst(t *testing.T) {
	ds := many(1000)
	ds[999].Code = ruleSecret.Code
	got := written(t, "github", report(ds...))
	if n := strings.Count(got, "::error "); n != 10 {
		t.Errorf("%d errors", n)
	}
	if n := strings.Count(got, "::warning "); n != 10 {
		t.Errorf("%d warnings", n)
	}
	if !strings.Contains(got, "title=有身份证号码（id-number）") || !strings.HasSuffix(got, "另有 980 处没有列出（错误 90，警告 890，提示 0）；加上 --format text --all 时日志里有全部\n") {
		t.Errorf("got\n%s", got)
	}
	notices := many(30)
	for i := range notices {
		notices[i].Severity = Notice
	}
	got = written(t, "github", report(notices...))
	if n := strings.Count(got, "::notice "); n != 10 || !strings.Contains(got, "另有 21 处没有列出（错误 0，警告 0，提示 21）") {
		t.Errorf("%d notices:\n%s", n, got)
	}
	if got := written(t, "github", report(many(5)...)); strings.Contains(got, "另有") {
		t.Errorf("all are shown, yet\n%s", got)
	}
}

func TestSARIFIsCapped(t *testing.T) {
	rounds.Alone(t)
	type log struct {
		Runs []struct {
			Results     []struct{ Level string }
			Invocations []struct {
				Notifications []struct{ Message struct{ Text string } } `json:"toolExecutionNotifications"`
			}
		}
	}
	for _, tt := range []struct {
		ds      []Diagnostic
		results int
		said    string
	}{
		{many(26_000), maxSARIFResults, "另有 1000 处"},
		{many(25_000), maxSARIFResults, ""},
	} {
		out := written(t, "sarif", report(tt.ds...))
		var l log
		if err := json.Unmarshal([]byte(out), &l); err != nil {
			t.Fatal(err)
		}
		errs, notes := strings.Count(out, `"level":"error","message"`), l.Runs[0].Invocations[0].Notifications
		if len(l.Runs[0].Results) != tt.results || errs != len(tt.ds)/10 {
			t.Errorf("%d of %d results, %d errors", len(l.Runs[0].Results), len(tt.ds), errs)
		}
		if tt.said == "" && len(notes) > 0 || tt.said != "" && (len(notes) != 1 || !strings.Contains(notes[0].Message.Text, tt.said)) {
			t.Errorf("notifications %v, want %q", notes, tt.said)
		}
	}
	long := many(12_000)
	for i := range long {
		long[i].Message = strings.Repeat("长", 5000)
	}
	if out := written(t, "sarif", report(long...)); len(out) > maxSARIFBytes*5/4 || !strings.Contains(out, "没有列出") {
		t.Errorf("%d bytes for long messages", len(out))
	}
}

// A name stays when lines come above, and tells equal texts apart.
func TestFingerprints(t *testing.T) {
	name := func(src string, ds ...Diagnostic) (names []string) {
		f := NewFingerprints(ds, func(string) []byte { return []byte(src) })
		for i := range ds {
			names = append(names, f.Of(&ds[i]))
		}
		return names
	}
	at := func(line int) Diagnostic { return ruleDate.At("a.md", Pos{line, 3, line, 5}, "第%d行", line) }
	before := name("甲乙丙丁\n甲乙丙丁\n", at(1), at(2))
	after := name("新\n甲乙丙丁戊\n\n甲乙丙丁\n", at(2), at(4))
	if before[0] != after[0] || before[1] != after[1] || before[0] == before[1] {
		t.Errorf("before %v, after %v", before, after)
	}
	changed := name("甲乙丙己\n", at(1))
	other := at(1)
	other.File = "b.md"
	if changed[0] == before[0] || name("甲乙丙丁\n", other)[0] == before[0] {
		t.Errorf("%v is the name of other problems, too", before[0])
	}
	far := ruleDate.At("a.md", Pos{9, 9, 9, 10}, "没有这一行")
	if n := name("甲", far, far); n[0] == n[1] || n[0] == "" {
		t.Errorf("no such place: %v", n)
	}
}

func TestGitLabNamesAreUnique(t *testing.T) {
	var issues []gitlabIssue
	ds := append(many(3000), sample()...)
	if err := json.Unmarshal([]byte(written(t, "gitlab", report(ds...))), &issues); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, i := range issues {
		if seen[i.Fingerprint] || i.Location.Lines.Begin < 1 || i.Description == "" {
			t.Fatalf("%+v", i)
		}
		seen[i.Fingerprint] = true
	}
	if len(issues) != len(Counting(ds)) {
		t.Errorf("%d of %d", len(issues), len(ds))
	}
}

// Hosts know files by their place in the repository, people by that in the site.
func TestPrefix(t *testing.T) {
	r := report(sample()...)
	r.Prefix = "site"
	for name, want := range map[string]string{
		"github": "file=site/content/zcwj/0368.md", "gitlab": `"path":"site/content/zcwj/0368.md"`, "sarif": `"uri":"site/content/zcwj/0368.md"`,
		"json": `"file":"content/zcwj/0368.md"`,
	} {
		if got := written(t, name, r); !strings.Contains(got, want) {
			t.Errorf("%s has no %s:\n%s", name, want, got)
		}
	}
}

// A page against an earlier report says what was mended and what is new.
func TestHTMLBeforeAndAfter(t *testing.T) {
	before, err := ReadJSON(strings.NewReader(written(t, "json", report(append(sample(), ruleSecret.At("content/b.md", Pos{Line: 1}, "x"))...))))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Counts{Errors: 2, Warnings: 1, Notices: 1}); before.Counts != want || before.Date != "2026-11-22" {
		t.Errorf("before = %+v", before)
	}
	now := append(sample()[:2], ruleDate.At("content/c.md", Pos{Line: 1}, "又一处"))
	r := report(now...)
	r.Before = before
	page := written(t, "html", r)
	golden(t, "report-before.html", []byte(page)) // for the tests in a browser, too
	for _, want := range []string{
		"已改正 2 处，新出现 1 处", `<tr><th scope="row">有身份证号码</th><td class="level">错误</td><td>栏目</td><td class="n">1</td><td class="n">0</td></tr>`,
		`<a href="#date-invalid">日期不存在</a></th><td class="level">错误</td><td>日期</td><td class="n">1</td><td class="n">2</td>`,
		`<th scope="row">栖澜市交通运输局：办公室</th><td class="n">1</td><td class="n">0</td><td class="n">0</td><td class="n">1</td><td class="n">1</td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s:\n%s", want, page)
		}
	}
}

// What is excused is listed apart from what counts, with who says so and until when; a
// raised severity is the one that is shown.
func TestHTMLListsWaivers(t *testing.T) {
	raised := ruleCategory.At("config.toml", Pos{Line: 1}, "空栏目")
	raised.Severity = Error
	page := written(t, "html", report(append(sample()[3:], raised)...))
	for _, want := range []string{
		`六、豁免的问题（1 处，不计入总数）`, `<td>link-broken：已豁免</td><td>例子<br>政务公开办，有效期至 <span class="day">2026-12-31</span></td>`,
		`基线中记下的旧问题 1 处`, `错误 1 处，警告 0 处`, `七、没有发现问题的规则`, `<a href="#category-empty">栏目没有信息</a></th><td class="level">错误</td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s:\n%s", want, page)
		}
	}
	if page := written(t, "html", report(sample()[3])); !strings.Contains(page, "二、豁免的问题") || !strings.Contains(page, "三、没有发现问题的规则") {
		t.Errorf("the sections are not counted:\n%s", page)
	}
	if strings.Contains(written(t, "html", report()), "豁免") {
		t.Error("a page without waivers speaks of them")
	}
}

func TestReadJSONRefuses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "不是"}, {"[]", "不是"}, {"{}", "不是"}, {`{"version":1`, "不是"}, {`{"version":"1"}`, "不是"}, {`{"version":2}`, "报告的版本是 2"},
		{`{"version":1,"diagnostics":{}}`, "不是"}, {`{"version":1,"diagnostics":[{"line":"x"}]}`, "不是"}, {`{"version":1,"diagnostics":[`, "不是"},
		{`{"version":1,"more":{"a":[1]},"diagnostics":[]}`, ""},
	} {
		if _, err := ReadJSON(strings.NewReader(tt.in)); tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("ReadJSON(%s): %v, want %q", tt.in, err, tt.want)
		}
	}
}

// A large page names a part of the problems and counts the others.
func TestPagesAreCapped(t *testing.T) {
	r := report(many(20_000)...)
	for _, name := range []string{"html", "junit", "markdown"} {
		if got := written(t, name, r); len(got) > 500_000 || !strings.Contains(got, "没有列出") {
			t.Errorf("%s has %d bytes", name, len(got))
		}
	}
}

// Many problems of one code, or on one place, are shortened for a person.
func TestSameIsCounted(t *testing.T) {
	got := text(t, TextOptions{Same: 2, More: "用 --all"}, append(many(9), sample()[0])...)
	if n := strings.Count(got, "[category-empty]\n"); n != 2 || !strings.HasSuffix(got, "[category-empty] 同类问题还有 7 处\n用 --all\n") || !strings.Contains(got, "[date-invalid]\n") {
		t.Errorf("got\n%s", got)
	}
	d := ruleDate.At("a", Pos{1, 1, 1, 2}, "一")
	other := d
	other.Message = "二"
	if got := text(t, TextOptions{Source: source("甲")}, d, other); got != "a:1:1: error: 一 [date-invalid]\n    甲\n    ^^\na:1:1: error: 二 [date-invalid]\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestMarksWithoutWidth(t *testing.T) {
	src := strings.Repeat("\u0301", 100_000) + "误" + strings.Repeat("\u0301", 100_000)
	if got := text(t, TextOptions{Source: source(src)}, ruleDate.At("a", Pos{1, 100_001, 1, 100_002}, "x")); len(got) > 3000 || !strings.Contains(got, "误") {
		t.Errorf("%d bytes", len(got))
	}
}

func TestWideCharacters(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		pos       Pos
		caret     string
	}{
		{"an emoji", "🚌公交", Pos{1, 2, 1, 3}, "  ^^"},
		{"an emoji with a variation selector", "❤\ufe0f公", Pos{1, 3, 1, 4}, " ^^"},
		{"a rare character", "𠮷公", Pos{1, 2, 1, 3}, "  ^^"},
		{"full-width digits", "２０公", Pos{1, 3, 1, 4}, "    ^^"},
		{"a combining mark after a wide character", "公\u0301交", Pos{1, 3, 1, 4}, "  ^^"},
		{"a tab before", "\t\t公交", Pos{1, 4, 1, 5}, "          ^^"},
	} {
		got := text(t, TextOptions{Source: source(tt.src)}, ruleDate.At("a", tt.pos, "x"))
		if lines := strings.Split(got, "\n"); lines[2] != indent+tt.caret {
			t.Errorf("%s: got\n%s", tt.name, got)
		}
	}
}
