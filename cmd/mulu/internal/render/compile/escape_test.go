package compile

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/rounds"
)

// contexts are the places whose escapers have a twin here.
var contexts = []string{
	`<p>{{.}}</p>`, `<p title="{{.}}">`, `<p title='{{.}}'>`, `<title>{{.}}</title>`, `<textarea>{{.}}</textarea>`,
	`<a href="{{.}}">`, `<a href="/{{.}}">`, `<a href='/x?q={{.}}'>`, `<img src="{{.}}">`,
}

type escapeData struct {
	S    string
	HTML template.HTML
	URL  template.URL
	Any  any
}

// escapeSets are the contexts for each field, compiled and plain.
func escapeSets(tb testing.TB) (*Set, *template.Template) {
	tb.Helper()
	var text strings.Builder
	for _, field := range []string{"S", "HTML", "URL", "Any"} {
		for _, context := range contexts {
			text.WriteString(strings.ReplaceAll(context, "{{.}}", "{{."+field+"}}") + "\n")
		}
	}
	b := New(nil)
	if err := b.Add("page", text.String()); err != nil {
		tb.Fatal(err)
	}
	b.Kind("page", (*escapeData)(nil))
	set, err := b.Build()
	if err != nil {
		tb.Fatal(err)
	}
	return set, template.Must(template.New("page").Parse(text.String()))
}

func compareEscapes(tb testing.TB, set *Set, plain *template.Template, s string) {
	tb.Helper()
	for _, inside := range []any{s, template.HTML(s), template.URL(s)} {
		data := &escapeData{s, template.HTML(s), template.URL(s), inside}
		var want bytes.Buffer
		if err := plain.Execute(&want, data); err != nil {
			tb.Fatal(err)
		}
		got, ok := set.compiled(nil, "page", data)
		if !ok {
			tb.Fatalf("%q was left to html/template", s)
		}
		if !bytes.Equal(got, want.Bytes()) {
			tb.Fatalf("%q as %T:\n got %q\nwant %q", s, inside, got, want.Bytes())
		}
	}
}

var escapeSamples = []string{
	"", "a", "中文", "&amp;", "<b class=\"x\">y</b>", "a+b", "%", "%2", "%20", "%zz", "%E4%b8", "x%", "http://x/y", "HTTPS://x", "mailto:a@b",
	"javascript:alert(1)", "java/script:x", ":", "a:b", "/a:b", "?a:b", "//host/p?q=1&r=2#f", "(x)'\"[y]", "\xff\xfe", "a\xe4\xb8", "\u2028\ufdd0\uffff",
	"<!-- c --><script>x</script>", "a < b > c", "tab\tnew\nline\r", "\x00",
}

func TestEscapersEqual(t *testing.T) {
	rounds.Alone(t)
	set, plain := escapeSets(t)
	for r := rune(0); r <= 0x2FF; r++ {
		compareEscapes(t, set, plain, string(r))
		compareEscapes(t, set, plain, "a"+string(r)+"b"+string(r))
	}
	for c := range 256 {
		compareEscapes(t, set, plain, string([]byte{byte(c)}))
		compareEscapes(t, set, plain, string([]byte{'%', byte(c), 'a', byte(c)}))
	}
	for _, s := range escapeSamples {
		compareEscapes(t, set, plain, s)
	}
}

func FuzzEscapersEqual(f *testing.F) {
	for _, s := range escapeSamples {
		f.Add(s)
	}
	set, plain := escapeSets(f)
	f.Fuzz(func(t *testing.T, s string) { compareEscapes(t, set, plain, s) })
}
