package a11y

import (
	"fmt"
	"strings"
	"testing"
)

// whole wraps the inner part of a page so that nothing else is at fault.
func whole(main string) string {
	return `<!doctype html><html lang="zh-Hans"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>页</title></head>` +
		`<body><a href="#m">跳到正文</a><main id="m"><h1>页</h1>` + main + `</main></body></html>`
}

func codes(page string) string {
	var in Inspector
	var list []string
	for _, f := range in.Page([]byte(page)) {
		list = append(list, f.Rule.Code)
	}
	return strings.Join(list, " ")
}

func TestMainPart(t *testing.T) {
	for _, tt := range []struct{ main, want string }{
		{"<p>正文</p>", ""},
		{"<h3>跳级</h3>", "page-heading-jump"},
		{"<h2>二</h2><h3>三</h3><h2>二</h2><h3>三</h3>", ""},
		{"<p role=heading aria-level=3>跳级</p>", "page-heading-jump"},
		{"<p role=heading>二</p><p role=heading aria-level=3>三</p>", ""},
		{"<h2> <span></span></h2>", "page-heading-empty"},
		{`<h2><img src=a alt="图"></h2>`, ""},
		{"<h1>又一个</h1>", "page-h1"},
		{"<h1 hidden>又一个</h1>", ""},
		{"<main></main>", "page-main"},
		{"<nav></nav>", ""},
		{"<nav></nav><nav aria-label=甲></nav>", "page-landmark"},
		{"<nav aria-label=乙></nav><nav aria-label=甲></nav>", ""},
		{"<nav aria-label=甲></nav><nav aria-label=甲></nav>", "page-landmark"},
		{"<section></section><section></section>", ""},
		{`<p id=a></p><p id="a"></p>`, "page-id-duplicate"},
		{`<p id=a></p><template><p id="a"></p></template>`, ""},
		{`<p aria-labelledby="a b"></p><p id=a></p>`, "page-reference"},
		{`<a href="#第一条">一</a><p id="第一条"></p>`, ""},
		{`<a href="#%E7%AC%AC">一</a><p id="第"></p>`, ""},
		{`<a href="#没有">一</a>`, "page-reference"},
		{`<a href="#top">回到页首</a>`, ""},
		{`<a href="b.html#x">别页</a>`, ""},
		{`<input name=q>`, "page-field-label"},
		{`<input name=q placeholder=检索>`, "page-field-label"},
		{`<label>检索 <input name=q></label>`, ""},
		{`<label for=q>检索</label><input id=q>`, ""},
		{`<label for=p>检索</label><input id=q><p id=p></p>`, "page-field-label"},
		{`<input aria-label="检索"><input type=hidden><input type=submit>`, ""},
		{`<select></select><textarea></textarea>`, "page-field-label page-field-label"},
		{`<button></button>`, "page-name-missing"},
		{`<button><span aria-hidden=true>×</span></button>`, "page-name-missing"},
		{`<button aria-label=关闭><span aria-hidden=true>×</span></button>`, ""},
		{`<a href=x><img src=a alt=""></a>`, "page-name-missing"},
		{`<a href=x><img src=a alt="首页"></a>`, ""},
		{`<a href=x><svg><title>首页</title></svg></a>`, ""},
		{`<a name=x></a>`, ""},
		{`<a href=x hidden></a>`, ""},
		{`<iframe src=x></iframe>`, "page-name-missing"},
		{`<iframe src=x title=地图></iframe>`, ""},
		{`<a href=x>更多</a>`, "page-link-vague"},
		{`<a href=x><b>点击</b>这里</a>`, "page-link-vague"},
		{`<a href=x aria-label="更多公告">更多</a>`, ""},
		{`<nav><ul><li><a href=x>甲</a><li><a href=y>甲</a></ul></nav>`, "page-link-same"},
		{`<nav><ul><li><a href=x>甲</a><ul><li><a href=y>甲</a></ul></ul></nav>`, ""},
		{`<ul><li><a href=x>甲</a><li><a href=y>甲</a></ul>`, ""},
		{`<img src=x>`, "page-image-alt"},
		{`<img src=x alt>`, ""},
		{`<img src=x role=presentation>`, ""},
		{`<svg role=img></svg>`, "page-image-alt"},
		{`<svg role=img aria-label=图></svg><svg></svg>`, ""},
		{`<table aria-label=表><tr><td>1</table>`, "page-table-header"},
		{`<table role=presentation><tr><td>1</table>`, ""},
		{`<table><caption>表</caption><tr><th>1<tr><td>2</table>`, ""},
		{`<table><tr><th>1<tr><td>2</table>`, "page-table-name"},
		{`<section aria-label="表格 1"><table><tr><th>1<tr><td>2</table></section>`, ""},
		{`<table aria-label=表><tr><th>年<th>数<tr><th>甲<td>2</table>`, "page-table-header"},
		{`<table aria-label=表><tr><th>年<th>数<tr><th scope=row>甲<td>2</table>`, ""},
		{`<table aria-label=表><tr><th>甲<td>2<tr><th>乙<td>3</table>`, "page-table-header"},
		{`<table aria-label=表><tr><td><table aria-label=里><tr><th>一<tr><td>1</table><tr><td>1</table>`, "page-table-header"},
		{`<ul><div></div></ul>`, "page-list"},
		{`<ul><li>一<li>二<ul><li>三</ul><li>四</ul>`, ""},
		{`<li>一</li>`, "page-list"},
		{`<dl><dt>一<dd>二<div><dt>三<dd>四</div></dl>`, ""},
		{`<dl><p>一</p></dl>`, "page-list"},
		{`<div><dd>一</dd></div>`, "page-list"},
		{`<p tabindex=1></p>`, "page-tabindex"},
		{`<p tabindex=-1></p><p tabindex=0></p>`, ""},
		{`<input aria-label=甲 autofocus>`, "page-autofocus"},
		{`<div aria-hidden=true><a href=x>甲</a></div>`, "page-hidden-focus"},
		{`<div aria-hidden=true><a href=x tabindex=-1>甲</a></div>`, ""},
		{`<div aria-hidden=false><a href=x>甲</a></div>`, ""},
		{`<div role=navi></div>`, "page-aria"},
		{`<div role="doc-x navigation"></div><p role=doc-endnote></p>`, ""},
		{`<div aria-lable=甲></div>`, "page-aria"},
		{`<div aria-expanded=yes></div>`, "page-aria"},
		{`<div aria-current=page aria-relevant="additions text"></div>`, ""},
		{`<video autoplay></video>`, "page-motion"},
		{`<video autoplay muted></video>`, ""},
		{`<marquee>通知</marquee>`, "page-motion"},
		{`<p lang=chinese></p>`, "page-language"},
		{`<p lang=zh_CN></p>`, "page-language"},
		{`<p lang=zh-Hant-TW></p><p lang=""></p>`, ""},
		{`<script>"<img><h1>"</script><style><h1></style><!-- <h1> --><textarea aria-label=甲><h1></textarea>`, ""},
		{`<P><IMG SRC=x></P>`, "page-image-alt"},
		{`1 < 2 <h2>甲</h2>`, ""},
	} {
		if got := codes(whole(tt.main)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.main, got, tt.want)
		}
	}
}

// What stands outside of the main part.
func TestShell(t *testing.T) {
	good := whole("")
	for _, tt := range []struct{ old, new, want string }{
		{` lang="zh-Hans"`, "", "page-language"},
		{` lang="zh-Hans"`, ` lang=""`, "page-language"},
		{"<title>页</title>", "", "page-title"},
		{"<title>页</title>", "<title> </title>", "page-title"},
		{"<title>页</title>", "<svg><title>页</title></svg>", "page-title"},
		{"<h1>页</h1>", "", "page-h1"},
		{"<main id=\"m\">", "<div id=\"m\">", "page-main"},
		{"<h1>页</h1>", "<h2>先</h2><h1>页</h1>", ""},
		{"<main id=\"m\">", "<header><h3>先</h3></header><main id=\"m\">", "page-heading-jump"},
		{"<body>", "<body><p>外 <b>一</b></p><p><b>二</b> 外</p>", "page-outside page-outside"},
		{"</main>", "</main><p role=status>外</p><p hidden>外</p><section aria-label=甲>外</section><dialog>外</dialog><p aria-live=polite>外</p>", ""},
		{"</main>", "</main><section>外</section>", "page-outside"},
		{"</main>", "</main><article><footer>外</footer></article>", "page-outside"},
		{"</main>", "</main><p aria-live=off>外</p>", "page-outside"},
		{"</main>", `</main><p><img src=a alt="图"><img src=a alt=""></p>`, "page-outside"},
		{"</main>", "</main><div><input aria-label=甲></div><div><button aria-label=乙></button></div>", "page-outside page-outside"},
		{"</main>", "</main><footer>外</footer><script>1</script><style>a</style><template>外</template>", ""},
		{`<a href="#m">跳到正文</a>`, `<a href="x.html">首页</a>`, "page-outside page-skip-link"},
		{`<a href="#m">跳到正文</a>`, `<a href="#n">跳到正文</a>`, "page-reference"},
		{`<body>`, `<body><header></header><header></header>`, "page-landmark"},
		{`<h1>页</h1>`, `<h1>页</h1><article><header></header></article><header></header>`, ""},
		{`initial-scale=1`, `user-scalable=no`, "page-zoom"},
		{`initial-scale=1`, `maximum-scale=1.0`, "page-zoom"},
		{`initial-scale=1`, `maximum-scale=5`, ""},
		{`<title>`, `<meta http-equiv=refresh content="30; url=x"><title>`, "page-refresh"},
		{`<title>`, `<meta http-equiv=refresh content="0; url=x"><title>`, ""},
		{`<title>`, `<meta http-equiv=refresh content="80000"><title>`, ""},
	} {
		page := strings.Replace(good, tt.old, tt.new, 1)
		if page == good {
			t.Fatalf("no %s", tt.old)
		}
		if got := codes(page); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.new, got, tt.want)
		}
	}
}

// Whatever ends in the middle is read to its end.
func TestNothing(t *testing.T) {
	for _, page := range []string{"", "<", "</", "<!", "<!--", "<a", "<a b", "<a b=", `<a b="`, "</a", "<script>", "<title>", "</h1>", "<table><tr></table></table>"} {
		var in Inspector
		if len(in.Page([]byte(page))) == 0 {
			t.Errorf("%q has neither language nor title", page)
		}
	}
}

// benchPage is a list of 50 documents.
func benchPage() []byte {
	const row = `<tr><td class="rows-index" data-label="索引号">%d</td><th class="rows-name" scope="row"><a href="../doc/113701000041890072/2025-%05d.html" title="关于印发《网络预约出租汽车经营服务管理实施细则》的通知">关于印发《网络预约出租汽车经营服务管理实施细则》的通知</a></th><td data-label="发布日期"><time>2025-03-05</time></td></tr>`
	var s strings.Builder
	s.WriteString(`<table aria-label="列表"><tr><th>索引号</th><th>名称</th><th>发布日期</th></tr>`)
	for i := range 50 {
		fmt.Fprintf(&s, row, i, i)
	}
	s.WriteString("</table>")
	return []byte(whole(s.String()))
}

func BenchmarkPage(b *testing.B) {
	page := benchPage()
	var in Inspector
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if len(in.Page(page)) > 0 {
			b.Fatal("a finding")
		}
	}
}
