package frontmatter

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// plainClean is Clean of good data, written plainly, for comparison.
func plainClean(data []byte) []byte {
	s := strings.TrimPrefix(string(data), "\uFEFF")
	return []byte(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}

// plainBad says whether a file may not hold r.
func plainBad(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func TestClean(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""}, {"\uFEFF", ""}, {"\uFEFF+++\n", "+++\n"}, {"甲\r\n乙\r\n", "甲\n乙\n"}, {"甲\r乙\r\r\n丙", "甲\n乙\n\n丙"},
		{"甲\t乙\n“丙”—…·×￥　\u200B\u00A0\u2028𠮷", "甲\t乙\n“丙”—…·×￥　\u200B\u00A0\u2028𠮷"},
	} {
		if got, diags := Clean("f", []byte(tt.in)); string(got) != tt.want || len(diags) > 0 {
			t.Errorf("Clean(%q) = %q %v, want %q", tt.in, got, diags, tt.want)
		}
		if got := Again([]byte(tt.in)); string(got) != tt.want {
			t.Errorf("Again(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCleanDoesNotCopy(t *testing.T) {
	data := []byte("\uFEFF+++\n标题 = \"甲\"\n+++\n正文\n")
	if got, _ := Clean("f", data); &got[0] != &data[3] {
		t.Error("Clean copied clean data")
	}
	if n := testing.AllocsPerRun(100, func() { Clean("f", data) }); n != 0 {
		t.Errorf("Clean of clean data allocates %v times", n)
	}
}

func TestCleanProblems(t *testing.T) {
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().String("+++\n标题 = \"关于印发“十四五”规划的通知\"\n+++\n正文，2024 年。\n")
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("+++\n标题")
	utf16be, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("+++\n标题")
	for _, tt := range []struct{ in, want, hint string }{
		{gbk, "2:1 file-encoding 文件编码是 GBK 或 GB18030，应为 UTF-8", "编码选 UTF-8"},
		{strings.ReplaceAll(gbk, "\n", "\r\n"), "2:1 file-encoding 文件编码是 GBK", ""},
		{strings.ReplaceAll(gbk, "\n", "\r"), "2:1 file-encoding 文件编码是 GBK", ""},
		{"+++\n" + strings.Repeat(gbk, 2000), "3:1 file-encoding 文件编码是 GBK", ""},
		{utf16, "1:1 file-encoding 文件编码是 UTF-16", "编码选 UTF-8"},
		{utf16be, "1:1 file-encoding 文件编码是 UTF-16", ""},
		{"\xFF\xFE\x00\x00+\x00\x00\x00", "1:1 file-encoding 文件编码是 UTF-32", ""},
		{"标题\n甲乙\xff丙", "2:3 file-encoding 此处的字节 0xFF 不是有效的 UTF-8", ""},
		{"标题\n甲乙\xe4\xb8", "2:3 file-encoding 此处的字节 0xE4", ""},
		{"caf\xe9 na\xefve r\xe9sum\xe9", "1:4 file-encoding 此处的字节 0xE9", ""},
		{"标题\n甲\x00乙", "2:2 file-control-character 空字符（NUL） U+0000 不能出现在文件中", "删去"},
		{"甲\x0b", "1:2 file-control-character 控制字符 U+000B", ""},
		{"甲\x7f", "1:2 file-control-character 控制字符 U+007F", ""},
		{"甲\u0085", "1:2 file-control-character 控制字符 U+0085", ""},
		{"甲\r\n乙丙\u202E丁", "2:3 file-bidi-control 双向文字控制字符 U+202E", "删去"},
		{"甲\u2066", "1:2 file-bidi-control 双向文字控制字符 U+2066", ""},
		{strings.Repeat("中", MaxFile/3+1), "1:1 file-too-large 文件有 4.0 MiB，超过上限 4 MiB", "附件"},
	} {
		_, diags := Clean("f", []byte(tt.in))
		if got := first(diags); len(diags) != 1 || !strings.HasPrefix(got, tt.want) || !strings.Contains(diags[0].Hint, tt.hint) {
			t.Errorf("Clean(%.40q) = %s %v, want %s (%s)", tt.in, got, diags, tt.want, tt.hint)
		}
	}
}

func TestCleanReportsAll(t *testing.T) {
	_, diags := Clean("f", []byte("甲\x01乙\n\n丙\u202A\x02丁\u2069"))
	var got []string
	for i := range diags {
		got = append(got, strings.Fields(first(diags[i:]))[0])
	}
	if want := "1:2 3:2 3:3 3:5"; strings.Join(got, " ") != want {
		t.Errorf("Clean reports %v, want %v", got, want)
	}
	_, diags = Clean("f", bytes.Repeat([]byte{1}, 1000))
	if len(diags) != mostReports || !strings.Contains(diags[mostReports-1].Hint, "没有一一列出") {
		t.Errorf("Clean reports %d problems of 1,000, want %d and a word on the rest", len(diags), mostReports)
	}
}

// Every character at every place in the words of eight bytes is judged as plainBad does.
func TestTroubleEveryCharacter(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		if r == '\r' || !utf8.ValidRune(r) {
			continue
		}
		for _, before := range []string{"", "a", "ab", "abcdefg", "中", "中文", "“中"} {
			data := []byte(before + string(r) + "中文字“末”")
			want := len(data)
			if plainBad(r) {
				want = len(before)
			}
			if got := trouble(data, 0); got != want {
				t.Fatalf("trouble(%q) = %d, want %d", data, got, want)
			}
		}
	}
}

// Every text of three bytes, most of them broken, is judged as utf8.Valid does.
func TestTroubleBrokenUTF8(t *testing.T) {
	lasts := []byte{0, 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE4, 0xFF}
	for a := 0xC0; a < 0x100; a++ {
		for b := range 0x100 {
			for _, c := range lasts {
				s := []byte{byte(a), byte(b), c, 0xE4, 0xB8, 0xAD, 'a', 'b'}
				want := utf8.Valid(s) && bytes.IndexFunc(s, plainBad) < 0
				if got := trouble(s, 0) == len(s); got != want {
					t.Fatalf("trouble(% x) = %d, valid %v", s, trouble(s, 0), want)
				}
			}
		}
	}
}

// TestCorpus reads the laws of the corpus when it is at hand.
func TestCorpus(t *testing.T) {
	corpus := os.Getenv("MULU_CORPUS")
	if corpus == "" {
		t.Skip("MULU_CORPUS is not set")
	}
	n := 0
	err := filepath.WalkDir(filepath.Join(corpus, "laws"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		n++
		data, err := os.ReadFile(name)
		if _, diags := Clean(name, data); len(diags) > 0 != (bytes.IndexFunc(data, plainBad) >= 0) {
			t.Errorf("Clean(%s) = %v", name, diags)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("%d laws in %s: %v", n, corpus, err)
	}
}

// document is of the size and kind of an ordinary document.
func document() []byte {
	return []byte("+++\ntitle = \"沂川市机关事务管理“十四五”规划\"\nwritten = 2025-04-02\n+++\n" +
		strings.Repeat("有关要求参见规划。**房屋征收部门拟定征收补偿方案**，报设区的市、县（市、区）人民政府“十四五”规划办公室，责任面积约38510平方米。\n\n", 45))
}

func BenchmarkClean(b *testing.B) {
	data := document()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Clean("f", data)
	}
}

func BenchmarkParse(b *testing.B) {
	data := document()
	b.ReportAllocs()
	for b.Loop() {
		Parse("f", data)
	}
}
