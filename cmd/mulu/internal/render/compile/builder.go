package compile

import (
	"errors"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// A Builder collects template files and the types of the kinds. It is not safe
// for concurrent use.
type Builder struct {
	funcs template.FuncMap
	vets  map[string]func(args []any) error
	files []file // in the order of the first Add of each name
	kinds map[string]reflect.Type
	short func(text string) (string, error) // nil: files stay as they are
	sure  bool                              // the files were checked when the program was made
}

type file struct{ name, text string }

// New makes a Builder whose templates may call funcs and html/template's
// built-in functions. Functions must give the same result for the same
// arguments and must not change their arguments: a call with nothing but constants
// is made once, when the set is built.
func New(funcs template.FuncMap) *Builder {
	return &Builder{funcs: funcs, kinds: map[string]reflect.Type{}, vets: map[string]func([]any) error{}}
}

// Vet gives a function's calls a judge: it gets the arguments of each, nil in place of
// those that are no constants, and what it refuses is an error of Build at the call's
// place.
func (b *Builder) Vet(name string, judge func(args []any) error) { b.vets[name] = judge }

// Add adds a file in html/template syntax under a name, by which {{template}}
// calls it. It may hold {{define}} blocks; of two blocks of one name the one in
// the later file counts, as in html/template. A second Add of a name replaces
// the file and keeps its place in the order. A syntax error is an *Error.
func (b *Builder) Add(name, text string) error {
	if b.sure {
		b.files = append(b.files, file{name, text})
		return nil
	}
	if _, err := template.New(name).Funcs(b.funcs).Parse(text); err != nil {
		return syntaxError(name, err)
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

// MinifyOutput makes Build shorten every file, with Minify or what knows what that makes,
// after all have been checked, so that errors name the lines of the files as they were added.
func (b *Builder) MinifyOutput(short func(text string) (string, error)) { b.short = short }

// Sure says that all files that will be added, each once, are known to be without faults:
// they are parsed and checked once, shortened, and not twice before.
func (b *Builder) Sure() { b.sure = true }

// Build parses, escapes, checks and compiles all files. The error joins all
// problems found, each an *Error, sorted by place.
func (b *Builder) Build() (*Set, error) {
	if !b.sure || b.short == nil {
		if set, err := b.build(b.files); err != nil || b.short == nil {
			return set, err
		}
	}
	short := slices.Clone(b.files)
	for i, f := range short {
		var err error
		if short[i].text, err = b.short(f.text); err != nil {
			return nil, &Error{File: f.name, Message: "模板不能压缩：" + err.Error()}
		}
	}
	return b.build(short)
}

func (b *Builder) build(files []file) (*Set, error) {
	root := template.New("").Funcs(b.funcs)
	problems := &problems{files: map[string]string{}}
	for _, f := range files {
		problems.files[f.name] = f.text
		if _, err := root.New(f.name).Parse(f.text); err != nil {
			return nil, syntaxError(f.name, err)
		}
	}
	for _, t := range root.Templates() {
		if t.Tree != nil {
			guard(t.Tree, problems.add)
		}
	}
	set := &Set{root: root, kinds: map[string]*kind{}}
	for _, name := range slices.Sorted(maps.Keys(b.kinds)) {
		if root.Lookup(name) == nil {
			problems.list = append(problems.list, &Error{File: name, Message: "缺少这个模板文件"})
			continue
		}
		set.kinds[name] = &kind{typ: b.kinds[name]}
	}
	set.escape(problems)
	set.compile(b, problems)
	if err := problems.join(); err != nil {
		return nil, err
	}
	return set, nil
}

// escape makes html/template rewrite the trees of all kinds. It does so when a
// template is first executed; the wrapper stops that execution before any
// function is called.
func (s *Set) escape(problems *problems) {
	names := slices.Sorted(maps.Keys(s.kinds))
	for _, name := range names {
		wrapper := fmt.Sprintf("stop{{template %q .}}", name)
		template.Must(s.root.New(wrapperPrefix + name).Parse(wrapper))
	}
	for _, name := range names {
		err := s.root.ExecuteTemplate(stopped{}, wrapperPrefix+name, nil)
		if unsafe := (*template.Error)(nil); errors.As(err, &unsafe) {
			problems.escape(name, unsafe)
		}
	}
}

const wrapperPrefix = "escape "

// stopped is a writer that ends the execution of a template.
type stopped struct{}

var errStopped = errors.New("stopped")

func (stopped) Write([]byte) (int, error) { return 0, errStopped }

func (s *Set) compile(b *Builder, problems *problems) {
	trees, ok := s.trees()
	if !ok {
		for _, k := range s.kinds {
			k.reasons = []string{"html/template 的内部结构已变，不能编译"}
		}
		return
	}
	c := &compiler{trees: trees, funcs: b.funcs, vets: b.vets, codes: map[codeKey]*code{}, problem: problems.add, place: problems.place}
	for _, name := range slices.Sorted(maps.Keys(s.kinds)) {
		k := s.kinds[name]
		k.code = c.template(name, value{typ: k.typ})
		k.reasons = slices.Compact(slices.Sorted(slices.Values(k.code.reasons(map[*code]bool{}))))
	}
}

// trees gives the escaped templates by name.
func (s *Set) trees() (map[string]*parse.Tree, bool) {
	text, ok := textTemplate(s.root)
	if !ok {
		return nil, false
	}
	trees := map[string]*parse.Tree{}
	for _, t := range text.Templates() {
		if t.Tree != nil && !strings.HasPrefix(t.Name(), wrapperPrefix) {
			trees[t.Name()] = t.Tree
		}
	}
	return trees, true
}
