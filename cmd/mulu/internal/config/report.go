package config

import (
	"cmp"
	"slices"
	"strings"
)

// Report is [report]: how reports to those who supervise are counted.
type Report struct {
	Cutoff  int            `toml:"cutoff"` // day on which a month's count ends, 1 to 28; 31, the month's end, when absent
	Points  ReportPoints   `toml:"points"`
	Targets []ReportTarget `toml:"target"`
	// Requests is the file of 依申请公开统计, beside config.toml or in content with a name that
	// begins with _; content/_requests.toml when absent, and then it need not be there.
	Requests string `toml:"requests"`
}

// RequestsName is the usual path of the file of request statistics.
const RequestsName = "content/_requests.toml"

// RequestsFile is the path of the file of request statistics, which need not be there when
// config.toml does not name one.
func (r *Report) RequestsFile() string { return cmp.Or(r.Requests, RequestsName) }

// ReportPoints are what a unit loses for each problem of its files. No rule of the State
// sets them: each supervising office has its own.
type ReportPoints struct {
	Error   int `toml:"error"`   // 5 when absent
	Warning int `toml:"warning"` // 1 when absent
	Notice  int `toml:"notice"`  // 0 when absent
}

// ReportTarget is how many documents are to be published in each period (责任书的目标).
// What it does not name it does not ask for: without issuer, of any.
type ReportTarget struct {
	Name          string `toml:"name"`
	Issuer        string `toml:"issuer"`         // leading issuer
	Unit          string `toml:"unit"`           // 责任单位
	Category      string `toml:"category"`       // path of a node of the tree, with what is below it
	Class         string `toml:"class"`          // 信息类别
	Per           string `toml:"per"`            // week, month, quarter, half-year, year; year when absent
	Count         int    `toml:"count"`          // documents
	NotApplicable string `toml:"not_applicable"` // why the target is none this time: it is then reported as 不适用
}

// MonthEnd is the Cutoff of months that end with their last day.
const MonthEnd = 31

// ReportPeriods are the lengths of periods that a target may name.
var ReportPeriods = []string{"week", "month", "quarter", "half-year", "year"}

func (r *Report) setDefaults() {
	for i := range r.Targets {
		setDefault(&r.Targets[i].Per, "year")
	}
}

func (l *loader) checkReport() {
	r := &l.c.Report
	if r.Cutoff != MonthEnd {
		l.checkRange(r.Cutoff, 1, 28, "report", "cutoff")
	}
	if r.Requests != "" && !unpublished(r.Requests) {
		l.report(ruleValue.At(l.file, l.at("report", "requests"), "report.requests 的值“%s”应是和 config.toml 放在一起的 .toml 文件的名称，或者 content 中名称以 _ 开头（不会公开）的 .toml 文件", r.Requests).
			WithHint("例如 requests = %q", RequestsName))
	}
	for _, p := range []struct {
		key string
		n   int
	}{{"error", r.Points.Error}, {"warning", r.Points.Warning}, {"notice", r.Points.Notice}} {
		l.checkRange(p.n, 0, 100, "report", "points", p.key)
	}
	for i := range r.Targets {
		t := &r.Targets[i]
		if t.Name == "" {
			l.report(ruleMissing.At(l.file, l.at("report", "target", i), "目标要有名称（name）").WithHint("例如 name = \"每季度发布市场分析\""))
		}
		l.checkRange(t.Count, 1, 100000, "report", "target", i, "count")
		if !slices.Contains(ReportPeriods, t.Per) {
			l.report(ruleValue.At(l.file, l.at("report", "target", i, "per"), "per 的值“%s”不对", t.Per).WithHint("写成 week（周）、month（月）、quarter（季度）、half-year（半年）或 year（年）"))
		}
		if t.Issuer != "" && l.c.issuerByName[t.Issuer] == nil {
			l.report(ruleValue.At(l.file, l.at("report", "target", i, "issuer"), "没有登记发布机构“%s”", t.Issuer).WithHint("照 [[issuer]] 的 name 写"))
		}
		if t.Category != "" && (l.c.categoryAt[t.Category] == nil || l.c.categoryAt[t.Category].Path != t.Category) {
			l.report(ruleValue.At(l.file, l.at("report", "target", i, "category"), "没有路径为“%s”的栏目", t.Category).WithHint("照 [[category]] 的 path 写"))
		}
	}
}

// Called says whether an issuer is that of a name: its own, its short or a former one.
func (is *Issuer) Called(name string) bool {
	return is.Name == name || is.Short == name || slices.ContainsFunc(is.Former, func(f Former) bool { return f.Name == name })
}

// Within says whether a node of the tree is that of a path, or below it.
func (k *Category) Within(path string) bool {
	return k.Path == path || strings.HasPrefix(k.Path, path+"/")
}
