package build_test

import (
	"archive/zip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

// assetName is what changes in every page, and so in the manifest, when a style or script
// changes.
var assetName = regexp.MustCompile(`(assets/[a-z-]+\.)[0-9a-f]{10}|( integrity=")sha256-[A-Za-z0-9+/=&#;]+|("previous":")[0-9a-f]{64}`)

// goldenSite has one of every kind of page.
func goldenSite() sitetest.Files {
	files := sitetest.Docs(17)
	files[config.FileName] = sitetest.Config + "[site]\nname = \"霁川交通\"\nid_code = \"3799000012\"\nsponsor = \"霁川市交通运输局\"\nphone = \"0000-1234567\"\nreport_error = \"https://www.example.com/\"\n" +
		"[check.identity]\nprefixes = [\"霁交发\"]\n[check.columns]\nhome = 3660\nguide = 3660\nannual_report = \"12-31\"\n[[check.columns.limit]]\npath = \"wj\"\ndays = 0\n" +
		"[security]\ncontact = [\"mailto:aq@jtj.qilan.example\", \"tel:+86-0000-1234567\"]\nexpires = 2027-06-30\npolicy = \"https://jtj.qilan.example/ldgz.html\"\n"
	files["content/1.md"] = sitetest.Doc(20, "doc_number = \"霁交发〔2025〕2号\"\ncategory = \"wj/gf\"\nclass = \"其他文件\"\nreplaces = [{target = \""+sitetest.Index(3)+"\", note = \"修订后重新发布\", compare = true}]\naliases = [\"old.html\"]\nattachments = [{file = \"表.csv\", title = \"申请表\"}]\nchanges = [{on = 2025-06-01, text = \"更正附件\"}]\nkeywords = [\"甲\", \"乙\"]\nsummary = \"概述\"",
		"各单位：\n\n## 一、总则\n\n条文见[旧文件](d00003.md)。\n\n## 二、分则\n\n| 项 | 数 |\n| --- | ---: |\n| 甲 | 1 |\n\n## 三、罚则\n\n- 其一\n- 其二\n\n## 四、附则\n\n自印发之日起施行。[^1]\n\n[^1]: 说明。\n\n霁川市交通运输局\n\n2025年1月20日\n\n（此件主动公开）")
	files["content/d00003.md"] = sitetest.Doc(3, "", "各单位：\n\n## 一、总则\n\n条文见旧文件，有的除外。\n\n## 二、分则\n\n第一条 各单位应当在5日内报告。\n\n## 四、附则\n\n自印发之日起施行。\n")
	files["content/表.csv"] = "a,b\n"
	files["content/2.md"] = sitetest.Doc(21, "category = \"jd\"\nclass = \"政策解读\"\ninterprets = [\""+sitetest.Index(20)+"\"]\nform = [\"文字\", \"图解\"]", "解读")
	files["content/3.md"] = sitetest.Doc(22, "withdrawn = {on = 2025-07-01, reason = \"依法撤销\"}", "撤回的正文")
	files["content/4.md"] = sitetest.Doc(23, "class = \"年度报告\"", "报告")
	files["content/5.md"] = sitetest.Doc(24, "class = \"意见征集\"\nconsultation = {opens = 2026-11-01, closes = 2026-12-10, channel = \"信函\"}", "草案")
	files["content/guide.md"] = "+++\npage = \"guide\"\ntitle = \"政府信息公开指南\"\nupdated = 2025-01-02\n+++\n\n分类、编排体系、获取方式。工作机构是办公室，办公地址、办公时间、电话、传真和邮箱见页脚。\n"
	return files
}

// parts are the parts of a workbook, each behind its name.
func parts(t *testing.T, name string) string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b strings.Builder
	for _, f := range z.File {
		fmt.Fprintf(&b, "-- %s --\n", f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// The pages of every kind, byte for byte. Rewrite with
// go test ./cmd/mulu/internal/build -run Golden -update, and read the difference.
func TestGolden(t *testing.T) {
	s, ds, src := load(t, goldenSite())
	out := filepath.Join(t.TempDir(), "public")
	_, more := publishTo(t, s, src, out)
	for _, d := range append(ds, more...) {
		if d.Code != "category-empty" && d.Code != "summary-missing" {
			t.Errorf("reports %v", d)
		}
	}
	compareGoldens(t, out, map[string]string{
		"home.html": "index.html", "document.html": plan.DocumentPath(sitetest.Index(20)), "comparison.html": strings.TrimSuffix(plan.DocumentPath(sitetest.Index(20)), ".html") + "/~diff/" + strings.TrimPrefix(plan.DocumentPath(sitetest.Index(3)), "doc/"), "repealed.html": plan.DocumentPath(sitetest.Index(3)),
		"interpretation.html": plan.DocumentPath(sitetest.Index(21)), "consultation.html": plan.DocumentPath(sitetest.Index(24)),
		"tombstone.html": plan.DocumentPath(sitetest.Index(22)), "list.html": "wj/index.html", "archive.html": "wj/p1.html", "facet.html": "year/2025/index.html",
		"guide.html": "guide.html", "reports.html": "reports.html", "sitemap.html": "sitemap.html", "search.html": "search.html", "404.html": "404.html",
		"redirect.html": "old.html", "asof.html": "asof/2025.html", "asofindex.html": "asof/index.html", "states.json": "data/states-2025-1.json", "feed.xml": "feed.xml", "feed.json": "feed.json", "issuerfeed.xml": "issuer/113701000041890072/feed.xml", "calendar.ics": "calendar.ics",
		"subscribe.html": "subscribe.html", "opensearch.xml": "opensearch.xml", "security.txt": ".well-known/security.txt", "sitemap-pages.xml": "sitemap-pages.xml", "sitemap-log.xml": "sitemap-log.xml", "sitemap.xml": "sitemap.xml", "sitemap-2025.xml": "sitemap-2025-1.xml", "shard.json": "data/2025-1.json", "robots.txt": "robots.txt",
		"data.html": "data.html", "statistics.html": "statistics.html", "dcat.ttl": "data/dcat.ttl", "dcat.jsonld": "data/dcat.jsonld", "exports.json": "data/exports.json", "all.csv": "data/all/2025-1.csv", "all.jsonl": "data/all/2025-1.jsonl", "category.json": "data/category/wj/gf/1.json",
		"document.json": strings.TrimSuffix(plan.DocumentPath(sitetest.Index(20)), ".html") + ".json", "document.md": strings.TrimSuffix(plan.DocumentPath(sitetest.Index(20)), ".html") + ".md", "document.txt": strings.TrimSuffix(plan.DocumentPath(sitetest.Index(20)), ".html") + ".txt",
	})
	compareGolden(t, "category.xlsx.txt", parts(t, filepath.Join(out, "data", "category", "wj", "gf", "1.xlsx")))
}

// The publication log of a site that was published twice.
func TestGoldenLog(t *testing.T) {
	files := goldenSite()
	s, _, src := load(t, files)
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	files["content/6.md"] = sitetest.Doc(25, `class = "其他文件"
doc_number = "霁交发〔2025〕25号"
repeals = [{target = "`+sitetest.Index(20)+`", on = 2026-01-01}]`, "废止的决定")
	files["content/表.csv"] = "a,b\n1,2\n"
	files["content/d00005.md"] = strings.Replace(files["content/d00005.md"], "文件5", "第五件", 1) + "更正的正文\n"
	delete(files, "content/d00006.md")
	s, _, src = load(t, files)
	publishTo(t, s, src, out)
	compareGoldens(t, out, map[string]string{"log.html": "log.html", "log-part.html": "log/2026-11-1.html", "log.xml": "log.xml", "log-part.json": "data/log-2026-11-1.json",
		"record.json": "data/record-2025-1.json", "record-index.json": "data/record.json", "record-withdrawn.json": "data/record-withdrawn.json", "log-feed.xml": "feed.xml", "log-feed.json": "feed.json"})
	// Its hash of a part is that of bytes which depend on the manifest, and that on the theme.
	data, err := os.ReadFile(filepath.Join(out, "data", "log.json"))
	if err != nil {
		t.Fatal(err)
	}
	compareGolden(t, "log.json", regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(string(data), "HASH"))
}

// A document's page in each other language of the interface.
func TestGoldenLanguages(t *testing.T) {
	for _, language := range []string{"en", "zh-Hant"} {
		files := goldenSite()
		files[config.FileName] = "language = \"" + language + "\"\ncontent_language = \"zh-CN\"\n" + files[config.FileName]
		s, ds, src := load(t, files)
		if s == nil {
			t.Fatal(ds)
		}
		out := filepath.Join(t.TempDir(), "public")
		publishTo(t, s, src, out)
		compareGoldens(t, out, map[string]string{"document." + language + ".html": plan.DocumentPath(sitetest.Index(20)), "list." + language + ".html": "wj/p1.html"})
	}
}

// compareGoldens compares files of an output folder, by the names of their golden files.
func compareGoldens(t *testing.T, out string, files map[string]string) {
	t.Helper()
	for golden, at := range files {
		data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(at)))
		if err != nil {
			t.Error(err)
			continue
		}
		compareGolden(t, golden, assetName.ReplaceAllString(string(data), "${1}${2}${3}HASH"))
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("%s differs at byte %d: …%.120s… want …%.120s…", name, i, strings.ToValidUTF8(got[i:], ""), strings.ToValidUTF8(string(want[i:]), ""))
			return
		}
	}
	t.Errorf("%s has %d bytes, want %d", name, len(got), len(want))
}
