package query

import (
	"strings"
	"testing"
)

func TestReword(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"第42条", "第四十二条"},
		{"42条", "第四十二条"},
		{"第110条第2款", "第一百一十条第二款"},
		{"第203条", "第二百〇三条"},
		{"第10章", "第十章"},
		{"30日内", "三十日内"},
		{"2023年5月1日", "2023年5月1日"},
		{"1234条", "1234条"},
		{"国务院令588号", "国务院令第588号"},
		{"国务院第588号令", "国务院令第588号"},
		{"国务院令第五百八十八号", "国务院令第588号"},
		{"2023年第1号", "20231号"},
		{"公司法司法解释", "公司法解释"},
		{"司法解释", "司法解释"},
		{"命令", "命令"},
	} {
		if got := rewordPhrase(tt.in); got != tt.want {
			t.Errorf("rewordPhrase(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	for n := 1; n < 1000; n++ {
		if s := chinese(n); strings.Contains(s, " ") || s == "" {
			t.Errorf("chinese(%d) = %q", n, s)
		}
	}
}

func TestDropAsked(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"劳动法2018修正", "劳动法"},
		{"2023年最新版劳动法", "劳动法"},
		{"劳动法 2018年第二次修正", "劳动法"},
		{"劳动法(2018-12-29)", "劳动法"},
		{"请问劳动法有哪些规定", "劳动法"},
		{"劳动法 的内容", "劳动法"},
		{"2019年5月1日", "2019年5月1日"},
		{"修正", "修正"},
		{`"劳动法2018修正"`, `"劳动法2018修正"`},
	} {
		p := parse(tt.in)
		p.words, _ = dropAsked(p.words)
		if got := strings.TrimSuffix(show(p), "[]"); got != tt.want {
			t.Errorf("dropAsked(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}
