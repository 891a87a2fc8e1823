package compile

import (
	"bytes"
	"html/template"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meaning gives what a reader and a style sheet find in a page: elements,
// attributes and text, white space as a browser shows it.
func meaning(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	m := &shown{}
	m.node(root, false)
	return m.String()
}

// shown collects what is shown. A space is held back until it is known that it
// stands between two inline things.
type shown struct {
	strings.Builder
	space   bool
	atStart bool // of a line or after a space: spaces vanish
}

func (m *shown) inline(s string) {
	m.flush()
	m.atStart = false
	m.WriteString(s)
}

func (m *shown) flush() {
	if m.space {
		m.WriteByte(' ')
		m.atStart = true
	}
	m.space = false
}

func (m *shown) block(s string) {
	m.space, m.atStart = false, true
	m.WriteString("\n" + s)
}

var inlineTags = []atom.Atom{atom.A, atom.B, atom.Em, atom.I, atom.Span, atom.Code, atom.Time, atom.Small, atom.Strong, atom.Abbr,
	atom.Button, atom.Input, atom.Label, atom.Img, atom.Select, atom.Textarea, atom.Mark, atom.Sub, atom.Sup, atom.Svg, atom.Br}

func (m *shown) node(n *html.Node, verbatim bool) {
	switch n.Type {
	case html.TextNode:
		m.text(n.Data, verbatim)
		return
	case html.CommentNode:
		return
	case html.ElementNode:
		m.tag(n)
	}
	verbatim = verbatim || slices.Contains([]atom.Atom{atom.Pre, atom.Textarea, atom.Script, atom.Style}, n.DataAtom)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.node(c, verbatim)
	}
	switch {
	case n.Type != html.ElementNode:
	case slices.Contains(inlineTags, n.DataAtom):
		m.WriteString("</" + n.Data + ">") // a space goes behind the tag as well
	default:
		m.block("</" + n.Data + ">")
	}
}

func (m *shown) tag(n *html.Node) {
	tag := "<" + n.Data
	for _, a := range n.Attr {
		value := strings.Join(strings.Fields(a.Val), " ")
		if a.Key == "content" { // the list of viewport's and keywords' values
			value = strings.ReplaceAll(value, ", ", ",")
		}
		if value == "" || value == a.Key { // boolean attributes
			value = ""
		}
		if (a.Key == "id" || a.Key == "class" || a.Key == "value") && value == "" {
			continue
		}
		tag += " " + a.Key + "=" + value
	}
	if slices.Contains(inlineTags, n.DataAtom) {
		m.flush()
		m.WriteString(tag + ">")
		if n.DataAtom == atom.Img || n.DataAtom == atom.Input || n.DataAtom == atom.Svg {
			m.atStart = false // spaces beside them show
		}
	} else {
		m.block(tag + ">")
	}
}

func (m *shown) text(s string, verbatim bool) {
	if verbatim {
		m.inline("[" + s + "]")
		return
	}
	isSpace := func(r rune) bool { return strings.ContainsRune(" \t\n\f\r", r) }
	for i, word := range strings.FieldsFunc(s, isSpace) {
		if !m.atStart && (i > 0 || isSpace(rune(s[0]))) {
			m.space = true
		}
		m.inline(word)
	}
	if s != "" && isSpace(rune(s[len(s)-1])) && !m.atStart {
		m.space = true
	}
}

var minifyTemplates = []string{
	pageFiles["base.html"] + pageFiles["document.html"],
	`<p>{{.Title}} {{.Index}}, <b>{{.Title}}</b> <i>x</i> {{if .Title}} <span> a </span> {{else}} b {{end}} c</p>`,
	"<pre>\n  {{.Title}}\n    x   y  </pre><textarea>\n  {{.Query}}\n\n  z</textarea>",
	"<p class=\" a {{if .Title}}b{{end}}  c \" {{if .Title}}title=\"{{.Title}}\"{{end}} id='{{.Index}}'>x</p>",
	`<p>{{- .Title -}} , {{/* <b> a comment }} */ -}} y</p><!-- comment {{.Title}} --> <div> a </div> b`,
	`<p>{{printf "}} %s <b>" .Title}} {{"{{"}} ` + "{{`}}`}}" + ` {{'}'}}</p>`,
	`<p>&#123;&#123;.Title}} &lt;b&gt; &amp;lt; &nbsp;x &quot;</p>`,
	`<ul> {{range .Crumbs}} <li> <a href="{{.URL}}"> {{.Text}} </a> </li> {{else}} <li>-</li> {{end}} </ul> <a href="/x">y</a> {{template "sep"}} z{{define "sep"}} / {{end}}`,
	`<select name="s"> {{range .Crumbs}} <option value="{{.URL}}" {{if .URL}}selected{{end}}>{{.Text}}</option> {{end}} </select> <input type="text" name="q" value="{{.Query}}" disabled="disabled"> <input value="">`,
	`<table><colgroup><col class="a"><col></colgroup><tbody>{{range .Fields}} <tr> <th> {{.Label}} </th> <td>{{.Value}}</td> </tr> {{end}}</tbody></table>`,
	`<button type="submit" class=""> a <svg viewBox="0 0 1 1"><path d="M0 0 {{.Count}}"/></svg> b </button> <em> c</em><em> d </em>`,
	`<div hidden>a{{if .Title}} b{{end}} c</div>` + "\n{{if .Title}}\n<p>1</p>\n{{end}}\ntext <b>2</b>\n{{with .Validity}} {{.State}} {{end}}\nend",
	`<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="keywords" content="a, {{.Title}}, b"><link rel="stylesheet" href="/a.css"><script type="module" src="/a.js"></script>`,
	" {{.Title}} ", "  text  ", "{{.Title}}\n\n{{.Index}}",
}

func TestMinifyKeepsMeaning(t *testing.T) {
	for _, text := range minifyTemplates {
		short, err := Minify(text)
		if err != nil {
			t.Errorf("Minify(%s): %v", text, err)
			continue
		}
		for _, data := range []*testDocument{documentPage(500), {Site: &testSite{}}} {
			sameMeaning(t, text, render(t, text, data), render(t, short, data))
		}
	}
	short, err := Minify(pageFiles["list.html"])
	if err != nil {
		t.Fatal(err)
	}
	base := pageFiles["base.html"]
	sameMeaning(t, "list.html", render(t, base+pageFiles["list.html"], listPage()), render(t, base+short, listPage()))
}

// sameMeaning compares pages, alone and as a part that stands between words.
func sameMeaning(t *testing.T, text, page, minified string) {
	t.Helper()
	for _, around := range []string{"%", "<p>a%b</p>"} {
		in := func(page string) string { return meaning(t, strings.Replace(around, "%", page, 1)) }
		if got, want := in(minified), in(page); got != want {
			t.Errorf("%s: the minified page means\n%s\nwant\n%s", text, got, want)
		}
	}
}

func render(t *testing.T, text string, data any) string {
	t.Helper()
	var w bytes.Buffer
	tmpl, err := template.New("x").Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if err := tmpl.Execute(&w, data); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return w.String()
}

func TestMinifyShortens(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"<ul>\n  <li class=\"a\">{{.A}}</li>\n  {{/* c */}}\n  <li>b</li>\n</ul>", "<ul><li class=\"a\">{{.A}}</li>{{/**/}}<li>b</li></ul>"},
		{"{{/* a page's */}}\n{{- /* <p>' */ -}}\n<ul>\n  <li>{{.A}}</li>\n</ul>{{\"/* ' */\"}}", "{{/**/}}\n{{- /**/ -}}<ul><li>{{.A}}</li></ul>{{\"/* ' */\"}}"},
		{"<!doctype html>\n<html>\n<head>\n<title> {{.T}} </title>\n</head>\n<body>\n<!-- x --><p>a</p>\n</body>\n</html>\n", "<!doctype html><html><head><title>{{.T}}</title></head><body><p>a</p></body></html>"},
		{`{{define "x"}}` + "\n<p>\n a  b\n</p>\n{{end}}", `{{define "x"}}<p>a b</p>{{end}}`},
		{"<p>&#123;&#123;.Title}}   x</p>", "<p>&#123;&#123;.Title}}   x</p>"},
	} {
		if got, err := Minify(tt.in); got != tt.want || err != nil {
			t.Errorf("Minify(%q) = %q, %v, want %q", tt.in, got, err, tt.want)
		}
	}
}

// Errors of a minified set name the lines of the files.
func TestMinifyOutput(t *testing.T) {
	b := New(nil)
	if err := b.Add("page", "<p>\n\n  {{.Title}}\n</p>\n"); err != nil {
		t.Fatal(err)
	}
	b.Kind("page", (*testSite)(nil))
	b.MinifyOutput(Minify)
	set, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := set.Append(nil, "page", site); string(got) != "<p>济南市交通运输局</p>" || err != nil {
		t.Errorf("Append = %q, %v", got, err)
	}
	if err := b.Add("page", "<p>\n\n  {{.Titel}}\n</p>\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Build(); err == nil || !strings.HasPrefix(err.Error(), "page:3:5: ") {
		t.Errorf("Build = %v, want an error at page:3:5", err)
	}
}
