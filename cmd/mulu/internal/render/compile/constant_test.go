package compile

import (
	"errors"
	"html/template"
	"strings"
	"testing"
)

// A call with nothing but constants is made when the set is built, and what it gives is
// escaped for its place as html/template does.
func TestConstantCalls(t *testing.T) {
	calls := 0
	b := New(template.FuncMap{
		"say":  func(s string, more ...any) string { calls++; return "<" + s + " & 'x'>" },
		"attr": func() template.HTMLAttr { calls++; return ` lang="zh"` },
		"none": func() template.HTMLAttr { return "" },
	})
	const page = `<p class="a"{{attr}} title="{{say "t"}}"{{none}}>{{say "b" 1}}{{if .Title}}{{say "c"}}{{end}}{{say "d" .Title}}</p>`
	if err := b.Add("page", page); err != nil {
		t.Fatal(err)
	}
	b.Kind("page", (*testDocument)(nil))
	set, err := b.Build()
	if err != nil || len(set.Fallbacks()) > 0 {
		t.Fatal(err, set.Fallbacks())
	}
	calls = 0
	data := &testDocument{Title: "T"}
	got, err := set.Append(nil, "page", data)
	if err != nil || calls != 1 {
		t.Errorf("%d calls, want only that with a value (%v)", calls, err)
	}
	var want strings.Builder
	if err := set.root.ExecuteTemplate(&want, "page", data); err != nil || string(got) != want.String() {
		t.Errorf("got %s\nwant %s", got, want.String())
	}
	if !strings.Contains(string(got), `<p class="a" lang="zh" title="&lt;t &amp; &#39;x&#39;&gt;">&lt;b`) {
		t.Errorf("got %s", got)
	}
}

// What panics with constants is not an error of building, but of the page.
func TestConstantCallsThatFail(t *testing.T) {
	b := New(template.FuncMap{"fail": func(s string) string { panic(s) }})
	if err := b.Add("page", `a{{if .Title}}{{fail "x"}}{{end}}`); err != nil {
		t.Fatal(err)
	}
	b.Kind("page", (*testDocument)(nil))
	set, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := set.Append(nil, "page", &testDocument{}); string(got) != "a" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := set.Append(nil, "page", &testDocument{Title: "T"}); err == nil {
		t.Error("no error")
	}
}

// A judge sees the constants of every call, and what it refuses is an error there.
func TestVet(t *testing.T) {
	b := New(template.FuncMap{"say": func(s string, more ...any) string { return s }})
	b.Vet("say", func(args []any) error {
		if args[0] == nil || args[0] == "bad" || len(args) == 3 && args[2] == nil {
			return errors.New("refused")
		}
		return nil
	})
	if err := b.Add("page", "{{say \"good\" .Count}}{{say \"good\" 1 2}}\n{{if false}}{{say \"bad\"}}{{end}}\n{{say .Title}}{{say \"good\" 1 .Count}}"); err != nil {
		t.Fatal(err)
	}
	b.Kind("page", (*testDocument)(nil))
	_, err := b.Build()
	if want := "page:2:15: refused\npage:3:3: refused\npage:3:17: refused"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
