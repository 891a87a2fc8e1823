package han

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestIsHan(t *testing.T) {
	for _, tt := range []struct {
		r    rune
		want bool
	}{
		{'政', true}, {'〇', true}, {'々', true}, {'𠮷', true}, {'㐀', true}, {'⺀', true}, {'豈', true},
		{'。', false}, {'〔', false}, {'A', false}, {'Ａ', false}, {'あ', false}, {'한', false}, {' ', false}, {'☃', false},
	} {
		if got := IsHan(tt.r); got != tt.want {
			t.Errorf("IsHan(%q) = %v", tt.r, got)
		}
	}
}

func TestWidth(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"abc", 3}, {"索引号", 6}, {"〔2023〕1号", 11}, {"（）", 4}, {"ＡＢ", 4}, {"“”", 2}, {"…", 1},
		{"e\u0301", 1}, {"\t\x00\x7f", 0}, {"a\u200bb", 2}, {"a\u00adb", 2}, {"𠮷野家", 6}, {"\u3000", 2}, {"🚌", 2}, {"ﾊﾝ", 2}, {"é", 1},
	} {
		if got := Width(tt.in); got != tt.want {
			t.Errorf("Width(%q) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
	}{{"", 0}, {"关于 公交 的\n通知", 7}, {"a\u3000b\tc", 3}, {"𠮷", 1}} {
		if got := Count(tt.in); got != tt.want {
			t.Errorf("Count(%q) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"交通运输局", 5, "交通运输局"}, {"交通运输局", 4, "交通运…"}, {"交通运输局", 1, "…"}, {"交通运输局", 0, ""}, {"交通运输局", -1, ""},
		{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"ab cd", 4, "ab…"}, {"ae\u0301bc", 3, "a…"}, {"", 3, ""},
	} {
		if got := Truncate(tt.in, tt.n); got != tt.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestJoinSpaces(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""}, {"  \n ", ""}, {" 公交\n线路 ", "公交线路"}, {"see  the\n\tbus", "see the bus"}, {"公交 bus 线路", "公交bus线路"},
		{"通知。\n各区", "通知。各区"}, {"\u3000\u3000各区", "各区"}, {"K1 K2", "K1 K2"},
	} {
		if got := JoinSpaces(tt.in); got != tt.want {
			t.Errorf("JoinSpaces(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFirstSentences(t *testing.T) {
	text := "自本月起调整公交线路。市民可提出意见！他说：“很好。”是否可行？详见附件"
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{text, 100, text},
		{text, 11, "自本月起调整公交线路。"},
		{text, 12, "自本月起调整公交线路。"},
		{text, 19, "自本月起调整公交线路。市民可提出意见！"},
		{text, 26, "自本月起调整公交线路。市民可提出意见！"},
		{text, 27, "自本月起调整公交线路。市民可提出意见！他说：“很好。”"},
		{text, 6, "自本月起调…"},
		{"一是提速；\n二是增班。", 8, "一是提速；"},
		{"", 5, ""}, {"短", 0, ""},
	} {
		got := FirstSentences(tt.in, tt.n)
		if got != tt.want {
			t.Errorf("FirstSentences(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"济交办〔2023〕1 号", "济交办(2023)1号"}, {"济交办[2023]1号", "济交办(2023)1号"}, {"济交办【２０２３】１号", "济交办(2023)1号"},
		{"济交办（2023）1号", "济交办(2023)1号"}, {"济交办﹝2023﹞1号", "济交办(2023)1号"}, {"ＡBc", "abc"}, {"㎡", "m2"}, {"①", "1"},
		{"a\u200bb\ufeff", "ab"}, {"公 交\u3000", "公交"}, {"豈", "豈"}, {"", ""}, {"已经", "已经"},
	} {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// The fast way must give what the plain one gives, for every character there is.
func TestFoldIsTheSlowOne(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := "a" + string(r) + "政"
		if !settled(s) {
			continue // is folded the slow way anyhow
		}
		if got, want := Fold(s), foldAny(s); got != want {
			t.Errorf("Fold(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"a ´e", "ΐΣς", "İ", "〔２〕", "\xff", "한\u1161", "ⅷ\u0308"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if again := Fold(once); again != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, again)
		}
		if strings.ContainsAny(once, "〔〕[]【】 （）\n") {
			t.Errorf("Fold(%q) = %q", s, once)
		}
		if n := utf8.RuneCountInString(Truncate(s, 7)); n > 7 {
			t.Errorf("Truncate(%q, 7) has %d characters", s, n)
		}
		if got := FirstSentences(s, 9); utf8.RuneCountInString(got) > 9 {
			t.Errorf("FirstSentences(%q, 9) = %q", s, got)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	title := "沂川市交通运输局关于印发《2023年政务公开工作要点》的通知〔2023〕15号"
	b.ReportAllocs()
	for b.Loop() {
		Fold(title)
	}
}
