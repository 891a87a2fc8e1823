package lazy

import "testing"

func TestRegexp(t *testing.T) {
	good, bad := Compile(`(\d)号`), Compile(`(`)
	if m := good.FindStringSubmatch("第3号"); len(m) != 2 || m[1] != "3" {
		t.Errorf("FindStringSubmatch = %q", m)
	}
	if Check() == nil {
		t.Errorf("%q can be compiled", bad.text)
	}
	defer func() {
		if recover() == nil {
			t.Error("what cannot be compiled is used")
		}
	}()
	bad.MatchString("x")
}
