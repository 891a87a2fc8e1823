package official

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestReadDocNumber(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		mistakes []DocMistake
	}{
		{"济交办〔2023〕1号", "济交办〔2023〕1号", nil},
		{"国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号", nil},
		{"粤办函[2018]571号", "粤办函〔2018〕571号", []DocMistake{DocBrackets}},
		{"济交办〔2023〕1 号", "济交办〔2023〕1号", []DocMistake{DocSpaces}},
		{"济交办【23】第012号", "济交办〔2023〕12号", []DocMistake{DocBrackets, DocShortYear, DocOrdinal, DocZero}},
		{"济交办（98）1", "济交办〔1998〕1号", []DocMistake{DocBrackets, DocShortYear, DocNoEnd}},
		{"济交办〔２０２３〕１号", "济交办〔2023〕1号", []DocMistake{DocFullWidth}},
		{"济交办〔2○23〕1O号", "济交办〔2023〕10号", []DocMistake{DocLetterO}},
		{"济交办〔2〇2Ｏ〕1号", "济交办〔2020〕1号", []DocMistake{DocLetterO}},
		{"国办公开办函〔202130", "国办公开办函〔2021〕30号", []DocMistake{DocBroken, DocNoEnd}},
		{"济交办2023〕1号", "济交办〔2023〕1号", []DocMistake{DocBroken}},
		{"济交办﹝2023﹞1号", "济交办〔2023〕1号", []DocMistake{DocBrackets}},
		{"第11号", "第11号", nil},
		{"令第11号", "令第11号", nil},
		{"国务院令第711号", "国务院令第711号", nil},
		{"交通运输部令2021年第11号", "交通运输部令2021年第11号", nil},
		{"2017年第5号公告", "2017年第5号公告", nil},
		{"国务院令第 0711 号", "国务院令第711号", []DocMistake{DocSpaces, DocZero}},
	} {
		n, mistakes, err := ReadDocNumber(tt.in)
		if err != nil || n.String() != tt.want || !slices.Equal(mistakes, tt.mistakes) {
			t.Errorf("ReadDocNumber(%q) = %v, %v, %v; want %s, %v", tt.in, n, mistakes, err, tt.want, tt.mistakes)
		}
		strict, err := ParseDocNumber(tt.in)
		if (err == nil) != (tt.mistakes == nil) || err == nil && strict != n {
			t.Errorf("ParseDocNumber(%q) = %v, %v", tt.in, strict, err)
		}
	}
}

func TestReadDocNumberRefuses(t *testing.T) {
	for _, in := range []string{
		"", " ", "济〔2023〕1号", "济交办〔1823〕1号", "济交办〔2023〕0号", "济交办〔2023〕100000号", "济交办20231号", "济交办〔233〕1号",
		"〔2023〕1号", "JJB〔2023〕1号", "济交办〔2023〕1号文", "济交办〔2023〕号", "第0号", "无", "济交办〔23", "济交办〔2023〕1号\x00",
	} {
		if n, _, err := ReadDocNumber(in); !errors.Is(err, ErrDocNumber) || !n.IsZero() {
			t.Errorf("ReadDocNumber(%q) = %v, %v; want an error", in, n, err)
		}
	}
}

func TestDocNumberErrorsHelp(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"济交办[2023]第1号", "应写成 济交办〔2023〕1号"},
		{"济交办[2023]第1号", "六角括号"},
		{"济交办〔2023〕1号、济财〔2023〕2号", "主办机关"},
		{"济交办", "机关代字、六角括号"},
	} {
		if _, err := ParseDocNumber(tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseDocNumber(%q) = %v, want a text with %q", tt.in, err, tt.want)
		}
	}
	for m := DocBrackets; m <= DocNoEnd; m++ {
		if m.String() == "" {
			t.Errorf("mistake %d has no text", m)
		}
	}
}

func FuzzDocNumber(f *testing.F) {
	for _, s := range []string{"济交办〔2023〕1号", "济交办[23]第○1号", "2017年第5号公告", "国办函〔202130", "\xff〔2020〕1号", "令第1号"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, mistakes, err := ReadDocNumber(s)
		if slow, slowMistakes, slowErr := readTolerant(s); n != slow || len(mistakes) != len(slowMistakes) || (err == nil) != (slowErr == nil) {
			t.Fatalf("ReadDocNumber(%q) = %v, %v, %v; by the expressions %v, %v, %v", s, n, mistakes, err, slow, slowMistakes, slowErr)
		}
		if err != nil {
			return
		}
		again, err := ParseDocNumber(n.String())
		if err != nil || again != n {
			t.Errorf("ReadDocNumber(%q) = %q, which is read as %v, %v", s, n, again, err)
		}
		if len(mistakes) == 0 && n.String() != s {
			t.Errorf("ReadDocNumber(%q) = %q without a mistake", s, n)
		}
	})
}

func TestUnifiedNumber(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"HFGS—2017—9", "HFGS-2017-9"}, {"HFGS-2017-9", "HFGS-2017-9"}, {"JNCR-2023-0360001", "JNCR-2023-0360001"}, {"SDPR——2023–1", "SDPR-2023-1"},
	} {
		n, err := ParseUnifiedNumber(tt.in)
		if err != nil || n.String() != tt.want {
			t.Errorf("ParseUnifiedNumber(%q) = %q, %v; want %q", tt.in, n, err, tt.want)
		}
	}
	for _, in := range []string{"", "H-2017-9", "HFGS-1817-9", "HFGS-2017-", "hfgs-2017-9", "HFGS2017-9", "HFGS-2017-123456789", " HFGS-2017-9", "HFGS-2017-9\n"} {
		if n, err := ParseUnifiedNumber(in); !errors.Is(err, ErrUnified) || n.String() != "" {
			t.Errorf("ParseUnifiedNumber(%q) = %v, %v; want an error", in, n, err)
		}
	}
}

func TestCreditCode(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want error
	}{
		{"113701000041890072", nil}, {"11441700007280420Y", nil}, {"11500000MB1B37366Q", nil}, {"11370322004222241N", nil}, {"113417020032563511", nil},
		{"113701000041890073", ErrCreditCheck}, {"213701000041890072", ErrCreditCheck},
		{"113701000041890012", ErrCreditOrg}, {"113701010041890071", ErrCreditCheck},
		{"", ErrCreditForm}, {"11370100004189007", ErrCreditForm}, {"11370100004189007O", ErrCreditForm}, {"1137010000418900I2", ErrCreditForm}, {"11441700007280420y", ErrCreditForm},
	} {
		if got := CheckCreditCode(tt.in); !errors.Is(got, tt.want) {
			t.Errorf("CheckCreditCode(%q) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestOrgCode(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want error
	}{
		{"003110926", nil}, {"000014349", nil}, {"014416330", nil}, {"002564301", nil}, {"01527918X", nil},
		{"000000001", ErrOrgCheck}, {"003110927", ErrOrgCheck}, {"00311092", ErrOrgForm}, {"00311092Y", ErrOrgForm}, {"0031a0926", ErrOrgForm},
	} {
		if got := CheckOrgCode(tt.in); !errors.Is(got, tt.want) {
			t.Errorf("CheckOrgCode(%q) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func BenchmarkReadDocNumber(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := ReadDocNumber("国办公开办函〔2021〕30号"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheckCreditCode(b *testing.B) {
	for b.Loop() {
		if err := CheckCreditCode("113701000041890072"); err != nil {
			b.Fatal(err)
		}
	}
}
