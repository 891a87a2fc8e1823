package compile

// This file holds every unsafe operation of the package. Four facts make them
// sound:
//
//   - A word is the address of a live Go value of a type that is known at build
//     time; for pointer types it is the pointer itself. Offsets, element sizes
//     and types come from package reflect, never from a guess. The garbage
//     collector sees words as pointers, interior ones too, so what they point to
//     stays alive.
//   - Go's calling convention depends on the underlying types of parameters and
//     results only, so a func(*T) Named, where Named is a string type, may be
//     called as a func(unsafe.Pointer) string.
//   - What is Borrowed is a worker's: it is written anew for the next page only, and no
//     view is kept longer.
//   - html/template.Template has a field "text" of type *text/template.Template;
//     textTemplate tests name and type and reports false if that ever changes.

import (
	htmltemplate "html/template"
	"reflect"
	texttemplate "text/template"
	"unsafe"
)

// word stands for a value of a static type: its address or, for pointer types,
// the pointer. A nil word is a nil pointer or no value at all.
type word = unsafe.Pointer

// shift gives the address of a part: a field or an element.
func shift(w word, offset uintptr) word { return unsafe.Add(w, offset) }

// loadPointer reads the pointer at an address.
func loadPointer(w word) word { return *(*word)(w) }

// load reads a value of type T at its address. The static type of the value
// must have T's underlying type.
func load[T any](w word) T { return *(*T)(w) }

// hold gives the word of a value made at run time; not for pointer types.
func hold[T any](v T) word { return word(&v) }

// smallInts are the words of loop indexes, shared and never written.
var smallInts = func() (t [1024]int) {
	for i := range t {
		t[i] = i
	}
	return t
}()

func intWord(n int) word {
	if 0 <= n && n < len(smallInts) {
		return word(&smallInts[n])
	}
	return hold(n)
}

// sliceParts gives the first element and the length of the slice at w.
func sliceParts(w word) (first word, n int) {
	s := *(*[]byte)(w) // the header is alike for all element types
	return word(unsafe.SliceData(s)), len(s)
}

// Borrowed views bytes as a string of any string type, without a copy: for views that are
// shown before whoever owns the bytes writes into them again.
func Borrowed[T ~string](b []byte) T { return T(unsafe.String(unsafe.SliceData(b), len(b))) }

// rootWord gives the word of a value whose dynamic type is a pointer.
func rootWord(data any) word { return reflect.ValueOf(data).UnsafePointer() }

// box makes a reflect.Value of the word of a value of type t. It is addressable
// even where text/template's would not be.
func box(t reflect.Type, w word) reflect.Value {
	if t.Kind() == reflect.Pointer {
		return reflect.NewAt(t.Elem(), w).Convert(t)
	}
	return reflect.NewAt(t, w).Elem()
}

// unbox is the inverse of box, for a value of static type t. The value is copied.
func unbox(t reflect.Type, v reflect.Value) word {
	if t.Kind() == reflect.Pointer {
		return v.UnsafePointer()
	}
	p := reflect.New(t)
	p.Elem().Set(v)
	return p.UnsafePointer()
}

// funcAs views a function as one of type F. Parameters and results of F must
// have the same underlying types, or both be pointers. See shapeOf.
func funcAs[F any](fn reflect.Value) F {
	p := reflect.New(fn.Type())
	p.Elem().Set(fn)
	return *(*F)(p.UnsafePointer())
}

// textTemplate gives the text/template that executes t, whose name space alone
// holds the trees that the escaper derives for calls inside tags.
func textTemplate(t *htmltemplate.Template) (*texttemplate.Template, bool) {
	field := reflect.ValueOf(t).Elem().FieldByName("text")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*texttemplate.Template]() || field.IsNil() {
		return nil, false
	}
	return (*texttemplate.Template)(field.UnsafePointer()), true
}
