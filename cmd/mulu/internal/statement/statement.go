// Package statement reads what is known of a site's accessibility from tests in
// browsers: a TOML file that a test program writes and in which a person notes known
// faults. An accessibility statement is made of it and of what the build itself finds.
//
// It promises that nothing is made up: what the file does not say is not there. It knows
// no pages; see package render.
package statement

import (
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Results are what a file of results says.
type Results struct {
	Limits   []string      `toml:"limits"` // known faults, by a person
	Date     official.Date `toml:"date"`   // of the tests
	Pages    []string      `toml:"pages"`  // addresses that were tried, from the site's root
	Modes    []string      `toml:"modes"`  // in which each was tried
	Tools    []Tool        `toml:"tool"`
	Findings []Finding     `toml:"finding"`
}

// Tool is a program that tested.
type Tool struct {
	Name    string `toml:"name"`
	Version string `toml:"version"`
}

// Finding is a fault that a tool found on a page, Count times.
type Finding struct {
	Page  string `toml:"page"`
	Mode  string `toml:"mode"`
	Rule  string `toml:"rule"` // the tool's own name of it
	Count int    `toml:"count"`
}

// lasts is for how many days results are worth something: a year, as the W3C asks that a
// statement be reviewed regularly, and the rules for public sites of the European Union
// once a year (Implementing Decision (EU) 2018/1523).
const lasts = 365

var ruleResults = diag.Rule{Code: "accessibility-results", Severity: diag.Notice, Title: "无障碍声明没有新的检测结果",
	Explain: "无障碍声明要写真实的检测结果：哪一天、用什么工具、试了哪些网页、发现什么。没有结果或者结果已满一年时，声明会如实说明。",
	Source:  "《无障碍环境建设法》第三十二条；W3C《Developing an Accessibility Statement》",
	Repair: "重新检测网站（mulu 源代码的 cmd/mulu/testdata/browser 中有检测程序：npm run accessibility -- 结果文件 网站文件夹），" +
		"把结果文件放在声明旁边，在文件头中写 results（检测结果）。",
	Examples: []diag.Example{{Wrong: `page = "accessibility"（没有 results）`, Right: "page = \"accessibility\"\nresults = \"accessibility-results.toml\""}}}

// Rules lists what this package reports.
func Rules() []*diag.Rule { return []*diag.Rule{&ruleResults} }

// Read reads the text of a file of results; nil when it cannot be read. Of results that
// are not whole, or of a day to come, only what a person noted is given.
func Read(file string, text []byte, today official.Date) (*Results, []diag.Diagnostic) {
	text, ds := frontmatter.Clean(file, text)
	if diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	v, more := tree.ConfigLimits.ParseTOML(file, text, 1)
	if ds = append(ds, more...); diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	r := new(Results)
	if ds = append(ds, tree.Decode(file, v, r)...); diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	var missing []string
	for _, f := range []struct {
		key   string
		given bool
	}{{"date", !r.Date.IsZero()}, {"pages", len(r.Pages) > 0}, {"modes", len(r.Modes) > 0}, {"tool", len(r.Tools) > 0}} {
		if !f.given {
			missing = append(missing, f.key)
		}
	}
	if missing != nil {
		return r.noted(), append(ds, ruleResults.At(file, diag.Pos{}, "检测结果缺少 %s，声明不能用它", strings.Join(missing, "、")).WithHint("用检测程序重新生成"))
	}
	if today.Before(r.Date) {
		return r.noted(), append(ds, ruleResults.At(file, diag.Pos{}, "检测日期 %s 在今天以后", r.Date).WithHint("用检测程序重新生成"))
	}
	if r.Old(today) {
		ds = append(ds, r.Ended(file))
	}
	return r, ds
}

func (r *Results) noted() *Results { return &Results{Limits: r.Limits} }

// Tested says whether there are results of tests, not only what a person noted.
func (r *Results) Tested() bool { return r != nil && !r.Date.IsZero() }

// Faults is how many faults the tools found.
func (r *Results) Faults() (n int) {
	for _, f := range r.Findings {
		n += max(1, f.Count)
	}
	return n
}

// Last is the last day on which results are worth something.
func (r *Results) Last() official.Date { return r.Date.AddDays(lasts) }

// Old says whether the results are more than a year old.
func (r *Results) Old(today official.Date) bool { return r.Last().Before(today) }

// Ended says, from the day after the last on, that the results must be renewed.
func (r *Results) Ended(file string) diag.Diagnostic {
	return ruleResults.At(file, diag.Pos{}, "检测结果是 %s 的，已满一年", r.Date).WithHint("%s", ruleResults.Repair)
}

// Missing says that a statement names no results.
func Missing(page string) diag.Diagnostic {
	return ruleResults.At(page, diag.Pos{}, "无障碍声明没有检测结果（results）").WithHint("%s", ruleResults.Repair)
}

// NotThere says that the file that a statement names is not there.
func NotThere(page string, at diag.Pos, name string) diag.Diagnostic {
	return ruleResults.At(page, at, "没有检测结果文件 %s", name).WithHint("%s", ruleResults.Repair)
}
