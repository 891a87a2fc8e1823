package a11y

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mulu/cmd/mulu/internal/rounds"
)

// seenElements is what the inspector makes of a page: each element with those that it
// stands in, as it opens them. A probe in place of the rules would cost every page, so
// the same scan is run and looked at from outside, after each tag.
func seenElements(page string) (list []string) {
	in := Inspector{page: []byte(page)}
	for in.at < len(in.page) {
		n := bytes.IndexByte(in.page[in.at:], '<')
		if n < 0 {
			break
		}
		in.at += n
		from := in.at
		if in.at+1 >= len(in.page) {
			break
		}
		switch c := in.page[in.at+1]; {
		case isLetter(c):
			in.start()
			name := strings.ToLower(string(in.page[from+1 : from+1+bytes.IndexAny(in.page[from+1:], " />\n")]))
			path := in.path()
			if !strings.HasSuffix(path, "/"+name) { // it has no content
				path += "/" + name
			}
			list = append(list, path+" "+string(in.attr.id)+" "+string(in.attr.href)+" "+string(in.attr.title))
		case c == '/':
			in.end()
		case bytes.HasPrefix(in.page[in.at:], []byte("<!--")):
			in.skip(2, "-->")
		default:
			in.skip(2, ">")
		}
	}
	return list
}

func (in *Inspector) path() string {
	var s strings.Builder
	for i := range in.stack {
		s.WriteString("/" + in.nameAt(in.stack[i].off))
	}
	return s.String()
}

// parsedElements is what a parser that follows the standard makes of it.
func parsedElements(t testing.TB, page string) (list []string) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *html.Node, path string)
	walk = func(n *html.Node, path string) {
		if n.Type == html.ElementNode {
			path += "/" + n.Data
			values := map[string]string{}
			for _, a := range n.Attr {
				values[a.Key] = a.Val
			}
			list = append(list, path+" "+values["id"]+" "+values["href"]+" "+values["title"])
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, path)
		}
	}
	walk(root, "")
	return list
}

// maker writes pages as authors may write them: nested as the standard asks, with end
// tags left out where it lets them, quotes of all kinds, comments, odd case.
type maker struct {
	strings.Builder
	*rand.Rand
	ids int
}

func (m *maker) tag(name string) {
	if m.IntN(8) == 0 {
		name = strings.ToUpper(name)
	}
	m.WriteString("<" + name)
	if m.IntN(2) == 0 {
		m.ids++
		m.WriteString([]string{fmt.Sprintf(" id=a%d", m.ids), fmt.Sprintf(` id="a %d"`, m.ids), fmt.Sprintf(" id = 'a\"%d'", m.ids), "\nid"}[m.IntN(4)])
	}
	if m.IntN(3) == 0 {
		m.WriteString([]string{` title="a>b"`, ` title='<b>'`, ` hidden`, ` data-x="/"`}[m.IntN(4)])
	}
	m.WriteString([]string{">", ">", " >"}[m.IntN(3)])
}

func (m *maker) close(name string, optional bool) {
	if optional && m.IntN(2) == 0 {
		return
	}
	m.WriteString("</" + name + []string{">", " >", "\n>"}[m.IntN(3)])
}

// blocks writes what may stand in a div.
func (m *maker) blocks(depth int) {
	for range 1 + m.IntN(3) {
		if depth == 0 {
			m.WriteString("字 < 1 <!-- <p> --> &lt;")
			m.tag("img")
			continue
		}
		switch m.IntN(7) {
		case 0, 1:
			name := []string{"div", "section", "nav", "h2", "span", "details"}[m.IntN(6)]
			if name == "h2" || name == "span" {
				m.tag(name)
				m.WriteString("字")
			} else {
				m.tag(name)
				m.blocks(depth - 1)
			}
			m.close(name, false)
		case 2:
			m.tag("ul")
			for range 1 + m.IntN(3) {
				m.tag("li")
				m.blocks(depth - 1)
				m.close("li", true)
			}
			m.close("ul", false)
		case 3:
			m.tag("dl")
			for range 1 + m.IntN(2) {
				m.tag("dt")
				m.WriteString("字")
				m.close("dt", true)
				m.tag("dd")
				m.blocks(depth - 1)
				m.close("dd", true)
			}
			m.close("dl", false)
		case 4:
			m.table(depth)
		case 5:
			m.tag("script")
			m.WriteString(`if (a < b) "<div></p>"`)
			m.close("script", false)
		case 6:
			m.tag("select")
			m.WriteString("<option>一<option>二")
			m.close("select", false)
			m.tag("textarea")
			m.WriteString("<b></div>")
			m.close("textarea", false)
		}
	}
}

func (m *maker) table(depth int) {
	m.tag("table")
	for _, part := range []string{"thead", "tbody"} {
		m.tag(part)
		for range 1 + m.IntN(2) {
			m.tag("tr")
			for range 1 + m.IntN(2) {
				cell := []string{"th", "td"}[m.IntN(2)]
				m.tag(cell)
				m.blocks(depth - 1)
				m.close(cell, true)
			}
			m.close("tr", true)
		}
		m.close(part, true)
	}
	m.close("table", false)
}

func TestSeesWhatAParserSees(t *testing.T) {
	rounds.Alone(t)
	for n := range 3000 {
		m := maker{Rand: rand.New(rand.NewPCG(1, uint64(n)))}
		m.WriteString("<!doctype html><html><head><title>a<b</title></head><body>")
		m.blocks(3)
		m.WriteString("</body></html>")
		page := m.String()
		got, want := seenElements(page), parsedElements(t, page)
		if !slices.Equal(got, want) {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("page %d: element %d is %q, want %q in\n%s", n, i, got[i], want[i], page)
				}
			}
			t.Fatalf("page %d: %d elements, want %d in\n%s", n, len(got), len(want), page)
		}
	}
}

// Whatever bytes come, the inspector ends and stays within the page.
func FuzzPage(f *testing.F) {
	for _, s := range []string{whole("<p>一"), "<a href=#x>", "</table><td>", "<script></scrip", "<svg><title>x</svg>", "<ul><li><ul><li></ul></ul>", "<!--><p id=a id=b>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		var in Inspector
		for _, finding := range in.Page([]byte(page)) {
			if finding.Offset < 0 || finding.Offset > len(page) {
				t.Fatalf("a finding at %d of %d", finding.Offset, len(page))
			}
		}
	})
}

// The tokenizer of golang.org/x/net/html without any rule, to compare with BenchmarkPage.
func BenchmarkTokenizer(b *testing.B) {
	page := benchPage()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		z := html.NewTokenizer(bytes.NewReader(page))
		for z.Next() != html.ErrorToken {
			for more := true; more; {
				_, _, more = z.TagAttr()
			}
		}
	}
}
