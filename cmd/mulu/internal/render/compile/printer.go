package compile

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	texttemplate "text/template"
	"text/template/parse"
)

// escaperPrefix begins the names of the functions that html/template's escaper
// puts at the ends of pipelines.
const escaperPrefix = "_html_template_"

type escaper = func(dst []byte, s string) []byte

var (
	typeHTML      = reflect.TypeFor[template.HTML]()
	typeURL       = reflect.TypeFor[template.URL]()
	typeAttr      = reflect.TypeFor[template.HTMLAttr]()
	typeStringer  = reflect.TypeFor[fmt.Stringer]()
	typeFormatter = reflect.TypeFor[fmt.Formatter]()
)

// escaperOf gives our twin of a chain of escapers for strings of type t, or nil.
func escaperOf(chain []string, t reflect.Type) escaper {
	switch strings.ReplaceAll(strings.Join(chain, " "), escaperPrefix, "") {
	case "htmlescaper":
		if t == typeHTML {
			return appendRaw
		}
		return appendHTML
	case "attrescaper":
		if t == typeHTML {
			return appendAttrHTML
		}
		return appendHTML
	case "rcdataescaper":
		if t == typeHTML {
			return appendHTMLNorm
		}
		return appendHTML
	case "htmlnamefilter":
		if t == typeAttr {
			return appendRaw
		}
	case "urlfilter urlnormalizer attrescaper":
		if t == typeURL {
			return appendURLNorm
		}
		return appendURL
	case "urlnormalizer attrescaper":
		return appendURLNorm
	case "urlescaper attrescaper":
		if t == typeURL {
			return appendURLNorm
		}
		return appendURLQuery
	}
	return nil
}

// printer chooses by type. The common types have their own code, the others are
// shown by html/template's functions.
func printer(v value, chain []string) step {
	if v.typ == nil {
		return latePrinter(v, chain)
	}
	esc := escaperOf(chain, v.typ)
	plain := esc != nil && !v.typ.Implements(typeFormatter)
	switch kind := v.typ.Kind(); {
	case kind == reflect.Interface:
		return interfacePrinter(v, chain)
	case !plain || v.null && v.text == nil:
		return latePrinter(v, chain)
	case v.typ.Implements(typeError):
		return methodPrinter(v, "Error", esc)
	case v.typ.Implements(typeStringer):
		return methodPrinter(v, "String", esc)
	case v.raw != nil && len(chain) == 1 && chain[0] == escaperPrefix+"htmlescaper":
		return rawPrinter(v.raw)
	case kind == reflect.String:
		return stringPrinter(v, esc)
	case kind == reflect.Bool:
		test := v.bools()
		return textPrinter(func(st *state, dot word) string { return strconv.FormatBool(test(st, dot)) }, esc)
	}
	if number := numberPrinter(v); number != nil {
		return number
	}
	return latePrinter(v, chain)
}

func rawPrinter(raw func(*state, word) []byte) step {
	return func(st *state, dot word) flow {
		st.dst = append(st.dst, raw(st, dot)...)
		return goOn
	}
}

func textPrinter(text func(*state, word) string, esc escaper) step {
	return func(st *state, dot word) flow {
		st.dst = esc(st.dst, text(st, dot))
		return goOn
	}
}

func stringPrinter(v value, esc escaper) step {
	switch {
	case v.text != nil:
		return textPrinter(v.text, esc)
	case v.inDot:
		offset := v.offset
		return func(st *state, dot word) flow {
			st.dst = esc(st.dst, load[string](shift(need(dot), offset)))
			return goOn
		}
	}
	return textPrinter(v.strings(), esc)
}

// methodPrinter shows what String or Error gives. Pointers keep their own
// methods; other values are served by those of their address.
func methodPrinter(v value, name string, esc escaper) step {
	receiver := v
	if v.typ.Kind() != reflect.Pointer {
		receiver = value{typ: reflect.PointerTo(v.typ), at: v.place()}
	}
	m, _ := receiver.typ.MethodByName(name)
	shown, _ := direct(m.Func, []value{receiver}, typeString)
	return textPrinter(shown.text, esc)
}

// numberPrinter appends whole numbers, whose digits and sign no escaper changes.
func numberPrinter(v value) step {
	switch v.typ.Kind() {
	case reflect.Int:
		return signed(v.ints())
	case reflect.Int8:
		return signed(read[int8](v))
	case reflect.Int16:
		return signed(read[int16](v))
	case reflect.Int32:
		return signed(read[int32](v))
	case reflect.Int64:
		return signed(read[int64](v))
	case reflect.Uint:
		return unsigned(read[uint](v))
	case reflect.Uint8:
		return unsigned(read[uint8](v))
	case reflect.Uint16:
		return unsigned(read[uint16](v))
	case reflect.Uint32:
		return unsigned(read[uint32](v))
	case reflect.Uint64:
		return unsigned(read[uint64](v))
	}
	return nil
}

func signed[T int | int8 | int16 | int32 | int64](number func(*state, word) T) step {
	return func(st *state, dot word) flow {
		st.dst = strconv.AppendInt(st.dst, int64(number(st, dot)), 10)
		return goOn
	}
}

func unsigned[T uint | uint8 | uint16 | uint32 | uint64](number func(*state, word) T) step {
	return func(st *state, dot word) flow {
		st.dst = strconv.AppendUint(st.dst, uint64(number(st, dot)), 10)
		return goOn
	}
}

// interfacePrinter looks at the type when it runs.
func interfacePrinter(v value, chain []string) step {
	late, boxed := original(chain), v.boxed()
	text, html := escaperOf(chain, typeString), escaperOf(chain, typeHTML)
	return func(st *state, dot word) flow {
		var inside any
		if b := boxed(st, dot); b.IsValid() {
			inside = b.Interface()
		}
		switch x := inside.(type) {
		case string:
			if text != nil {
				st.dst = text(st.dst, x)
				return goOn
			}
		case template.HTML:
			if html != nil {
				st.dst = html(st.dst, string(x))
				return goOn
			}
		}
		st.dst = late(st.dst, inside)
		return goOn
	}
}

// latePrinter lets html/template's functions show the value.
func latePrinter(v value, chain []string) step {
	late, boxed := original(chain), v.boxed()
	return func(st *state, dot word) flow {
		var inside any
		if b := boxed(st, dot); b.IsValid() {
			inside = b.Interface()
		}
		st.dst = late(st.dst, inside)
		return goOn
	}
}

// original gives html/template's own escapers in a chain, as a template of one
// action executed by text/template.
func original(chain []string) func(dst []byte, v any) []byte {
	known := map[string]any{}
	for _, name := range chain {
		known[name] = fmt.Sprint
	}
	t := texttemplate.Must(withEscapers().Clone())
	text := "{{. | " + strings.Join(chain, " | ") + "}}"
	trees, err := parse.Parse("escapers", text, "", "", known)
	if err == nil {
		t, err = t.AddParseTree("escapers", trees["escapers"])
	}
	if err != nil {
		panic(fmt.Sprintf("compile: escapers %v: %v", chain, err))
	}
	return func(dst []byte, v any) []byte {
		w := sliceWriter(dst)
		if err := t.Execute(&w, v); err != nil {
			panic(errBail)
		}
		return w
	}
}

// withEscapers is a template that knows the functions of html/template's escaper.
var withEscapers = sync.OnceValue(func() *texttemplate.Template {
	t := template.Must(template.New("").Parse("{{.}}"))
	// Executing escapes, and escaping makes the functions known.
	if err := t.Execute(&sliceWriter{}, ""); err != nil {
		panic("compile: " + err.Error())
	}
	text, _ := textTemplate(t)
	return text
})
