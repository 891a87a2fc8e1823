package han

import (
	"testing"
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
