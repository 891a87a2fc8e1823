package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"mulu/cmd/mulu/internal/cli"
)

var (
	yamlBlock     = regexp.MustCompile("(?s)```yaml\n(.*?)```")
	recipeCommand = regexp.MustCompile(`\bmulu (?:build|check|merge|diff|deploy|hosting|init|serve|search|report|export)\b[^\n;|&}]*`)
)

// The commands of the READMEs' recipes for continuous integration are ones that mulu has, with
// options that they have.
func TestReadmeRecipes(t *testing.T) {
	n := 0
	for _, name := range []string{"../../README.md", "../../README.zh-CN.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range yamlBlock.FindAllStringSubmatch(string(data), -1) {
			var recipe any
			if err := yaml.Unmarshal([]byte(block[1]), &recipe); err != nil {
				t.Errorf("%s: a recipe is no YAML: %v\n%s", name, err, block[1])
			}
			// A value of GitHub's own language ends where ours begins to be read.
			for _, text := range recipeCommand.FindAllString(regexp.MustCompile(`\$\{\{.*?\}\}|\$\(\(.*?\)\)`).ReplaceAllString(block[1], "1"), -1) {
				n++
				text = strings.NewReplacer(`"`, "", "$CI_NODE_INDEX/$CI_NODE_TOTAL", "1/4").Replace(text)
				var out, errOut strings.Builder
				args := append(strings.Fields(text)[1:], "--help")
				if status := cli.Run(t.Context(), args, strings.NewReader(""), &out, &errOut); status != 0 || out.Len() == 0 {
					t.Errorf("%s: %s: status %d\n%s", name, text, status, &errOut)
				}
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d commands were found", n)
	}
}
