package config

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/diag"
)

// Any settings end soon in values within their limits or in problems with places in the
// file, the same ones each time; what is given stays as it is.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{
		minimal, "", "title = ''", minimal + "[search]\nattachments = [\"pdf\"]\n", minimal + "[check.text]\n[[check.columns.limit]]\npath = \"wj\"\ndays = 0\n",
		minimal + "[[check.dates.clock]]\nclass = \"其他文件\"\n", "base_url = \"javascript:x\"\n[[issuer]]\n[[issuer]]\n", "[[category]]\npath = \"../x\"\n[[category.x]]\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		given := bytes.Clone(data)
		start := time.Now()
		c, ds := Load(data)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d bytes took %v", len(data), took)
		}
		if !bytes.Equal(given, data) {
			t.Fatal("the settings were changed")
		}
		lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1 // each ends a line
		for _, d := range ds {
			if d.Pos.Line < 0 || d.Pos.Line > lines || d.Code == "" || d.Message == "" {
				t.Errorf("%q: %+v", data, d)
			}
		}
		again, more := Load(data)
		if !reflect.DeepEqual(ds, more) || (c == nil) != (again == nil) {
			t.Errorf("%q: %v, then %v", data, ds, more)
		}
		if diag.Count(ds).Errors == 0 && (c == nil || len(c.Issuers) == 0 || len(c.Title) > 4*maxText) {
			t.Errorf("%q is without an error", data)
		}
	})
}
