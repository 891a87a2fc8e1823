package config

import "testing"

func TestPrivacy(t *testing.T) {
	c, ds := Load([]byte(minimal + "\n[site]\ndomain = \"www.jtj.qilan.example\"\nemail = \"qilanjtj@163.com\"\nphone = \"0531-1234567、139 0013 9001\"\n" +
		"[check.privacy]\nphones = [\"138-0013-8001\"]\nemails = [\"Bgs@qq.com\"]\ndomains = [\"office.example\"]\n"))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	for s, want := range map[string]bool{"13800138001": true, "13900139001": true, "13800138002": false} {
		if c.AllowsPhone(s) != want {
			t.Errorf("AllowsPhone(%s) = %v", s, !want)
		}
	}
	for s, want := range map[string]bool{
		"qilanjtj@163.com": true, "other@163.com": false, "bgs@QQ.com": true, "a@jtj.qilan.example": true, "a@mail.jtj.qilan.example": true, "a@qilan.example": false,
		"a@office.example": true, "a@backoffice.example": false, "a@x.gov.cn": true, "a@gov.cn": true, "a@notgov.cn": false,
	} {
		if c.AllowsMail(s) != want {
			t.Errorf("AllowsMail(%s) = %v", s, !want)
		}
	}
}

func TestPrivacyProblems(t *testing.T) {
	for _, s := range []string{`phones = ["0531-88881234"]`, `phones = ["138"]`, `emails = ["office.example"]`, `domains = ["a@office.example"]`, `domains = [".example"]`} {
		if _, ds := Load([]byte(minimal + "\n[check.privacy]\n" + s + "\n")); len(ds) != 1 || ds[0].Code != "config-bad-value" {
			t.Errorf("%s: %v", s, ds)
		}
	}
}
