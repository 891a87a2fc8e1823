package config

import (
	"strings"
	"testing"
)

const textSite = `title = "目录"
base_url = "https://a.example/"
[[issuer]]
name = "甲局"
code = "113701000041890072"
[[category]]
path = "wj"
name = "文件"
`

func TestCheckText(t *testing.T) {
	c, ds := Load([]byte(textSite + "[check.text]\nsummary = 100\n[[check.text.word]]\nwrong = \"甲乙\"\nright = \"乙甲\"\nexcept = [\"甲乙丙\"]\n"))
	if len(ds) > 0 || c.Check.Text.Summary != 100 || len(c.Check.Text.Words) != 1 || c.Check.Text.Words[0].Except[0] != "甲乙丙" {
		t.Errorf("Load: %+v, %v", c.Check.Text, ds)
	}
	if c, _ := Load([]byte(textSite)); c.Check.Text.Summary != 300 {
		t.Errorf("without [check.text]: summary %d, want 300", c.Check.Text.Summary)
	}
	for text, want := range map[string]string{
		"[check.text]\nsummary = 10":                                "应在50到2000之间",
		"[[check.text.word]]\nright = \"甲\"":                        "错词要写 wrong",
		"[[check.text.word]]\nwrong = \"甲\"":                        "2到30个字",
		"[[check.text.word]]\nwrong = \"甲乙\"\nseverity = \"fatal\"": "没有名为“fatal”的级别",
		strings.Repeat("[[check.text.word]]\nwrong = \"甲乙\"\n", 2):  "写了两次",
	} {
		_, ds := Load([]byte(textSite + text + "\n"))
		if len(ds) != 1 || !strings.Contains(ds[0].Message, want) {
			t.Errorf("%q: %v, want one that says %s", text, ds, want)
		}
	}
}
