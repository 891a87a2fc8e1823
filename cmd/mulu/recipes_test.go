package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"mulu/cmd/mulu/internal/cli"
	"mulu/cmd/mulu/internal/scaffold"
)

var (
	yamlBlock     = regexp.MustCompile("(?s)```yaml\n(.*?)```")
	recipeCommand = regexp.MustCompile(`\bmulu (?:build|check|merge|diff|deploy|hosting|init|serve|search|report|export)\b[^\n;|&}]*`)
)

// The commands of the READMEs' recipes for continuous integration, and of those that mulu init
// writes, are ones that mulu has, with options that they have.
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
			n += tryCommands(t, name, block[1])
		}
	}
	for _, r := range scaffold.Recipes {
		// What comments say of commands is no command.
		n += tryCommands(t, r.Path, regexp.MustCompile(`(?m)^\s*(?:#|//).*$`).ReplaceAllString(string(r.Text()), ""))
	}
	if n < 25 {
		t.Errorf("only %d commands were found", n)
	}
}

// tryCommands asks for the help of each command of a recipe, and counts them.
func tryCommands(t *testing.T, name, recipe string) (n int) {
	t.Helper()
	// A value of GitHub's own language ends where ours begins to be read.
	for _, text := range recipeCommand.FindAllString(regexp.MustCompile(`\$\{\{.*?\}\}|\$\(\(.*?\)\)`).ReplaceAllString(recipe, "1"), -1) {
		n++
		text = strings.NewReplacer(`"`, "", "$CI_NODE_INDEX/$CI_NODE_TOTAL", "1/4").Replace(text)
		text, _, _ = strings.Cut(text, " > ")
		var out, errOut strings.Builder
		args := append(strings.Fields(text)[1:], "--help")
		if status := cli.Run(t.Context(), args, strings.NewReader(""), &out, &errOut); status != 0 || out.Len() == 0 {
			t.Errorf("%s: %s: status %d\n%s", name, text, status, &errOut)
		}
	}
	return n
}
