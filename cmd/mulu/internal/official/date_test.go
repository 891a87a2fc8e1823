package official

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func mustParse(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDateRefuses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"2023-02-30", "没有这一天"}, {"1900-02-29", "没有这一天"}, {"0000-00-00", "没有这一天"}, {"0000-01-01", "没有这一天"},
		{"2023-13-01", "没有这一天"}, {"2023-04-31", "没有这一天"}, {"2023-01-00", "没有这一天"},
		{"", "没有填写"}, {"2023-1-5", "2023-01-05"}, {"2023/01/05", "2023-01-05"}, {"20230105", "2023-01-05"}, {"2023.13.5", "2024-03-05"}, {"２０２３-01-05", "半角"},
		{"2023-01-0５", "半角"}, {"2023年1月5日", "应写成 2023-01-05"}, {"2023年13月5日", "2024-03-05"}, {"2023－01－05", "半角"},
		{"2023-01-05 10:00:00", "时间"}, {"2023-01-05T10:00:00+08:00", "时间"}, {"2023-01-05Z", "时间"},
		{" 2023-01-05", "空格"}, {"2023-01-05\n", "空格"}, {"+023-01-05", "2024-03-05"}, {"2023-+1-05", "2024-03-05"}, {"2023-01-5x", "2024-03-05"},
	} {
		d, err := ParseDate(tt.in)
		if !errors.Is(err, ErrDate) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v; want an error", tt.in, d, err)
		} else if !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseDate(%q): %v; want a text with %q", tt.in, err, tt.want)
		}
	}
}

func TestDateForms(t *testing.T) {
	for _, tt := range []struct{ in, chinese string }{
		{"2024-03-05", "2024年3月5日"}, {"2024-12-31", "2024年12月31日"}, {"2024-02-29", "2024年2月29日"}, {"0001-01-01", "1年1月1日"}, {"9999-12-31", "9999年12月31日"},
	} {
		d := mustParse(t, tt.in)
		if d.String() != tt.in || d.Chinese() != tt.chinese {
			t.Errorf("ParseDate(%q) = %s, %s; want %s", tt.in, d, d.Chinese(), tt.chinese)
		}
	}
	var none Date
	if none.String() != "" || none.Chinese() != "" || !none.IsZero() || !none.Before(DateOf(1, 1, 1)) {
		t.Error("the zero Date is a day")
	}
}

func TestAddYears(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"2023-03-05", 5, "2028-03-05"}, {"2024-02-29", 1, "2025-02-28"}, {"2024-02-29", 4, "2028-02-29"}, {"2024-02-29", -1, "2023-02-28"},
		{"2024-12-31", 0, "2024-12-31"}, {"9999-01-01", 1, ""}, {"0001-01-01", -1, ""},
	} {
		if got := mustParse(t, tt.in).AddYears(tt.n).String(); got != tt.want {
			t.Errorf("%s.AddYears(%d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
	if got := (Date{}).AddYears(5); !got.IsZero() {
		t.Errorf("no date and 5 years = %v", got)
	}
}

func TestAddDays(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"2024-02-28", 1, "2024-02-29"}, {"2023-02-28", 1, "2023-03-01"}, {"2024-01-01", -1, "2023-12-31"}, {"2024-01-01", 366, "2025-01-01"}, {"0001-01-01", 3652058, "9999-12-31"},
		{"9999-12-31", 1, ""}, {"0001-01-01", -1, ""},
	} {
		d := mustParse(t, tt.in)
		got := d.AddDays(tt.n)
		if got.String() != tt.want {
			t.Errorf("%s.AddDays(%d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
		if tt.want != "" && d.DaysUntil(got) != tt.n {
			t.Errorf("%s.DaysUntil(%s) = %d, want %d", d, got, d.DaysUntil(got), tt.n)
		}
	}
	if got := (Date{}).AddDays(40); !got.IsZero() {
		t.Errorf("no date and 40 days = %v", got)
	}
}

func TestDateOrder(t *testing.T) {
	days := []Date{{}, DateOf(1999, 12, 31), DateOf(2024, 2, 29), DateOf(2024, 3, 1), DateOf(2025, 1, 1)}
	for i, a := range days {
		for j, b := range days {
			if a.Before(b) != (i < j) || a.After(b) != (i > j) || (a.Compare(b) < 0) != (i < j) || (a.Compare(b) == 0) != (i == j) {
				t.Errorf("the order of %s and %s is wrong", a, b)
			}
		}
	}
}

func TestDateParts(t *testing.T) {
	d := DateOf(2024, 3, 5)
	if d.Year() != 2024 || d.Month() != 3 || d.Day() != 5 || d.Weekday() != time.Tuesday {
		t.Errorf("%s has the parts %d, %d, %d, %s", d, d.Year(), d.Month(), d.Day(), d.Weekday())
	}
	beijing := time.FixedZone("", 8*3600)
	if got := DateIn(time.Date(2024, 2, 29, 16, 0, 0, 0, time.UTC), beijing); got != DateOf(2024, 3, 1) {
		t.Errorf("DateIn = %s, want 2024-03-01", got)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-03-05", "2023-02-30", "２０２３-01-05", "2023年1月5日", "\xff", "2023-01-05T00:00:00Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		_, errStd := time.Parse(time.DateOnly, s)
		if (err == nil) != (errStd == nil && !strings.HasPrefix(s, "0000")) {
			t.Errorf("ParseDate(%q) = %v, but time.Parse says %v", s, err, errStd)
		}
		if err == nil && (d.String() != s || d.AddDays(1).DaysUntil(d) != -1 && s != "9999-12-31") {
			t.Errorf("ParseDate(%q) = %s", s, d)
		}
	})
}

func TestGuessDate(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"2023年2月3日", "2023-02-03"}, {"2023 年 2 月 3 日", "2023-02-03"}, {"2023.2.3", "2023-02-03"}, {"２０２３－０２－０３", "2023-02-03"},
		{"2023/02/30", ""}, {"23-02-03", ""}, {"2023-02", ""}, {"20231", ""}, {"2023年", ""}, {"二〇二三年二月三日", ""}, {"", ""},
	} {
		if got := GuessDate(tt.in); got.String() != tt.want {
			t.Errorf("GuessDate(%q) = %v, want %q", tt.in, got, tt.want)
		}
	}
}
