package cli

import (
	_ "embed"
	"fmt"
	"strings"
)

// topic is something that mulu explain tells beside the codes of problems.
type topic struct{ name, title, text string }

// searchRanking is in README.zh-CN.md, too; a test keeps it there.
//
//go:embed search-ranking.md
var searchRanking string

var topics = []topic{{"search-ranking", "检索结果怎么排列", searchRanking}}

// writeTopic prints a topic, paragraph by paragraph.
func (a *app) writeTopic(t topic) {
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
