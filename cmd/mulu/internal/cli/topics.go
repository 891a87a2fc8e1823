package cli

import (
	_ "embed"
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/forecast"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/publish"
)

// topic is something that mulu explain tells beside the codes of problems; one for
// programs is written as it is.
type topic struct {
	name, title, text string
	program           bool
}

// searchRanking is in README.zh-CN.md, too; a test keeps it there.
//
//go:embed search-ranking.md
var searchRanking string

var topics = []topic{
	{name: "search-ranking", title: "检索结果怎么排列", text: searchRanking},
	{name: "annual-report", title: "年度报告和统计数据的文件怎么写", text: annual.Help()},
	{name: "requests", title: "依申请公开统计怎么写", text: annual.RequestsHelp()},
	{name: "report-schema", title: "mulu check --format json 的格式（JSON Schema）", text: diag.JSONSchema, program: true},
	{name: "log-schema", title: "公开日志的数据的格式（JSON Schema）", text: journal.Schema, program: true},
	{name: "manifest-schema", title: "发布清单 manifest.json 的格式（JSON Schema）", text: publish.Schema, program: true},
	{name: "forecast-schema", title: "mulu check --forecast --format json 的格式（JSON Schema）", text: forecast.JSONSchema, program: true},
}

// writeTopic prints a topic, paragraph by paragraph.
func (a *app) writeTopic(t topic) {
	if t.program {
		fmt.Fprint(a.out, t.text)
		return
	}
	columns := a.helpWidth()
	fmt.Fprintf(a.out, "%s：%s\n\n", t.name, t.title)
	for line := range strings.SplitSeq(strings.TrimSuffix(t.text, "\n"), "\n") {
		indent := 0
		if strings.HasPrefix(line, "- ") {
			indent = 2
		}
		fmt.Fprintln(a.out, wrap(line, columns, indent))
	}
}
