package identity

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever stands before a 号, the place that is found lies in the text, on whole
// characters, and what is there can be read or is passed over.
func FuzzNumberBefore(f *testing.F) {
	for _, s := range []string{"", "栖交办〔2023〕1 号", "栖交办\\[2023\\]12号", "栖交办〔202026号", "国办函2021〕30号", "〔２○23〕第号", "\xff\xb7号", "　 　〕号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for at := 0; ; {
			k := strings.Index(s[at:], end)
			if k < 0 {
				return
			}
			at += k + len(end)
			from, ok := numberBefore(s, at)
			if ok && (from < 0 || from >= at || utf8.ValidString(s) && !utf8.ValidString(s[from:at])) {
				t.Fatalf("numberBefore(%q, %d) = %d", s, at, from)
			}
		}
	})
}
