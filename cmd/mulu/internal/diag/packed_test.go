package diag

import (
	"reflect"
	"testing"
	"unsafe"
)

// What is packed comes back, whichever field it has; a field that Pack does not know shows
// here.
func TestPack(t *testing.T) {
	var all Diagnostic
	v := reflect.ValueOf(&all).Elem()
	for i := range v.NumField() {
		var one Diagnostic
		for _, f := range []reflect.Value{v.Field(i), reflect.ValueOf(&one).Elem().Field(i)} {
			switch at := f.Addr().Interface().(type) {
			case *string:
				*at = v.Type().Field(i).Name
			case *bool:
				*at = true
			case *Severity:
				*at = Warning
			case *Pos:
				*at = Pos{1, 2, 3, 16 << 20}
			case *[]Related:
				*at = []Related{{File: "a.md", Pos: Pos{Line: 7}, Message: "另一处"}}
			case **Waiver:
				*at = &Waiver{Reason: "已核"}
			default:
				t.Fatalf("a field of type %s: fill it here, and see that Pack keeps it", f.Type())
			}
		}
		for _, d := range []Diagnostic{one, all} {
			if p := Pack(&d); !reflect.DeepEqual(p.Unpack(), d) {
				t.Errorf("%s: %+v comes back as %+v", v.Type().Field(i).Name, d, p.Unpack())
			}
		}
	}
	if small, large := unsafe.Sizeof(Packed{}), unsafe.Sizeof(Diagnostic{}); 5*small > 3*large {
		t.Errorf("packed: %d bytes of %d", small, large)
	}
}
