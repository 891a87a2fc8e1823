package a11y

import (
	"math/rand/v2"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/rounds"
)

// inFrames are put into headers, footers and navigation, and around them.
var inFrames = []string{
	"", "<p>字</p>", `<a href="#m-main">跳</a>`, `<a href="x">这里</a>`, `<a href="x" title="甲">字</a>`, `<a href="#没有">字</a>`, `<ul><li><a href="x">字</a></li><li><a href="y">字</a></li></ul>`,
	`<ul><li><a href="x">字</a></li></ul>`, `<ol><li><a href="x"><b>甲</b> 乙</a></li></ol>`, "<h1>字</h1>", "<h2>字</h2>", `<h3 id="a">字</h3>`, `<input id="q">`, `<label for="q">字</label>`, `<input>`, `<p id="a">`,
	`<nav aria-label="甲">`, "<nav>", "</nav>", `<nav aria-label="甲"><p>字</p></nav>`, "<header>", "</header>", "<footer>", "</footer>", "<main>", "</main>", `<main id="m-main">`, "</body>", "</html>", "<body>", "<html>", `<html lang="zh">`,
	"<div hidden>", `<div aria-hidden="true">`, "</div>", "<table>", "</table>", "<table><tr><td>1</td></tr></table>", "<button></button>", "<button>字</button>", "<svg><title>字</title></svg>", "<title>字</title>", "字", "<", "<!-- 字", "-->",
	`<p class="a>`, `"`, "<section>", "</section>", `<section aria-label="甲">`, "<article>", "</article>", "<details><summary>字</summary></details>", "<template>", "</template>", "<ul>", "</ul>", "<li>字", "<script>", "</script>",
}

func TestFramesFindTheSame(t *testing.T) {
	rounds.Alone(t)
	r := rand.New(rand.NewPCG(5, 5))
	var in Inspector
	some := func(most int) string {
		var b strings.Builder
		for range r.IntN(most + 1) {
			b.WriteString(inFrames[r.IntN(len(inFrames))])
		}
		return b.String()
	}
	for range 500 {
		// Few frames, so that each comes again: behind other things, on other pages.
		var frames []string
		for _, tag := range []string{"header", "nav", "ul", "ul", "header", `nav aria-label="甲"`} {
			name, _, _ := strings.Cut(tag, " ")
			frames = append(frames, "<"+tag+">"+some(4)+"</"+name+">")
		}
		for range 20 {
			page := `<html lang="zh"><head><title>题</title></head><body>` + some(r.IntN(2))
			for range 1 + r.IntN(4) {
				page += frames[r.IntN(len(frames))] + some(r.IntN(2))
			}
			same(t, &in, []byte(page+"<main>"+some(2)+"</main><footer>"+some(r.IntN(2))+frames[2]+some(1)+frames[3]+"</footer>"))
		}
	}
}

// A frame that was read is not read again; another state, or another byte, wants it read.
func TestFrameIsRepeated(t *testing.T) {
	const header = `<header><nav aria-label="甲"><ul><li><a href="x">字</a></li></ul></nav></header>`
	page := func(before, header string) []byte {
		return []byte(`<html lang="zh"><head><title>题</title></head><body><a href="#m">跳</a>` + before + header + `<main id="m"><h1>字</h1></main></body></html>`)
	}
	var in Inspector
	in.Page(page("", header))
	if n := len(in.frames[0]); n != 1 {
		t.Fatalf("%d frames", n)
	}
	in.frames[0][0].ids = []name{{sum: 1, text: []byte("a")}, {sum: 1, text: []byte("a")}}
	for _, tt := range []struct {
		page []byte
		want int
	}{
		{page("", header), 1},
		{page("<!-- 字 -->", header), 1},
		{page("", strings.Replace(header, "x", "y", 1)), 0},
		{page("<nav aria-label='乙'><h2>字</h2></nav>", header), 0},
	} {
		if found := in.Page(tt.page); len(found) != tt.want {
			t.Errorf("%+v, want %d in %s", found, tt.want, tt.page)
		}
	}
}

// What is kept of frames stays little, however many there are.
func TestFramesAreFew(t *testing.T) {
	var in Inspector
	for n := range 100 {
		in.Page([]byte(`<html lang="zh"><body><header>` + strings.Repeat("<p>字</p>", n) + "</header><nav>" + strings.Repeat("字", longestFrame) + "</nav></body></html>"))
	}
	if len(in.frames[0]) != mostFrames || len(in.frames[1]) != 0 {
		t.Errorf("%d and %d frames", len(in.frames[0]), len(in.frames[1]))
	}
}

// What a frame does to elements around it, and they to it, is told from page to page.
func TestFramesWithinOthers(t *testing.T) {
	for _, pages := range [][2]string{
		{`<a href="x"><footer><ul><li>字</li></ul></footer></a>`, `<a href="x"><footer><ul><li>字</li></ul></footer></a>`},
		{`<x-a><footer><ul><li>字</li></x-b><li>字</li></ul></footer></x-a>`, `<x-b><footer><ul><li>字</li></x-b><li>字</li></ul></footer></x-b>`},
	} {
		var in Inspector
		for _, page := range pages {
			same(t, &in, []byte(`<html lang="zh"><head><title>题</title></head><body>`+page+"</body></html>"))
		}
	}
}
