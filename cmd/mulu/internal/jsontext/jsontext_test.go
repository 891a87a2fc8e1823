package jsontext

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// FuzzAppend holds Append to encoding/json: the same text comes back, and nothing in it
// can end a script element.
func FuzzAppend(f *testing.F) {
	for _, s := range []string{"", "甲乙", "a\"b\\c", "</script><!--", "\u2028\u2029", "\x00\x1f\x7f", "\xff\xc3", "😀&"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Append(nil, s)
		var back string
		if err := json.Unmarshal(got, &back); err != nil || back != strings.ToValidUTF8(s, "\ufffd") && back != each(s) {
			t.Errorf("%q becomes %s, read as %q (%v)", s, got, back, err)
		}
		if strings.ContainsAny(string(got), "<>&\u2028\u2029\n\r") {
			t.Errorf("%q becomes %s", s, got)
		}
	})
}

// each replaces every byte that is no UTF-8, as Append does; strings.ToValidUTF8 replaces runs.
func each(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// slow is Append, a character at a time.
func slow(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '"' || r == '\\':
			b.WriteString("\\" + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7f || strings.ContainsRune("<>&\u2028\u2029", r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// Each character, alone and between others, and each broken one is what slow makes of it.
func TestAppend(t *testing.T) {
	check := func(s string) {
		if got, want := string(Append(nil, s)), slow(s); got != want {
			t.Fatalf("%q becomes %s, want %s", s, got, want)
		}
		if got, want := string(Append([]byte("x"), []byte(s))), "x"+slow(s); got != want {
			t.Fatalf("the bytes %q become %s, want %s", s, got, want)
		}
	}
	for r := range rune(0x11000) {
		check(string(r))
		check("甲" + string(r) + "“a")
	}
	for a := range 256 {
		for _, more := range []string{"", "\x80", "\x80\x80", "\xa8", "\xff\xfe", "\xff甲\xff", "甲"} {
			check(string([]byte{byte(a)}) + more)
			check("甲" + string([]byte{byte(a)}) + more + "\n")
		}
	}
}

func TestObject(t *testing.T) {
	o := Begin([]byte("x"))
	o.Text("none", "")
	o.Texts("none", nil)
	o.Text("a", "甲")
	o.Texts("b", []string{"1", "2"})
	o.Key("c")
	inner := Begin(o.Dst)
	o.Dst = inner.End()
	if got, want := string(o.End()), `x{"a":"甲","b":["1","2"],"c":{}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !json.Valid(o.End()[1:]) {
		t.Errorf("%s is no JSON", o.End()[1:])
	}
}
