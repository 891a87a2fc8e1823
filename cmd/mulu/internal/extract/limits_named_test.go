package extract

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/extract/pdf"
)

// What the rule says of the limits is what they are.
func TestRuleNamesLimits(t *testing.T) {
	for _, want := range []string{
		fmt.Sprintf("解压后的%d GiB", maxUnpackedAll>>30), fmt.Sprintf("最多查%d万个文件", maxEntries/10_000), fmt.Sprintf("每个%d MiB", maxMember>>20),
		fmt.Sprintf("最多查%d万个对象", pdf.MaxObjects/10_000), fmt.Sprintf("每页%d MiB", pdf.MaxStream>>20),
	} {
		if !strings.Contains(ruleUnchecked.Explain, want) {
			t.Errorf("%s does not say %s", ruleUnchecked.Code, want)
		}
	}
}
