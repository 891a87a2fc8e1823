package diag

import (
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// gitlabSchema has the demands of docs.gitlab.com ("Code Quality", "Code Quality report
// format"): the page wants more than GitLab's own validator of an entry does.
const gitlabSchema = `{
	"type": "array",
	"items": {
		"type": "object",
		"required": ["description", "check_name", "fingerprint", "severity", "location"],
		"properties": {
			"description": {"type": "string", "minLength": 1},
			"check_name": {"type": "string", "minLength": 1},
			"fingerprint": {"type": "string", "minLength": 1},
			"severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
			"location": {
				"type": "object",
				"required": ["path", "lines"],
				"properties": {
					"path": {"type": "string", "pattern": "^[^/]", "not": {"pattern": "^\\./"}},
					"lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}
				}
			}
		}
	}
}`

// GitLab reads a report up to the first entry that its schema refuses, keeps one entry of
// each fingerprint, and takes no byte order mark.
func TestGitLabObeysItsDocumentation(t *testing.T) {
	s := schema(t, "gitlab.json", gitlabSchema)
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			out := written(t, "gitlab", r)
			validate(t, s, out)
			if !strings.HasPrefix(out, "[") {
				t.Errorf("begins with %q", out[:min(len(out), 4)])
			}
		})
	}
	sound := written(t, "gitlab", report(sample()...))
	for _, edit := range [][2]string{
		{`"major"`, `"warning"`}, {`"begin":4`, `"begin":0`}, {`"begin":4`, `"begin":"4"`}, {`"path":"content`, `"path":"/content`},
		{`"path":"content`, `"path":"./content`}, {`"fingerprint"`, `"mark"`},
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(sound, edit[0], edit[1], 1)))
		if err != nil || s.Validate(doc) == nil {
			t.Errorf("%s for %s is not found (%v)", edit[1], edit[0], err)
		}
	}
}

// workflowCommand is a line as the runner of GitHub Actions understands it.
type workflowCommand struct {
	name       string
	properties map[string]string
	data       string
}

// readCommand reads a line as actions/runner does (src/Runner.Common/ActionCommand.cs):
// the command ends at the next ::, properties are parted by commas and at the first =,
// and %25 is replaced last.
func readCommand(line string) (c workflowCommand, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), "::")
	if !ok {
		return c, false
	}
	info, data, ok := strings.Cut(rest, "::")
	if !ok {
		return c, false
	}
	unescape := func(s string, escapes ...string) string {
		for i := 0; i < len(escapes); i += 2 {
			s = strings.ReplaceAll(s, escapes[i], escapes[i+1])
		}
		return s
	}
	name, list, _ := strings.Cut(info, " ")
	c = workflowCommand{name, map[string]string{}, unescape(data, "%0D", "\r", "%0A", "\n", "%25", "%")}
	for p := range strings.SplitSeq(strings.TrimSpace(list), ",") {
		if key, value, _ := strings.Cut(p, "="); value != "" {
			c.properties[key] = unescape(value, "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
		}
	}
	return c, true
}

// Whatever a finding says, the runner reads what was meant, and no more than it shows.
func TestGitHubIsReadAsMeant(t *testing.T) {
	rule := Rule{Code: "odd", Severity: Error, Title: "标题：a=b,c:d 100%%3A"}
	texts := []string{"a::b", "%0A", "%250A", "一,二:三=四", "100%", "尾 ", "::error::x", "a%2Cb"}
	var ds []Diagnostic
	for i, text := range texts {
		d := rule.At("content/"+text+".md", Pos{i + 1, 2, i + 1, 3}, "%s", text)
		ds = append(ds, d.WithHint("%s", text))
	}
	r := report(ds...)
	r.Groups = []Group{{"其他", []*Rule{&rule}}}
	lines := strings.Split(strings.TrimSuffix(written(t, "github", r), "\n"), "\n")
	if len(lines) != len(ds) {
		t.Fatalf("%d lines for %d findings:\n%s", len(lines), len(ds), lines)
	}
	for i, line := range lines {
		c, ok := readCommand(line)
		text, n := texts[i], fmt.Sprint(i+1)
		want := map[string]string{"file": "content/" + text + ".md", "line": n, "col": "2", "endLine": n, "endColumn": "3", "title": rule.Title + "（odd）"}
		if !ok || c.name != "error" || fmt.Sprint(c.properties) != fmt.Sprint(want) || c.data != text+"\n提示："+text {
			t.Errorf("%q is read as %v, want %v", line, c, want)
		}
	}
}

// A step shows ten annotations of each severity, our count of the others included
// (actions/toolkit, docs/problem-matchers.md).
func TestGitHubStaysWithinAStep(t *testing.T) {
	for name, r := range reports() {
		shown := map[string]int{}
		for line := range strings.Lines(written(t, "github", r)) {
			c, ok := readCommand(strings.TrimSuffix(line, "\n"))
			if shown[c.name]++; !ok || shown[c.name] > maxAnnotations || c.data == "" || c.properties["title"] == "" {
				t.Errorf("%s: %q is the %d of its kind", name, line, shown[c.name])
			}
		}
	}
}
