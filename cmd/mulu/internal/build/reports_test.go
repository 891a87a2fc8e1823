package build_test

import (
	"os"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// reported is a site with an annual report; header is what its document says besides.
func reported(t testing.TB, header string) sitetest.Files {
	t.Helper()
	data, err := os.ReadFile("../annual/testdata/report-2025.toml")
	if err != nil {
		t.Fatal(err)
	}
	files := sitetest.Docs(1)
	files["content/a.md"] = sitetest.Doc(2, "class = \"年度报告\"\ndata = \"a.toml\"\n"+header, "## 二、主动公开政府信息情况\n\n甲句。\n\n## 五、存在的主要问题及改进情况\n\n乙句。")
	files["content/a.toml"] = string(data)
	return files
}

// The tables are on the page, in what can be downloaded and in what is searched, each once;
// the file that they come from is not published.
func TestReportTables(t *testing.T) {
	got := publishedTree(t, reported(t, ""))
	base := strings.TrimSuffix(plan.DocumentPath(sitetest.Index(2)), ".html")
	for _, name := range []string{".html", ".md", ".txt", ".json"} {
		text := string(got[base+name])
		if at := strings.Index(text, "11398889"); strings.Count(text, "11398889") != 1 || at < strings.Index(text, "甲句") || at > strings.LastIndex(text, "乙句") {
			t.Errorf("%s%s: the table of the second section is not at its end:\n%s", base, name, text)
		}
		if strings.Count(text, "无正当理由大量反复申请") != 1 || !strings.Contains(text, "复议后起诉") {
			t.Errorf("%s%s has not each table once", base, name)
		}
	}
	for name, text := range got {
		if strings.HasSuffix(name, ".toml") || strings.Contains(string(text), "refused_secret") {
			t.Errorf("%s is published", name)
		}
	}
}

// Neither the document nor the figures of a draft are in any file.
func TestReportDraft(t *testing.T) {
	for name, text := range publishedTree(t, reported(t, "draft = true")) {
		if strings.Contains(string(text), "11398889") {
			t.Errorf("%s has a figure of a draft", name)
		}
	}
}

// The preview sees that a file of data was edited.
func TestReportEdited(t *testing.T) {
	r := newReloading(t, reported(t, ""))
	page := func() string {
		site, _ := r.load()
		return string(r.pages(site)[plan.DocumentPath(sitetest.Index(2))])
	}
	if !strings.Contains(page(), "11398889") {
		t.Fatal("the page has no table")
	}
	r.pass()
	data, err := os.ReadFile(r.path("content/a.toml"))
	r.must(err)
	r.write("content/a.toml", strings.Replace(string(data), "11398889", "11398890", 1))
	if got := page(); !strings.Contains(got, "11398890") || strings.Contains(got, "11398889") {
		t.Error("the page has the old number")
	}
}

// counted are request statistics: 4,071 applications were received, of which one was refused.
const counted = "# 张某某来电询问\n[[period]]\nperiod = \"2025-H1\"\nreceived = [4071, 0, 0, 0, 0, 0, 4071]\ncarried_over = [0, 0, 0, 0, 0, 0, 0]\n" +
	"granted = [4070, 0, 0, 0, 0, 0, 4070]\nrefused_law = [1, 0, 0, 0, 0, 0, 1]\nresults_total = [4071, 0, 0, 0, 0, 0, 4071]\ncarried_forward = [0, 0, 0, 0, 0, 0, 0]\n"

// The page of statistics has the applications of the year and how they ended; nothing else of
// the file is published.
func TestRequestStatistics(t *testing.T) {
	files := sitetest.Docs(1)
	files["content/_requests.toml"] = counted
	got := publishedTree(t, files)
	page := string(got["statistics.html"])
	for _, want := range []string{"2025年（至6月）", "<td>4071</td><td>0</td><td>4071</td><td>0</td>", `<th scope="row">予以公开</th><td>4070</td>`, `<th scope="row">不予公开</th><td>1</td>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	for name, text := range got {
		if strings.Contains(string(text), "张某某") || strings.Contains(name, "_requests") || name != "statistics.html" && strings.Contains(string(text), "4071") {
			t.Errorf("%s has the file's text", name)
		}
	}
}

// The preview sees that the request statistics were edited, come or gone.
func TestRequestsEdited(t *testing.T) {
	r := newReloading(t, sitetest.Docs(1))
	for _, tt := range []struct{ text, want string }{{"", ""}, {counted, "4071"}, {strings.ReplaceAll(counted, "407", "507"), "5071"}} {
		if tt.text != "" {
			r.write("content/_requests.toml", tt.text)
		}
		site, _ := r.load()
		page := string(r.pages(site)["statistics.html"])
		if strings.Contains(page, "m-requests") != (tt.want != "") || !strings.Contains(page, tt.want) {
			t.Errorf("the page has not %q", tt.want)
		}
		r.pass()
	}
}
