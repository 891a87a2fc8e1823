package config

import (
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	const site = "title = \"目录\"\nbase_url = \"https://a.example/\"\n[[issuer]]\nname = \"甲局\"\ncode = \"113701000041890072\"\n[[category]]\npath = \"wj\"\nname = \"文件\"\n"
	for _, tt := range []struct{ text, want string }{
		{"[report]\ncutoff = 28", ""},
		{"[report]\ncutoff = 29", "cutoff"},
		{"[report]\ncutoff = 31", ""},
		{"[report]\ncutoff = -1", "cutoff"},
		{"[report]\nrequests = \"content/_requests.toml\"", ""},
		{"[report]\nrequests = \"requests.toml\"", ""},
		{"[report]\nrequests = \"content/requests.toml\"", "report.requests"},
		{"[report]\nrequests = \"../requests.toml\"", "report.requests"},
		{"[report]\nrequests = \"config.toml\"", "report.requests"},
		{"[[report.target]]\nname = \"甲\"\nissuer = \"甲局\"\ncategory = \"wj\"\nper = \"quarter\"\ncount = 4", ""},
		{"[[report.target]]\ncount = 4", "目标要有名称"},
		{"[[report.target]]\nname = \"甲\"\nper = \"每月\"", "per 的值“每月”不对"},
		{"[[report.target]]\nname = \"甲\"\nissuer = \"乙局\"", "没有登记发布机构“乙局”"},
		{"[[report.target]]\nname = \"甲\"\ncategory = \"jd\"", "没有路径为“jd”的栏目"},
		{"[[report.target]]\nname = \"甲\"\ncount = -2", "count"},
	} {
		c, ds := Load([]byte(site + tt.text))
		said := ""
		for _, d := range ds {
			if strings.HasPrefix(d.Code, "setting-") || strings.Contains(d.Message, tt.want) && tt.want != "" {
				said += d.Message
			}
		}
		if tt.want == "" && said != "" || !strings.Contains(said, tt.want) {
			t.Errorf("%s: said %q, want %q (%v)", tt.text, said, tt.want, ds)
		}
		if len(c.Report.Targets) == 1 && tt.want == "" && (c.Report.Targets[0].Per != "quarter" || c.Report.Targets[0].Count != 4) {
			t.Errorf("%+v", c.Report.Targets[0])
		}
	}
}
