package cli

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
)

// The weights that the page on ranking names are those that hold without config.toml.
func TestRankingNamesTheWeights(t *testing.T) {
	c, _ := config.Load(nil)
	w := c.Search.Weights
	for _, want := range []string{
		fmt.Sprintf("名称 %d，索引号、发文字号、发布机构、关键词、附件名称 %d，其他地方 %d。", w.Title, w.Meta, w.Body),
		fmt.Sprintf("稀有程度之和 × %d ×", w.Coverage),
	} {
		if !strings.Contains(searchRanking, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
