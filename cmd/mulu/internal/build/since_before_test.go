package build_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// What a change causes in files that it leaves alone is found, also where nothing there
// names what changed; what was wrong before is not.
func TestSinceFindsWhatTheChangeCauses(t *testing.T) {
	const policy = "class = \"行政规范性文件\"\ncategory = \"wj/gf\"\ntitle = \"栖澜市客运站管理办法\"\ndoc_number = \"栖交发〔2025〕1号\"\neffective = 2025-01-01\nexpires = 2029-12-31"
	titled := func(n int, more, body string) string {
		return strings.Replace(sitetest.Doc(n, more, body), fmt.Sprintf("title = \"文件%d\"\n", n), "", 1)
	}
	interpretation := sitetest.Doc(2, "category = \"jd\"\nclass = \"政策解读\"\ninterprets = [\"d00001.md\"]", "正文")
	for _, tt := range []struct {
		name         string
		before, edit sitetest.Files // "" deletes
		want         []string
	}{
		{"a policy loses its interpretation, and a column its last document",
			sitetest.Files{"content/d00001.md": titled(1, policy, "正文"), "content/d00002.md": interpretation},
			sitetest.Files{"content/d00002.md": ""},
			[]string{"config.toml [category-empty]", "content/d00001.md [interpretation-missing]"}},
		{"a document becomes repealed that another cites by its title",
			sitetest.Files{"content/d00001.md": titled(1, policy, "正文"), "content/d00002.md": interpretation,
				"content/d00003.md": sitetest.Doc(3, "class = \"其他文件\"", "具体条件见《栖澜市客运站管理办法》第五条。")},
			sitetest.Files{"content/d00004.md": sitetest.Doc(4, "class = \"其他文件\"\nrepeals = [{target = \""+sitetest.Index(1)+"\", on = 2025-01-02}]", "正文")},
			[]string{"content/d00003.md [cites-repealed]"}},
		{"a file is no longer named",
			sitetest.Files{"content/d00005.md": sitetest.Doc(5, "", "[表](a%20b.csv)"), "content/a b.csv": "甲,乙\n", "content/c.csv": "甲,乙\n"},
			sitetest.Files{"content/d00005.md": sitetest.Doc(5, "", "没有表")},
			[]string{"content/a b.csv [attachment-unused]"}},
		{"a file with a number is made public",
			sitetest.Files{"content/d00006.md": sitetest.Doc(6, "", "正文"), "content/d.csv": "姓名,证号\n某人,110101199003077213\n"},
			sitetest.Files{"content/d00006.md": sitetest.Doc(6, "attachments = [{file = \"d.csv\", title = \"表\"}]", "正文")},
			[]string{"content/d.csv [id-number]"}},
		{"an older file has the number of a new one",
			sitetest.Files{"content/d00007.md": sitetest.Doc(7, "", "正文")},
			sitetest.Files{"content/a.md": sitetest.Doc(7, "", "又一份")},
			[]string{"content/d00007.md [index-number-duplicate]"}},
		{"a file gets another name",
			sitetest.Files{"content/d00008.md": sitetest.Doc(8, "", "正文"), "content/d00009.md": sitetest.Doc(9, "", "见[八](d00008.md)。")},
			sitetest.Files{"content/d00008.md": "", "content/e.md": sitetest.Doc(8, "", "正文")},
			[]string{"content/d00009.md [link-broken]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.before["config.toml"] = sitetest.Config + "\n[[category]]\npath = \"zs\"\nname = \"早就空着的栏目\"\n"
			tt.before["content/old.md"] = sitetest.Doc(90, "", "见[别处](nowhere.md)。")
			dir := tt.before.Write(t)
			commitAll(t, dir)
			was := findingsOf(t, dir, "")
			for name, text := range tt.edit {
				change(t, filepath.Join(dir, name), text)
			}
			since := findingsOf(t, dir, "HEAD")
			for _, want := range tt.want {
				if !slices.ContainsFunc(since, func(s string) bool { return place(s) == want }) {
					t.Errorf("--since does not find %s: %s", want, since)
				}
			}
			for _, is := range findingsOf(t, dir, "") {
				if !slices.Contains(was, is) && !slices.Contains(since, is) && !strings.HasSuffix(is, "[summary-missing]") {
					t.Errorf("--since misses %s", is)
				}
			}
			for _, is := range since {
				if file, _, _ := strings.Cut(is, ": "); slices.Contains(was, is) && tt.edit[file] == "" {
					t.Errorf("--since brings up %s, which is older", is)
				}
			}
		})
	}
}

// place is a problem's file and code, as "content/a.md [code]".
func place(finding string) string {
	file, _, _ := strings.Cut(finding, ": ")
	return file + " " + finding[strings.LastIndex(finding, "["):]
}

func change(t *testing.T, name, text string) {
	t.Helper()
	var err error
	if text == "" {
		err = os.Remove(name)
	} else {
		err = os.WriteFile(name, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
