package compile

import (
	"errors"
	"html/template"
	"strings"
	"sync"
	"testing"
)

// buildErrors gives the lines of Build's error.
func buildErrors(t *testing.T, sample any, files ...file) []string {
	t.Helper()
	b := New(testFuncs)
	for _, f := range files {
		if err := b.Add(f.name, f.text); err != nil {
			t.Fatal(err)
		}
	}
	b.Kind("page", sample)
	set, err := b.Build()
	if err == nil {
		return nil
	}
	if set != nil {
		t.Error("Build gave a set and an error")
	}
	return strings.Split(err.Error(), "\n")
}

// Every mistake is found although no branch is taken, at its line and column.
func TestBuildFindsMistakes(t *testing.T) {
	for _, tt := range []struct{ body, want string }{
		{"一\n二 {{.Titel}}", "page:2:5: 类型 compile.testDocument 没有名为 Titel 的字段或方法，是否应为 Title"},
		{"{{if false}}{{.Site.Titles}}{{end}}", "page:1:20: 类型 compile.testSite 没有名为 Titles 的字段或方法，是否应为 Title"},
		{"{{range .Fields}}{{.Zzz}}{{else}}{{.Fields.X}}{{end}}", "page:1:20: 类型 compile.testField 没有名为 Zzz 的字段或方法|page:1:43: 类型 []compile.testField 没有名为 X 的字段或方法"},
		{"{{with .Validity}}{{.Successor.Link}}{{end}}", "page:1:31: 类型 compile.testLink 没有名为 Link 的字段或方法"},
		{"{{range $i, $f := .Fields}}{{$f.Name}}{{$i.X}}{{end}}", "page:1:32: 类型 compile.testField 没有名为 Name 的字段或方法|page:1:43: 类型 int 没有名为 X 的字段或方法"},
		{`{{template "part" .Site}}{{define "part"}}{{.Foo}}{{end}}`, "page:1:45: 类型 compile.testSite 没有名为 Foo 的字段或方法"},
		{`<a title="{{template "part" .Site}}">{{define "part"}}{{.Foo}}{{end}}`, "page:1:57: 类型 compile.testSite 没有名为 Foo 的字段或方法"},
		{`{{template "part"}}{{define "part"}}{{.Foo}}{{end}}`, "page:1:39: 此处没有数据，不能取 .Foo：调用本模板时没有传入值"},
		{"{{.Written.String 1}}", "page:1:11: String 需要 0 个参数，这里有 1 个"},
		{"{{.Title 1}}", "page:1:3: Title 是字段，不是方法，不能带参数"},
		{"{{upper .Count}}", "page:1:9: upper 的参数应是 string，这里是 int"},
		{"{{upper 3}}", "page:1:9: 参数应是 string，这里是 3"},
		{"{{pair .Title}}", "page:1:3: pair 需要 2 个参数，这里有 1 个"},
		{`{{if eq .Count "1"}}{{end}}`, "page:1:6: eq 不能比较 int 和 string"},
		{`{{lt .Site .Site}}`, "page:1:3: lt 不能比较 *compile.testSite 的大小"},
		{`{{len .Count}}`, "page:1:3: 类型 int 没有长度"},
		{`{{range .Title}}{{end}}`, "page:1:9: range 不能用于类型 string"},
		{`{{range $a, $b := .Count}}{{end}}`, "page:1:9: 对整数循环只能有一个变量"},
		{`{{index .Keywords "a"}}`, "page:1:3: []string 的下标应是整数，这里是 string"},
		{`{{.Body}}`, "page:1:3: .Body 是 HTML 字节，应写成 {{.Body.HTML}}"},
		{`{{.Title | .Site}}`, "page:1:12: Site 是字段，不是方法，不能带参数"},
		{`{{.unexported}}`, "page:1:3: 类型 compile.testDocument 没有名为 unexported 的字段或方法"},
		{`{{.Count.X}}{{.Titel}}`, "page:1:9: 类型 int 没有名为 X 的字段或方法|page:1:15: 类型 compile.testDocument 没有名为 Titel 的字段或方法，是否应为 Title"},
		{`<a href="{{.Title}}`, "page: 模板结束时标签或引号没有写完"},
		{`{{if .Title}}<a href="{{end}}x`, "page:1:6: 各分支结束的位置不同"},
		{`{{nil}}`, "page:1:3: nil 只能作参数"},
		{`{{template "none"}}`, "page:1:12: 没有名为 none 的模板"},
	} {
		got := buildErrors(t, (*testDocument)(nil), file{"page", tt.body})
		want := strings.Split(tt.want, "|")
		if len(got) != len(want) {
			t.Errorf("%s: errors %q, want %q", tt.body, got, want)
			continue
		}
		for i := range want {
			if !strings.HasPrefix(got[i], want[i]) {
				t.Errorf("%s: error %q, want %q", tt.body, got[i], want[i])
			}
		}
	}
}

func TestGuard(t *testing.T) {
	const at = "page:1:"
	for _, tt := range []struct{ body, want string }{
		{`<script>var x = {{.Title}}</script>`, at + "19: " + scriptMessage},
		{`<SCRIPT src="/a.js">{{if .Title}}x{{end}}</SCRIPT>`, at + "26: " + scriptMessage},
		{`<script type="application/ld+json">{"a": "{{.Title}}"}</script>`, at + "45: " + scriptMessage},
		{`<style>a { color: {{.Title}} }</style>`, at + "21: " + scriptMessage},
		{`<p style="color: red">`, at + "4: " + styleMessage},
		{`<p class="{{.Title}}" STYLE="color: {{.Title}}">`, at + "23: " + styleMessage},
		{`<p {{if .Title}}style="x"{{end}}>`, at + "17: " + styleMessage},
		{`<button type=button onclick="f({{.Count}})">`, at + "21: 不能用 onclick 属性"},
		{`<button onClick='x'>`, at + "9: 不能用 onclick 属性"},
		{`<script>{{template "t" .}}</script>{{define "t"}}x{{end}}`, at + "20: " + scriptMessage},
		{`<!-- <script> -->{{.Title}}<p title="a style=b onx=c">style= <b data-style="x" one>`, at + "80: 不能用 one 属性"},
		{`<script src="{{.Title}}" integrity={{.Title}}></script>{{.Title}}<style>a{}</style>{{.Title}}<p title={{.Title}} class=x>`, ""},
		{`<title><style>{{.Title}}</title><textarea>a style="</textarea>{{if .Title}}<p>{{else}}<p class="x">{{end}}<on>1 < 2</on>`, ""},
		{"<p data-a='<script>'>{{.Title}}</p><br/>{{.Title}}", ""},
	} {
		got := buildErrors(t, (*testDocument)(nil), file{"page", tt.body})
		if tt.want == "" {
			if got != nil {
				t.Errorf("%s: errors %q, want none", tt.body, got)
			}
			continue
		}
		found := false
		for _, e := range got {
			found = found || strings.HasPrefix(e, tt.want)
		}
		if !found {
			t.Errorf("%s: errors %q, want %q", tt.body, got, tt.want)
		}
	}
}

// A partial does not show where it is called, but the escaper knows.
func TestGuardSeesPartials(t *testing.T) {
	got := buildErrors(t, (*testDocument)(nil), file{"page", `<a{{template "a" .}}b">{{define "a"}} style="{{.Title}}{{end}}`})
	if len(got) == 0 || !strings.Contains(got[0], scriptMessage) {
		t.Errorf("errors %q, want %q", got, scriptMessage)
	}
}

func TestAddErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"a\n{{if}}", "x.html:2: if 缺少值"},
		{"{{if .A}}\n\n", "x.html:3: 缺少 {{end}}：if、range、with、define 或 block 没有结束"},
		{"{{end}}", "x.html:1: 多出的 {{end}}"},
		{"{{nosuch .A}}", "x.html:1: 没有名为 nosuch 的函数"},
		{"{{$x}}", "x.html:1: 没有声明变量 $x"},
		{"{{.A", "x.html:1: 动作没有以 }} 结束"},
		{"{{\"a}}", "x.html:1: 引号没有配对"},
		{"{{/* a", "x.html:1: 注释没有以 */}} 结束"},
		{"{{.A | 1}}", "x.html:1: 模板语法有误（"},
	} {
		err := New(nil).Add("x.html", tt.text)
		typed := (*Error)(nil)
		if !errors.As(err, &typed) || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Add(%q) = %v, want %s", tt.text, err, tt.want)
		}
	}
}

func TestAddReplaces(t *testing.T) {
	b := New(nil)
	for _, f := range []file{{"part", "old"}, {"page", `{{template "part"}} {{.Title}}`}, {"part", "new"}} {
		if err := b.Add(f.name, f.text); err != nil {
			t.Fatal(err)
		}
	}
	b.Kind("page", (*testSite)(nil))
	set, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	got, err := set.Append([]byte("> "), "page", &testSite{Title: "T"})
	if string(got) != "> new T" || err != nil {
		t.Errorf("Append = %q, %v, want %q", got, err, "> new T")
	}
	// Templates without a kind and values of other types are html/template's.
	if got, err := set.Append(nil, "page", map[string]string{"Title": "<m>"}); string(got) != "new &lt;m&gt;" || err != nil {
		t.Errorf("Append of a map = %q, %v", got, err)
	}
	if got, err := set.Append([]byte("> "), "none", nil); err == nil || string(got) != "> " {
		t.Errorf("Append of no template = %q, %v, want an error", got, err)
	}
}

func TestMissingKind(t *testing.T) {
	b := New(nil)
	b.Kind("page", (*testSite)(nil))
	if _, err := b.Build(); err == nil || err.Error() != "page: 缺少这个模板文件" {
		t.Errorf("Build = %v", err)
	}
}

func TestFallbacks(t *testing.T) {
	b := New(nil)
	for _, f := range []file{{"b", `{{template "part" .Any}}`}, {"a", "x\n{{call .Call}}"}, {"part", `{{.Field}}`}} {
		if err := b.Add(f.name, f.text); err != nil {
			t.Fatal(err)
		}
	}
	b.Kind("a", (*all)(nil))
	b.Kind("b", (*all)(nil))
	set, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(set.Fallbacks(), "\n")
	want := "a: a:2: 函数 call\nb: part:1: 类型 interface {} 的值到运行时才知道有没有 Field"
	if got != want {
		t.Errorf("Fallbacks() = %s\nwant %s", got, want)
	}
}

func TestConcurrentAppends(t *testing.T) {
	set := pageSet(t, true)
	want, err := set.Append(nil, "document.html", documentPage(3000))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				got, err := set.Append(nil, "document.html", documentPage(3000))
				if err != nil || string(got) != string(want) {
					t.Errorf("a page of several goroutines differs: %v", err)
					return
				}
			}
		})
	}
	group.Wait()
}

// A page costs no allocation but those of the methods it calls.
func TestNoAllocations(t *testing.T) {
	if underRace {
		t.Skip("allocations are not counted under the race detector")
	}
	b := New(template.FuncMap{"odd": func(i int) bool { return i%2 == 1 }, "first": func(s string) string { return s[:1] }})
	text := `{{define "part"}}{{.Name}}{{end}}{{range $i, $e := .Values}}{{$i}}{{template "part" $e}}{{if odd $i}}{{first $e.Name}}{{end}}{{end}}
{{.Body.HTML}}{{.HTML}}<a href="{{.U}}" title="{{.S}}">{{.I}}{{with .NilP}}x{{end}}{{if and .Yes (eq .S "x" "y")}}{{len .Strings}}{{end}}</a>{{range .Nodes}}{{.Name}}{{end}}`
	if err := b.Add("page", text); err != nil {
		t.Fatal(err)
	}
	b.Kind("page", (*all)(nil))
	set, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	data, dst := sample(), make([]byte, 0, 10_000)
	got := testing.AllocsPerRun(100, func() {
		if _, err := set.Append(dst, "page", data); err != nil {
			t.Fatal(err)
		}
	})
	if got > 0 {
		t.Errorf("a page cost %v allocations, want 0", got)
	}
}
