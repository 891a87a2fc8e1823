package a11y

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"mulu/cmd/mulu/internal/rounds"
)

// slowPage is Page, with every tag read by start.
func slowPage(page []byte, part bool) []Finding {
	in := Inspector{page: page, part: part, counts: counts{focus: part}}
	for in.at < len(page) {
		n := bytes.IndexByte(page[in.at:], '<')
		if n < 0 {
			in.text(page[in.at:])
			break
		}
		in.text(page[in.at : in.at+n])
		in.at += n
		if in.at+1 >= len(page) {
			break
		}
		switch c := page[in.at+1]; {
		case isLetter(c):
			in.start()
		case c == '/' && in.at+2 < len(page) && isLetter(page[in.at+2]):
			in.end()
		case bytes.HasPrefix(page[in.at:], []byte("<!--")):
			in.skip(2, "-->")
		case c == '!' || c == '?' || c == '/':
			in.skip(2, ">")
		default:
			in.seen++
			in.at++
		}
	}
	for len(in.stack) > 0 {
		in.pop()
	}
	if !part {
		in.whole()
	}
	return in.done()
}

// same wants the same findings of a page, as a whole and as a part, also of an inspector
// that has just read another.
func same(t *testing.T, in *Inspector, page []byte) {
	t.Helper()
	for _, part := range []bool{false, true} {
		want := slowPage(page, part)
		got := in.Page
		if part {
			got = in.Part
		}
		if found := got(page); len(found)+len(want) > 0 && !reflect.DeepEqual(found, want) {
			t.Fatalf("part %v: %+v, want %+v in\n%s", part, found, want, page)
		}
	}
}

// goldenPages are pages of every kind.
func goldenPages(t testing.TB) (pages [][]byte) {
	names, err := filepath.Glob("../build/testdata/golden/*.html")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	return pages
}

// pieces are put into sound pages and taken out of them.
var pieces = []string{"<p>", "</p>", "<p>字</p>", "<p> </p>", "<li>", "<li>字</li>", "</li>", "<td>", "<td></td>", "<td>1</td>", "<th>甲</th>", "<ul>", "</ul>", "<dl>", "</dl>", "<dt>字</dt>", "<dd>字</dd>",
	"<table>", "</table>", "<tr>", "</tr>", "<h4>跳</h4>", "<h3></h3>", "<div aria-hidden=true>", "<div hidden>", "</div>", "<main>", "</main>", "<body>", "</body>", "<head>", "</head>", "<strong>字</strong>", "<template>",
	"<meta name=\"viewport\" content=\"user-scalable=no\">", "<meta name=\"a\" content=\"b\">", "<meta name=\"a\" content=\"b\" property=\"c\">", "<meta name=\"a\" content=\"b\" id=\"m-main\">", "<meta name=\"a\" content=\"",
	"<button></button>", "<button>", "<a href=x>", "<a href=x>这里</a>", "</a>", "<svg role=img>", "</svg>", "<p>一<b>二</b></p>", "<p>", "<P>字</P>", "<span></span>", "<select>", "<A><Button>", "<P>", "<H2>字</H2>", "<h22>字</h22>", "<option>字</option>", "<nav>", "<caption>字</caption>", "<x-y>字</x-y>", "<",
	`<td class="a" data-label="b">1</td>`, `<td class="a" data-label="b">`, `<td data-label="b" headers="x">1</td>`, `<td colspan="2">1</td>`, `<th colspan="2" scope="row">1</th>`,
	`<meta name="Viewport" content="user-scalable=no">`, `<meta name="Keywords" content="b">`, `<tbody>`, `<thead class="a">`, `<table>`, `<dl class="a">`, `<section class="a">`, `<article>`, `<details>`, `<summary>`, `<summary class="a">字</summary>`, `</summary>`, `</article>`, `</tbody>`, `<h2>字</h2>`, `</h2>`, `</H2>`, `</h22>`, `</h`, `<h1 id="m-main">字</h1>`, `<li class="a">`, `<tr class="a">`, `<div class="a">`, `<ul class="a">`, `<span class="a">字</span>`, `<p class="`, "<wbr>", `<br class="a">`, "<hr>",
	`<a href="x" title="甲">字</a>`, `<a href="x" title=" ">字</a>`, `<a href="x" title="甲"></a>`, `<a href="#m-main" title="甲">字</a>`, `<a href="#no" title="甲">字</a>`, `<a href="" title="甲">字</a>`, `<a href="x" title="甲"><b>字</b></a>`, `<a href="x" title="甲`, `<section aria-live="polite">`, "</section>",
	`<th scope="col">甲</th>`, `<th scope="row" class="a">甲</th>`, `<th class="a" scope="row"> </th>`, `<th scope="`, `<th scope="col" id="x">甲</th>`, `<h2 id="m-main">字</h2>`, `<h3 id="">字</h3>`, `<h5 class="a" id="b">字</h5>`, `<h1>字</h1>`, `<h2 id="c"> </h2>`, `<h2 id="`,
	`<a href="x">字</a>`, `<a href="x">这里</a>`, `<a href="#m-main">字</a>`, `<a href="#没有">字</a>`, `<a href="#a%20b">字</a>`, `<a href="y">字</a>`, `<a href="x"> </a>`, "<dt>", "<dd>", "<dt>一<b>二</b></dt>"}

func TestQuickFindsTheSame(t *testing.T) {
	rounds.Alone(t)
	var in Inspector
	pages := goldenPages(t)
	for _, page := range pages {
		same(t, &in, page)
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 4000 {
		page := bytes.Clone(pages[r.IntN(len(pages))])
		for range 1 + r.IntN(6) {
			from := r.IntN(len(page))
			if n := bytes.IndexByte(page[from:], '<'); n >= 0 {
				from += n // in front of a tag
			}
			to := min(len(page), from+r.IntN(40)*r.IntN(2))
			page = append(append(bytes.Clone(page[:from]), pieces[r.IntN(len(pieces))]...), page[to:]...)
		}
		same(t, &in, page)
	}
}

func FuzzQuick(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + "<p>字</p>" + p)
	}
	f.Fuzz(func(t *testing.T, page string) {
		var in Inspector
		same(t, &in, []byte(page))
	})
}

// What is bare says itself, whatever its characters are.
func TestBareIsVisible(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	bare := 0
	for range 200_000 {
		var s []byte
		for range r.IntN(6) {
			c := rune(r.IntN(0x3100)) // all spaces are below
			if c < 0x20 && r.IntN(2) == 0 {
				c += 0x4e00
			}
			s = append(s, string(c)...)
		}
		if isBare(s) {
			bare++
			if got := visible(s); got != string(s) {
				t.Fatalf("%q says %q", s, got)
			}
		}
	}
	for c := range rune(0x3100) {
		for _, s := range []string{"甲" + string(c), "甲 " + string(c), string(c) + " 甲", "甲 " + string(c) + " 乙"} {
			if isBare([]byte(s)) && visible([]byte(s)) != s {
				t.Fatalf("%q says %q", s, visible([]byte(s)))
			}
		}
	}
	if bare < 10_000 {
		t.Errorf("%d bare texts", bare)
	}
	for _, s := range []string{"《甲》", "“甲”乙", "甲·乙", "\xe3"} {
		if !isBare([]byte(s)) || visible([]byte(s)) != s {
			t.Errorf("%q is not bare", s)
		}
	}
	bytes := []byte("\xe3\x80\x80\xe2\x80\x81\xc2\x85\xa0a ") // whole spaces, and pieces of them
	for range 100_000 {
		s := make([]byte, r.IntN(8))
		for i := range s {
			s[i] = bytes[r.IntN(len(bytes))]
		}
		if isBare(s) && visible(s) != string(s) {
			t.Fatalf("%q says %q", s, visible(s))
		}
	}
}

// Whether a text is vague is found without garbage as it is by folding it whole.
func TestIsVague(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	texts := slices.Collect(maps.Keys(vague()))
	parts := append(slices.Clone(texts), "，", "\n", " ", "點擊", "㎡", "ﷺ", "Ａ", "\xff", "甲")
	var f folding
	found := 0
	for range 100_000 {
		s := parts[r.IntN(len(parts))]
		if r.IntN(2) == 0 {
			s += parts[r.IntN(len(parts))]
		}
		want := len(s) <= mostVague && vague()[folded(s)]
		if Vague(s) != want || f.isVague([]byte(s)) != want {
			t.Fatalf("%q: vague %v, want %v", s, !want, want)
		}
		if want {
			found++
		}
	}
	if found < 1000 {
		t.Errorf("%d vague texts", found)
	}
	text := []byte("第一章 总则")
	if n := testing.AllocsPerRun(100, func() { f.isVague(text) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
