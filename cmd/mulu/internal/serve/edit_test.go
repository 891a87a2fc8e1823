package serve

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

func retitled(serial int, title string) string {
	return strings.Replace(sitetest.Doc(serial, "", "正文"), fmt.Sprintf("文件%d", serial), title, 1)
}

func TestEditShows(t *testing.T) {
	r := start(t, sitetest.Docs(3))
	r.untilHolds(docURL(2), "正文")
	r.write("content/d00002.md", sitetest.Doc(2, "", "改过的正文"))
	r.untilHolds(docURL(2), "改过的正文")
	r.write("content/d00002.md", retitled(2, "新的标题"))
	for _, at := range []string{docURL(2), "/xxgk/", "/xxgk/wj/", "/xxgk/feed.xml"} {
		r.untilHolds(at, "新的标题")
	}
	// The page may be there before the terminal says why.
	r.until("/xxgk/", "the terminal names the file", func(int, string) bool {
		return strings.Contains(r.out.String(), "content/d00002.md 有改动")
	})
}

func TestEditByPolling(t *testing.T) {
	r := start(t, sitetest.Docs(1), func(o *Options) { o.Poll = true })
	r.write("content/d00001.md", retitled(1, "新的标题"))
	r.untilHolds("/xxgk/", "新的标题")
}

// Editors write a new file and rename it over the old one.
func TestAtomicSave(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	for i := range 5 {
		title := fmt.Sprint("第", i, "版")
		r.write("content/.d00001.md.tmp", retitled(1, title))
		r.must(os.Rename(r.path("content/.d00001.md.tmp"), r.path("content/d00001.md")))
		r.untilHolds("/xxgk/", title)
	}
}

func TestRapidSaves(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	for i := range 100 {
		r.write("content/d00001.md", retitled(1, fmt.Sprintf("第%03d版", i)))
	}
	for _, at := range []string{"/xxgk/", "/xxgk/wj/", docURL(1)} {
		r.untilHolds(at, "第099版")
	}
}

func TestNewDeletedRenamed(t *testing.T) {
	r := start(t, sitetest.Docs(2))
	gone := func(status int, _ string) bool { return status == 404 }

	r.write("content/new/deeper/d.md", sitetest.Doc(7, "", "新文件"))
	r.untilHolds(docURL(7), "新文件")
	r.write("content/new/deeper/e.md", sitetest.Doc(8, "", "又一个"))
	r.untilHolds(docURL(8), "又一个")

	// A document's address survives the renaming of its file and of its folder.
	r.must(os.Rename(r.path("content/new"), r.path("content/renamed")))
	r.write("content/renamed/deeper/d.md", retitled(7, "改名以后"))
	r.untilHolds(docURL(7), "改名以后")
	r.untilHolds("/xxgk/", "改名以后")
	r.must(os.Rename(r.path("content/renamed/deeper/e.md"), r.path("content/f.md")))
	r.write("content/f.md", retitled(8, "搬了家"))
	r.untilHolds("/xxgk/", "搬了家")

	r.must(os.RemoveAll(r.path("content/renamed")))
	r.until(docURL(7), "gone", gone)
	r.must(os.Remove(r.path("content/d00001.md")))
	r.until(docURL(1), "gone", gone)
	// A folder that takes the place of another is read anew.
	r.write("content/new/deeper/d.md", sitetest.Doc(9, "", "同名的新文件夹"))
	r.untilHolds(docURL(9), "同名的新文件夹")
}

// A document that is no longer public leaves the preview as it would leave the site.
func TestNoLongerPublic(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	r.untilHolds(docURL(1), "正文")
	r.write("content/d00001.md", strings.Replace(sitetest.Doc(1, "", "正文"), "主动公开", "不予公开", 1))
	r.until(docURL(1), "gone", func(status int, _ string) bool { return status == 404 })
}

func TestBrokenHeaderKeepsPage(t *testing.T) {
	good := sitetest.Doc(1, "", "好的正文")
	for name, bad := range map[string]string{
		"syntax":   strings.Replace(good, `title = "`, `title = `, 1),
		"unclosed": strings.Replace(good, "\n+++\n", "\n", 1),
		"value":    strings.Replace(good, "2025-01-01", "2025-02-30", 1),
		"empty":    "",
		"encoding": "+++\n\xff\xfe\n+++\n",
	} {
		t.Run(name, func(t *testing.T) {
			files := sitetest.Docs(2)
			files["content/d00001.md"] = good
			r := start(t, files)
			r.untilHolds(docURL(1), "好的正文")
			r.write("content/d00001.md", bad)
			// Also before the change is noticed.
			if status, _, body := r.get(docURL(1)); status != 200 || !strings.Contains(body, "好的正文") {
				t.Errorf("at once: status %d, without the last good body", status)
			}
			r.problemsHold(docAt(1), `"place":"content/d00001.md`)
			for _, at := range []string{docURL(1), "/xxgk/"} {
				if status, _, body := r.get(at); status != 200 || !strings.Contains(body, "文件1") {
					t.Errorf("%s: status %d, without the last good title", at, status)
				}
			}
			if _, _, body := r.get(docURL(1)); !strings.Contains(body, "好的正文") {
				t.Errorf("the last good body is gone")
			}
			// The rest of the site lives on.
			r.write("content/d00002.md", retitled(2, "别的文件"))
			r.untilHolds("/xxgk/", "别的文件")
			r.write("content/d00001.md", retitled(1, "改好了"))
			r.untilHolds(docURL(1), "改好了")
			r.until(reserved+"problems?page="+docAt(1), "clean", func(_ int, body string) bool { return !strings.Contains(body, "d00001") })
		})
	}
}

func TestBodyProblems(t *testing.T) {
	files := sitetest.Docs(3)
	files["content/d00003.md"] = sitetest.Doc(3, "", "[断](never.md)")
	r := start(t, files)
	r.problemsHold(docAt(3), "link-broken") // of the page that asks, though nobody edited it
	r.write("content/d00001.md", sitetest.Doc(1, "", "[去](d00002.md#标题)"))
	r.problemsHold("", "link-fragment-unknown")                         // of an edited page, on every page
	r.until("/xxgk/", "shown on the terminal", func(int, string) bool { // the page may be there before
		return strings.Contains(r.out.String(), "link-fragment-unknown")
	})
	r.write("content/d00002.md", sitetest.Doc(2, "", "## 标题\n\n正文"))
	r.until(reserved+"problems?page=", "clean", func(_ int, body string) bool { return !strings.Contains(body, "link-fragment-unknown") })
}

// Severities and waivers hold in the preview, and when their files change.
func TestPolicy(t *testing.T) {
	files := sitetest.Docs(1)
	files["content/d00001.md"] = sitetest.Doc(1, "", "[断](never.md)\n\n[缺](none.md)")
	r := start(t, files)
	problems := reserved + "problems?page=" + docAt(1)
	r.problemsHold(docAt(1), "never.md")
	r.problemsHold("", "category-empty")
	r.write("waivers.toml", "[[waiver]]\ncode = \"link-broken\"\npath = \"content/d00001.md\"\ntext = \"never.md\"\nreason = \"例子\"\nby = \"李敏\"\nuntil = 2026-12-31\n")
	r.until(problems, "one problem", func(_ int, body string) bool {
		return !strings.Contains(body, "never.md") && strings.Contains(body, "none.md")
	})
	r.write("config.toml", sitetest.Config+"[[check.rule]]\ncode = \"category-empty\"\nseverity = \"off\"\n")
	r.until(problems, "no empty category", func(_ int, body string) bool {
		return !strings.Contains(body, "category-empty") && !strings.Contains(body, "never.md") && strings.Contains(body, "none.md")
	})
	r.must(os.Remove(r.path("waivers.toml")))
	r.until(problems, "both again", func(_ int, body string) bool { return strings.Contains(body, "never.md") })
}

// A file of waivers in content holds as well, and a broken one stops no preview.
func TestHiddenWaivers(t *testing.T) {
	files := sitetest.Docs(1)
	files["config.toml"] = sitetest.Config + "[check]\nwaivers = \"content/_w.toml\"\n"
	files["content/d00001.md"] = sitetest.Doc(1, "", "[断](never.md)")
	waiver := "[[waiver]]\ncode = \"link-broken\"\npath = \"content/d00001.md\"\ntext = \"never.md\"\nreason = \"例子\"\nby = \"李敏\"\nuntil = 2026-12-31\n"
	files["content/_w.toml"] = waiver
	r := start(t, files)
	problems := reserved + "problems?page=" + docAt(1)
	r.until(problems, "none", func(_ int, body string) bool { return !strings.Contains(body, "never.md") })
	r.write("content/_w.toml", "[[waiver]\ncode =")
	r.problemsHold("", "toml-syntax")
	r.write("content/_w.toml", strings.Replace(waiver, "never", "none", 1))
	r.problemsHold(docAt(1), "never.md")
	r.write("content/_w.toml", waiver)
	r.until(problems, "none again", func(_ int, body string) bool { return !strings.Contains(body, "never.md") })
}

func TestBrokenSettingsAndTheme(t *testing.T) {
	r := start(t, sitetest.Docs(1))
	for _, tt := range []struct{ file, bad, code, mended string }{
		{"config.toml", "title = [", "toml-syntax", sitetest.Config},
		{"layouts/list.html", "{{if}}", "template-error", ""},
		{"layouts/list.html", "{{.NoSuchField}}", "template-error", ""},
		{"static/css/main.css", "", "", ""},
	} {
		r.write(tt.file, tt.bad)
		if tt.code != "" {
			r.problemsHold("", tt.code)
		}
		r.untilHolds("/xxgk/wj/", "文件1")
		r.untilHolds(docURL(1), "正文")
		if tt.mended == "" {
			r.must(os.Remove(r.path(tt.file)))
		} else {
			r.write(tt.file, tt.mended)
		}
		r.until(reserved+"problems?page=", "clean", func(_ int, body string) bool { return tt.code == "" || !strings.Contains(body, tt.code) })
	}
	r.write("config.toml", strings.Replace(sitetest.Config, "栖澜市交通运输局政府信息公开", "改了名的目录", 1))
	r.untilHolds("/xxgk/", "改了名的目录")
}

// A preview may begin with settings that cannot be used.
func TestBrokenFromTheStart(t *testing.T) {
	files := sitetest.Docs(1)
	files["config.toml"] = "title = ["
	r := start(t, files)
	status, _, body := r.get("/")
	if status != 503 || !strings.Contains(body, reserved+"preview.js") {
		t.Errorf("status %d\n%s", status, body)
	}
	r.problemsHold("", "toml-syntax")
	r.write("config.toml", sitetest.Config)
	r.untilHolds(docURL(1), "正文")
}
