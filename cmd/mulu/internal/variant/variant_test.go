package variant_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/texts"
	"mulu/cmd/mulu/internal/variant"
)

// converter is that of a site of 3 documents, with a name to be kept.
func converter(t testing.TB) *variant.Converter {
	t.Helper()
	files := sitetest.Docs(3)
	files[config.FileName] += "[site]\nvariants = [\"zh-Hant\"]\n[variants]\nkeep = [\"黄发兴\"]\n[check.identity]\nprefixes = [\"霁交发\"]\n"
	c, _ := files.Catalogue(t)
	p, _ := plan.New(c, nil)
	return variant.New(p)
}

const page = "doc/113701000041890072/2025-00001.html"

func TestPage(t *testing.T) {
	c := converter(t)
	for _, tt := range []struct{ what, in, want string }{
		{"text", "<p>关于<b>发布</b>规定</p>", "<p>關於<b>發布</b>規定</p>"},
		{"entities", "<p>里程&lt;5公里&amp;</p>", "<p>里程&lt;5公里&amp;</p>"},
		{"attributes", `<img src="../../assets/a.svg" alt="图表" title='面粉' id="图">`, `<img src="../../../assets/a.svg" alt="圖表" title='麵粉' id="图">`},
		{"no quotes", `<a class=图 title=图 href=#图>图</a>`, `<a class=图 title=圖 href=#图>圖</a>`},
		{"foot of printed pages", `<html lang="zh-Hant" data-foot="政府信息公开 https://a.example/">`, `<html lang="zh-Hant" data-foot="政府信息公開 https://a.example/">`},
		{"meta", `<meta name="ColumnName" content="规范性文件">`, `<meta name="ColumnName" content="規範性文件">`},
		{"issuer", "<p>栖澜市交通运输局发布</p>", `<p><span lang="zh-Hans">栖澜市交通运输局</span>發布</p>`},
		{"issuer in a title", "<title>栖澜市交通运输局发布</title><p>图", `<title>栖澜市交通运输局發布</title><p>圖`},
		{"issuer in an attribute", `<a title="栖澜市交通运输局发布">`, `<a title="栖澜市交通运输局發布">`},
		{"kept word", "<p>经办人黄发兴</p>", `<p>經辦人<span lang="zh-Hans">黄发兴</span></p>`},
		{"number", "<p>按照霁交发〔2023〕1号执行</p>", `<p>按照<span lang="zh-Hans">霁交发〔2023〕1号</span>執行</p>`},
		{"number of others", "<p>（国办发〔2019〕第61号）</p>", `<p>（<span lang="zh-Hans">国办发〔2019〕第61号</span>）</p>`},
		{"no number", "<p>国办发〔2019年〕</p>", "<p>國辦發〔2019年〕</p>"},
		{"code", "<pre><code>发布</code></pre><code>发布</code>发布", "<pre><code>发布</code></pre><code>发布</code>發布"},
		{"another language", `<span lang="ja" title="发">发<span>发</span>发</span>发`, `<span lang="ja" title="发">发<span>发</span>发</span>發`},
		{"void in another language", `<img lang="ja" alt="发">发`, `<img lang="ja" alt="发">發`},
		{"comment", "<!-- 发 > 布 -->发", "<!-- 发 > 布 -->發"},
		{"link to a page", `<a href="../../index.html#m">`, `<a href="../../index.html#m">`},
		{"link to a document", `<a href="2025-00002.html">`, `<a href="2025-00002.html">`},
		{"link to a folder", `<a href="../../wj/">`, `<a href="../../wj/">`},
		{"link to no page", `<a href="../../feed.xml?a#b">`, `<a href="../../../feed.xml?a#b">`},
		{"link to 404", `<a href="../../404.html">`, `<a href="../../../404.html">`},
		{"link to a file beside", `<a href="2025-00001/a.pdf">`, `<a href="../../../doc/113701000041890072/2025-00001/a.pdf">`},
		{"link in what is kept", `<span lang="ja"><a href="../../feed.xml">`, `<span lang="ja"><a href="../../../feed.xml">`},
		{"link to the original", `<a href="../../../doc/113701000041890072/2025-00001.html">`, `<a href="../../../doc/113701000041890072/2025-00001.html">`},
		{"links elsewhere", `<a href="https://x.example/发"><a href="/发"><a href="mailto:a@b.example"><a href="?q=发"><a href="">`, `<a href="https://x.example/发"><a href="/发"><a href="mailto:a@b.example"><a href="?q=发"><a href="">`},
		{"text of attachments", `<meta name="mulu-text" content="2025-00001/~text.txt">`, `<meta name="mulu-text" content="../../../doc/113701000041890072/2025-00001/~text.txt">`},
		{"entry of search", `<data value="../../data/search.json">`, `<data value="../../data/search.json">`},
		{"cut off", `<a title="发`, `<a title="發`},
	} {
		if got := string(c.Page(nil, []byte(tt.in), page)); got != tt.want {
			t.Errorf("%s:\n%s gives\n%s, want\n%s", tt.what, tt.in, got, tt.want)
		}
	}
}

// The interface's own texts are Traditional already and stay as they are.
func TestTextsStay(t *testing.T) {
	c := converter(t)
	table, ds := texts.Open("zh-Hant", nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	for _, key := range texts.Keys() {
		if strings.HasSuffix(key, "_example") {
			continue // in kbd, which is kept
		}
		text := table.Text(key)
		if got := string(c.AppendText(nil, text)); got != text {
			t.Errorf("%s: %q becomes %q", key, text, got)
		}
	}
}

var tag = regexp.MustCompile(`</?([a-z0-9]+)`)

// Whatever the page is, the converted one has its tags, but for the marks of what is
// kept, and its text reads the same when scripts are folded.
func FuzzPage(f *testing.F) {
	c := converter(f)
	for _, s := range []string{"<p lang=zh-Hans>发</p>", "<a href='x' title=发>栖澜市交通运输局</a>", "<!doctype html><!-- -->", "<a b=\"", "<a =发 =", "</", "<", "<!", "<pre><pre></pre>发", "霁交发〔2023〕1号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := string(c.Page(nil, []byte(s), page))
		plain := strings.ReplaceAll(got, `<span lang="zh-Hans">`, "")
		if len(got) == len(plain) && !slices.Equal(tag.FindAllString(s, -1), tag.FindAllString(got, -1)) {
			t.Errorf("%q gives %q", s, got)
		}
		if strings.Count(got, "<") < strings.Count(s, "<") {
			t.Errorf("%q loses a tag: %q", s, got)
		}
	})
}

func TestFold(t *testing.T) {
	c := converter(t)
	const text = "关于公开征求栖澜市交通运输局干部管理办法意见的通知（霁交发〔2023〕1号），自发布之日起施行"
	if got := string(c.AppendText(nil, text)); got == text || han.Fold(got) != han.Fold(text) {
		t.Errorf("%q becomes %q", text, got)
	}
}

func BenchmarkPage(b *testing.B) {
	c := converter(b)
	in := []byte(strings.Repeat(`<tr><td><a href="../../wj/index.html">关于公开征求意见的通知</a></td><td>各有关单位要按照栖澜市交通运输局的规定，发挥干部作用。</td></tr>`, 60))
	var dst []byte
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		dst = c.Page(dst[:0], in, page)
	}
}
