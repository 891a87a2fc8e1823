package compile

import (
	"fmt"
	"html/template"
	"reflect"
)

// A Builder collects template files and the types of the kinds. It is not safe
// for concurrent use.
type Builder struct {
	funcs  template.FuncMap
	files  []file // in the order of the first Add of each name
	kinds  map[string]reflect.Type
	minify bool
}

type file struct{ name, text string }

// kind is a template that is executed with values of one type.
type kind struct {
	typ     reflect.Type
	reasons []string // why html/template executes it
}

// New makes a Builder whose templates may call funcs and html/template's
// built-in functions.
func New(funcs template.FuncMap) *Builder {
	return &Builder{funcs: funcs, kinds: map[string]reflect.Type{}}
}

// Add adds a file in html/template syntax under a name, by which {{template}}
// calls it. It may hold {{define}} blocks; of two blocks of one name the one in
// the later file counts, as in html/template. A second Add of a name replaces
// the file and keeps its place in the order. A syntax error is an *Error.
func (b *Builder) Add(name, text string) error {
	if _, err := template.New(name).Funcs(b.funcs).Parse(text); err != nil {
		return &Error{File: name, Message: err.Error()}
	}
	for i := range b.files {
		if b.files[i].name == name {
			b.files[i].text = text
			return nil
		}
	}
	b.files = append(b.files, file{name, text})
	return nil
}

// Kind declares that the template name is executed with values of the type of
// sample, a pointer to a struct; its value is not used. Build checks every use
// of a field or method against the type.
func (b *Builder) Kind(name string, sample any) {
	t := reflect.TypeOf(sample)
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("compile: the sample of kind %s is a %v, not a pointer to a struct", name, t))
	}
	b.kinds[name] = t
}

// MinifyOutput makes Build shorten every file with Minify after it has been
// checked, so that errors keep the lines of the files.
func (b *Builder) MinifyOutput() { b.minify = true }

// Build parses, escapes, checks and compiles all files. The error joins all
// problems found, each an *Error, sorted by place.
func (b *Builder) Build() (*Set, error) {
	root := template.New("").Funcs(b.funcs)
	for _, f := range b.files {
		if _, err := root.New(f.name).Parse(f.text); err != nil {
			return nil, &Error{File: f.name, Message: err.Error()}
		}
	}
	set := &Set{root: root, kinds: map[string]*kind{}}
	for name, typ := range b.kinds {
		set.kinds[name] = &kind{typ: typ}
	}
	return set, nil
}
