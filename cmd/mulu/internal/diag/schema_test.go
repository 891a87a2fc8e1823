package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	// The module brings the standard's schema, which has no other way into a test.
	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schema compiles a schema from its text.
func schema(t *testing.T, name, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate wants a text to obey a schema.
func validate(t *testing.T, s *jsonschema.Schema, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Errorf("%v", err)
	}
}

// reports are those that schemas are tried with.
func reports() map[string]*Report {
	strange := report(Diagnostic{File: "a", Severity: Error, Code: "x", Message: "m", Pos: Pos{2, 3, 2, 3}}, Diagnostic{Severity: Notice, Code: "y", Message: "m", Pos: Pos{Line: 1, EndLine: 3}})
	return map[string]*Report{"empty": {}, "sample": report(sample()...), "many": report(many(300)...), "hostile": hostileReport(), "strange": strange}
}

func TestJSONObeysItsSchema(t *testing.T) {
	s := schema(t, "report-1.schema.json", JSONSchema)
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) { validate(t, s, written(t, "json", r)) })
	}
	rest := `,"tool":"mulu 1","site":"","folder":"","date":"","nextChange":"","diagnostics":[],"rules":{},"summary":{"errors":0,"warnings":0,"notices":0}}`
	for _, wrong := range []string{`{"version":2` + rest, `{"version":1,"date":"x"}`, strings.Replace(`{"version":1`+rest, `"diagnostics":[]`, `"diagnostics":[{"file":"a"}]`, 1)} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(doc) == nil {
			t.Errorf("the schema accepts %s", wrong)
		}
	}
}

// Against the schema that OASIS published with errata 01 of the standard.
func TestSARIFObeysTheStandard(t *testing.T) {
	s := schema(t, "sarif-schema-2.1.0.json", sarifSchema(t))
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) { validate(t, s, written(t, "sarif", r)) })
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version":"2.1.0","runs":[{"results":[]}]}`))
	if err != nil || s.Validate(doc) == nil {
		t.Errorf("the schema accepts a run without a tool (%v)", err)
	}
}

// sarifSchema is the constant schema of the module, which it does not export.
func sarifSchema(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && v.Names[0].Name == "schema" {
			text, err = strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
		}
		return true
	})
	if err != nil || !strings.Contains(text, "sarif-schema-2.1.0.json") {
		t.Fatalf("no schema in the module: %v", err)
	}
	return text
}
