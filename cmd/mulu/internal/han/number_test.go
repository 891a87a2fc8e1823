package han

import (
	"strings"
	"testing"
)

// What a number is read as is folded, and is a number or a piece of one itself.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"济交办〔2023〕1 号", "鲁（济）办【二○二三】第０１號", "公告2023-08-15", "11370100MB28/2023-00368", "\xff〔"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := DocNumber(s); ok {
			if Fold(p) != p || !strings.HasSuffix(p, "号") || strings.Contains(p, "\n") {
				t.Errorf("DocNumber(%q) = %q", s, p)
			}
			if _, again := DocNumber(p); !again {
				t.Errorf("%q, read from %q, is no number", p, s)
			}
		}
		if p, ok := IndexNumber(s); ok {
			if again, ok := IndexNumber(p); again != p || !ok {
				t.Errorf("IndexNumber(%q) = %q, then %q", s, p, again)
			}
		}
	})
}

func BenchmarkDocNumber(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		DocNumber("济交办【二〇二三】第1号")
	}
}
