package minified

import "testing"

func TestFind(t *testing.T) {
	if a, b := Name("js", []byte("x")), Name("css", []byte("x")); a == b {
		t.Errorf("one name for two kinds: %s", a)
	}
	if _, ok := Find("js", []byte("no script of the theme")); ok {
		t.Error("something is found that is not there")
	}
	if len(Names()) == 0 {
		t.Error("there are no files")
	}
}
