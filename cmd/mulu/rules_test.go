package main

import (
	"os"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
)

// The page of all rules is made from their values.
func TestReadmeRules(t *testing.T) {
	const name = "rules.zh-CN.md"
	var b strings.Builder
	if err := diag.WriteRulesMarkdown(&b, build.RuleGroups()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != b.String() {
		t.Errorf("%s is not what the rules say; run go test ./cmd/mulu -run Readme -update", name)
	}
}
