package compile

import (
	"html/template"
	"reflect"
	"runtime"
	"testing"
)

// These tests are run with -race too, which turns the checks of pointers on.

type layout struct {
	A  uint8
	S  string
	P  *layout
	F  float64
	In struct {
		B [3]byte
		T []kindString
	}
	Iface any
}

func TestBoxesAndWords(t *testing.T) {
	v := &layout{A: 1, S: "s", F: 2.5, Iface: 7}
	v.P, v.In.T = &layout{S: "inner"}, []kindString{"x", "y"}
	typ := reflect.TypeFor[layout]()
	root := rootWord(v)
	for i := range typ.NumField() {
		f := typ.Field(i)
		w := shift(root, f.Offset)
		if f.Type.Kind() == reflect.Pointer {
			w = loadPointer(w)
		}
		got, want := box(f.Type, w).Interface(), reflect.ValueOf(v).Elem().Field(i).Interface()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("box of %s = %v, want %v", f.Name, got, want)
		}
		copied := box(f.Type, unbox(f.Type, reflect.ValueOf(want))).Interface()
		if !reflect.DeepEqual(copied, want) {
			t.Errorf("unbox of %s = %v, want %v", f.Name, copied, want)
		}
	}
	first, n := sliceParts(word(&v.In.T))
	if n != 2 || load[string](shift(first, reflect.TypeFor[kindString]().Size())) != "y" {
		t.Errorf("sliceParts gave %d elements, want x and y", n)
	}
	if load[int](intWord(5)) != 5 || load[int](intWord(-1)) != -1 || load[int](intWord(5000)) != 5000 {
		t.Error("intWord does not give its number")
	}
}

// Functions are called through their underlying types and what they give
// outlives a collection.
func TestFuncAs(t *testing.T) {
	method, _ := reflect.TypeFor[*pointerStringer]().MethodByName("String")
	text := funcAs[func(word) string](method.Func)
	value, _ := reflect.TypeFor[*testDate]().MethodByName("Chinese") // a method of the value, by its pointer
	chinese := funcAs[func(word) string](value.Func)
	named := funcAs[func(string, int) string](reflect.ValueOf(func(s kindString, n kindInt) template.HTML {
		return template.HTML(s) + template.HTML(n.String())
	}))
	list := funcAs[func(word) []byte](reflect.ValueOf(func(n *node) []*node { return n.Children }))
	for i := range 50 {
		if got, want := text(rootWord(&pointerStringer{i})), (&pointerStringer{i}).String(); got != want {
			t.Fatalf("String = %q, want %q", got, want)
		}
		if got := chinese(hold(testDate{2024, 1, 2})); got != "2024年1月2日" {
			t.Fatalf("Chinese = %q", got)
		}
		if got := named("a", 3); got != "a<3>" {
			t.Fatalf("named = %q", got)
		}
		children := list(rootWord(&node{Children: []*node{{Name: "child"}}}))
		runtime.GC()
		if w := hold(children); (*(*[]*node)(w))[0].Name != "child" {
			t.Fatal("a slice lost its elements")
		}
	}
}

func TestTextTemplate(t *testing.T) {
	text, ok := textTemplate(template.Must(template.New("name").Parse("x")))
	if !ok || text.Name() != "name" {
		t.Fatalf("textTemplate = %v, %v: html/template has changed inside, and all pages fall back", text, ok)
	}
}
