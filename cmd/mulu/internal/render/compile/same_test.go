package compile

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"testing"
)

// Values of all sorts that templates may meet.

type kindString string

type kindInt int

func (k kindInt) String() string { return fmt.Sprintf("<%d>", int(k)) }

type failing struct{}

func (failing) Error() string { return "error & text" }

type pointerStringer struct{ N int }

func (p *pointerStringer) String() string { return fmt.Sprint("pointer ", p.N) }

type formatter struct{}

func (formatter) Format(w fmt.State, _ rune) { fmt.Fprint(w, "<formatted>") }

type embedded struct{ Inner string }

func (embedded) Promoted() string { return "promoted" }

type node struct {
	Name     string
	Children []*node
	Next     *node
}

func (n *node) Depth() int {
	if n.Next == nil {
		return 1
	}
	return 1 + n.Next.Depth()
}

type all struct {
	embedded
	*node
	S, Empty, U string
	Named       kindString
	I           int
	Zero        int
	I8          int8
	I64         int64
	U16         uint16
	F           float64
	Yes, No     bool
	HTML        template.HTML
	URL         template.URL
	Attr        template.HTMLAttr
	Body        RawHTML
	Bytes       []byte
	K           kindInt
	Err         failing
	Stringer    fmt.Stringer
	NilStringer fmt.Stringer
	PS          pointerStringer
	PPS         *pointerStringer
	Fmt         formatter
	Any         any
	AnyHTML     any
	Nil         any
	P           *string
	NilP        *node
	Strings     []string
	Ints        []int
	None        []string
	HTMLs       []template.HTML
	Nodes       []*node
	Values      []node
	Array       [2]string
	Map         map[string]string
	Numbers     map[string]int
	Named2      map[kindString]*node
	ByInt       map[int]string
	NilMap      map[string]string
	Date        testDate
	Func        func(func(int) bool)
	Call        func() string
	Deep        struct {
		A struct{ B []struct{ C string } }
	}
}

func (a all) Plain() string                        { return "plain <" + a.S + ">" }
func (a *all) Pointer() template.HTML              { return template.HTML("<i>" + a.S + "</i>") }
func (a *all) Number() int                         { return a.I * 2 }
func (a *all) Is() bool                            { return a.Yes }
func (a *all) List() []string                      { return a.Strings }
func (a *all) First() *node                        { return a.Nodes[0] }
func (a *all) Struct() testDate                    { return a.Date }
func (a *all) Join(sep string) string              { return strings.Join(a.Strings, sep) }
func (a *all) Add(x, y int) int                    { return x + y }
func (a *all) Many(s ...string) int                { return len(s) }
func (a *all) Fine() (string, error)               { return "fine", nil }
func (a *all) Fails() (string, error)              { return "", errors.New("it fails") }
func (a *all) Panics() string                      { panic("it panics") }
func (a *all) TakesAny(x any) string               { return fmt.Sprintf("%T", x) }
func (a *all) TakesStringer(x fmt.Stringer) string { return x.String() }

var testFuncs = template.FuncMap{
	"upper":  strings.ToUpper,
	"bold":   func(s string) template.HTML { return template.HTML("<b>" + s + "</b>") },
	"year":   func(d testDate) int { return d.year },
	"pair":   func(a, b string) string { return a + "/" + b },
	"repeat": strings.Repeat,
	"inc":    func(i int) int { return i + 1 },
	"half":   func(f float64) float64 { return f / 2 },
	"wide":   func(i int64) int64 { return i << 20 },
	"has":    strings.Contains,
	"odd":    func(i int) bool { return i%2 == 1 },
	"any":    func(x any) any { return x },
	"named":  func(k kindString) kindString { return k + "!" },
	"nodes":  func(n *node) []*node { return n.Children },
	"check":  func(s string) (string, error) { return s, nil },
	"fail":   func() (string, error) { return "", errors.New("failed") },
	"sum":    func(n ...int) (t int) { return len(n) },
	"list":   func(s string) []string { return strings.Split(s, "") },
}

func sample() *all {
	s := "pointed <at>"
	leaf := &node{Name: "leaf & co"}
	tree := &node{Name: "root", Next: leaf, Children: []*node{leaf, {Name: "<b>", Children: []*node{{Name: "x"}}}}}
	a := &all{
		embedded: embedded{"inner"}, node: tree,
		S: `a<b>&"c"'d'+e 中文 x=1`, U: "/文件/a b.pdf?x=1&y=[2]#甲%20%zz", Named: "named<", I: 7, I8: -8, I64: 1 << 40, U16: 65535, F: 1e21,
		Yes: true, HTML: "<em title=\"x\">&amp; 'HTML' +</em>", URL: "javascript:alert(1)&x=(1)", Attr: `dir="ltr"`, Body: RawHTML("<p>body & co</p>"),
		Bytes: []byte{1, 2}, K: 3, Stringer: kindInt(4), PS: pointerStringer{5}, PPS: &pointerStringer{6}, Any: "any <text>", AnyHTML: template.HTML("<u>"),
		P: &s, Strings: []string{"one", "two<", "", "four"}, Ints: []int{3, 0, -1}, HTMLs: []template.HTML{"<hr>", "&"},
		Nodes: []*node{tree, leaf}, Values: []node{*leaf, *tree}, Array: [2]string{"x", "y"},
		Map: map[string]string{"k": "v<", "a": "A"}, Numbers: map[string]int{"one": 1, "zwei": 2},
		Named2: map[kindString]*node{"n": leaf}, ByInt: map[int]string{10: "ten", 9: "nine"}, Date: testDate{2024, 2, 29},
	}
	a.Func = func(yield func(int) bool) { yield(5) }
	a.Call = func() string { return "called" }
	a.Deep.A.B = []struct{ C string }{{"c1"}, {"c2"}}
	return a
}

// bodies are templates for *all. Each is executed by both engines.
var bodies = []string{
	``, `text`, `{{.S}}`, `{{.Named}}`, `{{.I}} {{.I8}} {{.I64}} {{.U16}} {{.F}} {{.Yes}} {{.No}}`,
	`{{.HTML}} {{.URL}} {{.Attr}} {{.Body.HTML}} {{.Bytes}} {{.K}} {{.Err}} {{.Stringer}} {{.NilStringer}}`,
	`{{.PS}} {{.PPS}} {{.Fmt}} {{.Any}} {{.AnyHTML}} {{.Nil}} {{.P}} {{.NilP}} {{.Strings}} {{.Map}} {{.Date}}`,
	`<a title="{{.S}}" data-x='{{.HTML}}' lang={{.S}} {{.Attr}} {{.Named}}="1">`,
	`<a title={{.Empty}} class={{.HTML}} id="{{.I}} {{.Yes}} {{.F}} {{.K}} {{.Err}} {{.Any}} {{.AnyHTML}} {{.Nil}} {{.Bytes}}">`,
	`<a href="{{.U}}">{{.U}}</a><a href='{{.URL}}'><a href="{{.S}}"><a href="/x/{{.U}}?q={{.U}}&amp;r={{.URL}}#{{.S}}"><a href="{{.I}}/{{.K}}"><a href={{.U}}>`,
	`<img src="{{.Empty}}" srcset="{{.U}} 2x, {{.URL}}"><form action="{{.P}}"><a href="{{.Any}}{{.AnyHTML}}{{.Nil}}{{.HTML}}">`,
	`<title>{{.S}} {{.HTML}} {{.Any}} {{.AnyHTML}} {{.I}}</title><textarea>{{.HTML}}{{.S}}{{.Body.HTML}}</textarea>`,
	`<!-- {{.S}} --><p>{{/* comment */}}{{- .S -}} </p>`,
	`<meta http-equiv="refresh" content="1; url={{.U}}"><meta content="{{.S}}">`,
	`{{if .S}}1{{end}}{{if .Empty}}2{{else}}3{{end}}{{if .I}}4{{else if .Yes}}5{{end}}{{if .Zero}}6{{else if .Yes}}7{{else}}8{{end}}`,
	`{{if .F}}a{{end}}{{if .Strings}}b{{end}}{{if .None}}c{{end}}{{if .Map}}d{{end}}{{if .NilMap}}e{{end}}{{if .P}}f{{end}}{{if .NilP}}g{{end}}{{if .Any}}h{{end}}{{if .Nil}}i{{end}}{{if .Date}}j{{end}}{{if .Stringer}}k{{end}}{{if .K}}l{{end}}{{if .Body}}m{{end}}{{if .Body.HTML}}n{{end}}{{if .U16}}o{{end}}{{if .Array}}p{{end}}`,
	`{{with .Next}}{{.Name}}{{$.S}}{{end}}{{with .NilP}}x{{else}}{{.S}}{{end}}{{with .Empty}}x{{else with .S}}{{.}}{{else}}z{{end}}{{with $x := .I}}{{$x}}{{.}}{{end}}`,
	`{{with .Map.k}}{{.}}{{end}}{{with .Map.zzz}}{{.}}{{else}}no{{end}}{{.Map.zzz}}{{.Map.k}}{{.Numbers.one}}{{.Numbers.zzz}}{{.NilMap.x}}{{if .Map.k}}y{{end}}{{if .Numbers.zzz}}n{{end}}`,
	`{{range .Strings}}<i>{{.}}</i>{{end}}{{range .None}}x{{else}}none {{.S}}{{end}}{{range $i, $e := .Strings}}{{$i}}{{$e}}{{$.I}}{{end}}{{range $e := .Ints}}{{$e}},{{end}}`,
	`{{range .Nodes}}{{.Name}}{{range .Children}}{{.Name}}{{.Depth}}{{end}}{{end}}{{range $i, $v := .Values}}{{$v.Name}}{{.Depth}}{{end}}{{range .Array}}{{.}}{{end}}{{range $k, $v := .Map}}{{$k}}={{$v}}{{end}}{{range $k, $v := .ByInt}}{{$k}}={{$v}}{{end}}`,
	`{{range $k, $v := .Named2}}{{$k}}{{$v.Name}}{{end}}{{range 3}}{{.}}{{end}}{{range $i := .I}}{{$i}}{{end}}{{range .Zero}}x{{else}}zero{{end}}{{range .NilMap}}x{{else}}empty{{end}}`,
	`{{range .Strings}}{{if eq . "two<"}}{{continue}}{{end}}{{if not .}}{{break}}{{end}}[{{.}}]{{end}}`,
	`{{range .HTMLs}}{{.}}{{end}}{{range .Deep.A.B}}{{.C}}{{end}}{{.Inner}}{{.Promoted}}{{.Name}}{{.Depth}}`,
	`{{.Plain}}{{.Pointer}}{{.Number}}{{.Is}}{{range .List}}{{.}}{{end}}{{.First.Name}}{{.Struct}}{{.Struct.Chinese}}{{.Join "-"}}{{.Add 1 2}}{{.Many}}{{.Many "a" .S}}{{.Fine}}`,
	`{{.TakesAny .I}}{{.TakesAny .Nil}}{{.TakesAny "x"}}{{.TakesAny 1.5}}{{.TakesAny .PPS}}{{.TakesStringer .K}}{{.TakesStringer .PS}}{{.Join .Empty}}{{"," | .Join}}`,
	`{{upper .S}}{{.S | upper}}{{bold .S}}{{.S | upper | bold}}{{year .Date}}{{pair .S .U}}{{repeat "x" 3}}{{"x" | pair "y"}}{{inc .I}}{{inc 2}}{{half 3}}{{half .F}}{{wide 3}}`,
	`{{has .S "b"}}{{if odd .I}}odd{{end}}{{any .S}}{{any .HTML}}{{named .Named}}{{named "c"}}{{range nodes .First}}{{.Name}}{{end}}{{check .S}}{{sum}}{{sum 1 2 .I}}{{range list "abc"}}{{.}}{{end}}`,
	`{{eq .I 7}}{{eq .I 1 2 7}}{{ne .S "x"}}{{lt .I 8}}{{le .I 7}}{{gt .I 7}}{{ge .I 7}}{{eq .Named "named<"}}{{lt .S .U}}{{eq .Yes true}}{{ne .Yes .No}}{{eq .I8 -8}}{{lt .I64 .U16}}{{eq .U16 65535}}{{gt .F 1.5}}{{eq .Any "any <text>"}}{{eq .Nil nil}}{{ne .P nil}}{{eq .NilP nil}}{{eq .Date .Struct}}{{eq .Map.k "v<"}}{{eq .Map.zzz ""}}`,
	`{{lt .U16 .I}}{{ge .K 3}}{{le "a" "b"}}{{eq "a" .Empty "a"}}{{gt .Numbers.one 0}}`,
	`{{and .S .U}}{{and .S .Empty}}{{or .Empty .S}}{{or .Empty .Empty}}{{and .Yes .No}}{{or .No .Yes}}{{not .S}}{{not .No}}{{and .I .S}}{{or .Zero .S .HTML}}{{or .Zero .HTML}}{{if and .Yes (or .No .S) (not .Empty)}}ok{{end}}{{with or .NilP .First}}{{.Name}}{{end}}{{.Yes | and .S}}{{or .Empty "default"}}`,
	`{{len .S}}{{len .Strings}}{{len .Map}}{{len .Array}}{{len .P}}{{index .Strings 1}}{{index .Map "k"}}{{index .Map "zzz"}}{{index .Numbers "one"}}{{(index .Nodes 0).Name}}{{(index .Values 1).Depth}}`,
	`{{index .Strings .Zero}}{{slice "abcdef" 1 3}}{{slice .S 2}}{{slice .S}}{{printf "%03d %s %v" .I .S .Date}}{{printf "plain"}}{{print .I .S}}{{println .S}}{{html .S}}{{.S | html}}{{urlquery .S}}{{js .S}}`,
	`<a href="{{.S | urlquery}}" title="{{.S | html}}"><a href="{{.U | html}}"><a href="?{{urlquery .S}}">`,
	`{{$x := .S}}{{$x}}{{$x = "other"}}{{$x}}{{$y := 1}}{{range .Ints}}{{$y = .}}{{end}}{{$y}}{{$n := .First}}{{$n.Name}}{{$n.Next.Name}}{{$z := len .S}}{{$z}}{{with $n}}{{$n := .Name}}{{$n}}{{end}}`,
	`{{$seen := false}}{{range .Strings}}{{if eq . "four"}}{{$seen = true}}{{end}}{{end}}{{if $seen}}seen{{end}}{{range $i, $e := .Strings}}{{$last := $i}}{{range $j, $f := $.Ints}}{{$i}}{{$j}}{{$last}}{{end}}{{end}}`,
	`{{$x := .PS}}{{$x}}{{$x.N}}`, `{{if $x := .S}}{{$x}}{{else}}{{$x}}{{end}}`,
	`{{.S | printf "%s %s" .U}}{{(.First).Name}}{{(len .S) | inc | inc}}{{(.Struct).Chinese | upper}}{{(printf "%d" .I) | upper}}`,
	`{{template "partial" .}}{{template "partial" .First}}{{template "static"}}{{template "cell" .S}}{{template "cell" .I}}{{template "cell" .HTML}}{{range .Nodes}}{{template "tree" .}}{{end}}{{range .Values}}{{template "tree" .}}{{end}}`,
	`<title>{{template "cell" .S}}</title><a href="{{template "cell" .U}}" title="{{template "cell" .HTML}}">{{block "local" .S}}[{{.}}]{{end}}`,
	`{{template "late" .Any}}{{template "late" .Nil}}{{range .Strings}}{{template "cell" .}}{{end}}{{template "vars" .}}`,
	`{{1}} {{1.5}} {{0x1f}} {{'a'}} {{1e3}} {{true}} {{"const <"}} {{-3}}`,
	`{{define "inner"}}{{.}}{{end}}{{template "inner" .I}}{{template "inner" .Nodes}}`,
	`{{.First.Next.Next}}`, `{{upper .Any}}`, `{{eq .Fmt .Fmt}}`,
	`{{range .Nodes}}{{with .Next}}{{.Name}}{{else}}{{.Name}} last{{end}}{{end}}{{with .Strings}}{{len .}}{{index . 0}}{{end}}{{with $.Deep.A}}{{range .B}}{{.C}}{{$.I}}{{end}}{{end}}`,
}

// leftBodies are left to html/template, when they are built or executed.
var leftBodies = []string{
	`{{$x := 1}}{{$x = "s"}}{{$x}}`, `{{1i}}`, `{{print nil}}{{html .I}}`, `{{html .S .U}}`,
	`{{.First.Next.Next.Name}}`, `{{.NilP.Name}}`, `{{index .Strings 9}}`, `{{.Fails}}`, `{{.Panics}}`, `{{fail}}`, `{{.NilStringer.String}}`,
	`{{.Any.Field}}`, `{{range .Any}}{{end}}`, `{{len .Any}}`, `{{eq .Any 1}}`, `{{lt .Nil 1}}`, `{{upper .Any}}{{inc .Any}}`,
	`{{$i := 0}}{{$e := ""}}{{range $i, $e = .Strings}}{{end}}{{$i}}{{$e}}`, `{{range .Func}}{{.}}{{end}}`,
	`{{call .Call}}`, `{{index .ByInt 9}}`, `{{slice .Strings 1}}`, `text {{.S}} before {{fail}}`,
}

const partials = `{{define "partial"}}<p>{{.Name}}{{range .Children}}{{.Name}}{{end}}</p>{{end}}
{{define "static"}}<hr>{{if .}}never{{end}}{{.}}{{end}}
{{define "cell"}}{{.}}{{end}}
{{define "late"}}{{if .}}{{.}}{{else}}nothing{{end}}{{end}}
{{define "tree"}}<li>{{.Name}}{{range .Children}}<ul>{{template "tree" .}}</ul>{{end}}</li>{{end}}
{{define "vars"}}{{$a := .S}}{{range $i, $s := .Strings}}{{$a}}{{template "cell" $s}}{{$i}}{{end}}{{$a}}{{end}}`

// both executes a body with both engines. Errors are compared as text.
func both(t *testing.T, body string, data *all) (got, want string, set *Set, compiled bool) {
	t.Helper()
	b := New(testFuncs)
	for _, f := range []file{{"partials", partials}, {"page", body}} {
		if err := b.Add(f.name, f.text); err != nil {
			t.Fatalf("Add(%s): %v", body, err)
		}
	}
	if strings.TrimSpace(body) == "" {
		return "", "", nil, true
	}
	b.Kind("page", data)
	set, err := b.Build()
	if err != nil {
		t.Fatalf("Build(%s): %v", body, err)
	}
	plain := template.Must(template.New("").Funcs(testFuncs).New("partials").Parse(partials))
	template.Must(plain.New("page").Parse(body))
	var w bytes.Buffer
	failed := plain.ExecuteTemplate(&w, "page", data)
	page, gotErr := set.Append(nil, "page", data)
	_, compiled = set.compiled(nil, "page", data)
	if failed != nil {
		if gotErr == nil || errors.Unwrap(gotErr).Error() != failed.Error() {
			t.Errorf("%s: error %v, want %v", body, gotErr, failed)
		}
		return "", "", set, compiled
	}
	if gotErr != nil {
		t.Errorf("%s: %v", body, gotErr)
	}
	return string(page), w.String(), set, compiled
}

func TestSameBytes(t *testing.T) {
	empty := &all{node: &node{}, Nodes: []*node{{}, nil}, Func: sample().Func}
	for i, body := range slices.Concat(bodies, leftBodies) {
		for j, data := range []*all{sample(), empty, nil} {
			got, want, set, compiled := both(t, body, data)
			if got != want {
				t.Errorf("data %d, %s:\n got %q\nwant %q", j, body, got, want)
			}
			if j == 0 && compiled != (i < len(bodies)) {
				t.Errorf("%s: compiled %v, Fallbacks() = %q", body, compiled, set.Fallbacks())
			}
		}
	}
}

// A template that calls itself for ever is left to html/template, which gives
// up after 100,000 calls.
func TestEndless(t *testing.T) {
	b := New(nil)
	if err := b.Add("page", `{{.S}}{{template "page" .}}`); err != nil {
		t.Fatal(err)
	}
	b.Kind("page", (*all)(nil))
	set, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := set.compiled(nil, "page", sample()); ok || len(set.Fallbacks()) > 0 {
		t.Errorf("compiled code ended, Fallbacks() = %q", set.Fallbacks())
	}
}

// FuzzData fills a value with the fuzzer's strings and numbers.
func FuzzData(f *testing.F) {
	f.Add("a", "b<", 3, uint8(2))
	f.Add("javascript:x", "%2", -1, uint8(0))
	f.Fuzz(func(t *testing.T, x, y string, n int, count uint8) {
		a := sample()
		a.S, a.U, a.Named, a.I, a.I64, a.F = x, y, kindString(x), n%100, int64(n), float64(n)/3
		a.HTML, a.URL, a.Any, a.AnyHTML = template.HTML(y), template.URL(x), y, n
		a.Yes, a.Body, a.Map = n%2 == 0, RawHTML(x), map[string]string{x: y, "k": x}
		a.Strings = strings.Split(y, "a")
		a.Nodes = a.Nodes[:min(int(count), 2)]
		body := bodies[(int(count)+len(x))%len(bodies)]
		if got, want, _, _ := both(t, body, a); got != want {
			t.Errorf("%s:\n got %q\nwant %q", body, got, want)
		}
	})
}
