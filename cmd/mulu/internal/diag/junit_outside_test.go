package diag

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// junitElement is what a schema says of an element: its attributes, its children, and
// whether text may stand in it.
type junitElement struct {
	required, optional []string
	children           []string
	text               bool
}

// junitSchema has the demands of junit-10.xsd of Jenkins' xUnit plugin
// (src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd), which build servers
// follow, for what reports of checks use of it. Apache Ant's older schema also demands
// the time and the computer of a run, which our output must not hang on.
var junitSchema = map[string]junitElement{
	"testsuites": {optional: []string{"name", "time", "tests", "failures", "errors"}, children: []string{"testsuite"}},
	"testsuite": {required: []string{"name", "tests", "failures", "errors"},
		optional: []string{"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
		children: []string{"testsuite", "properties", "testcase", "system-out", "system-err"}},
	"testcase": {required: []string{"name"}, optional: []string{"time", "classname", "group"},
		children: []string{"skipped", "error", "failure", "rerunFailure", "rerunError", "flakyFailure", "flakyError", "system-out", "system-err"}},
	"failure":    {optional: []string{"type", "message"}, text: true},
	"error":      {optional: []string{"type", "message"}, text: true},
	"skipped":    {optional: []string{"type", "message"}, text: true},
	"system-out": {text: true},
	"system-err": {text: true},
}

// junitNode is an element with what it counts below it.
type junitNode struct {
	name                     string
	attrs                    map[string]string
	tests, failures, skipped int
}

// obeysJUnit says what of a report offends the schema, and where counts are wrong.
func obeysJUnit(report string) error {
	d := xml.NewDecoder(strings.NewReader(report))
	stack := []*junitNode{{name: ""}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		top := stack[len(stack)-1]
		switch x := token.(type) {
		case xml.StartElement:
			n, err := junitStart(top.name, x)
			if err != nil {
				return err
			}
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			if err := top.close(stack[len(stack)-1]); err != nil {
				return err
			}
		case xml.CharData:
			if !junitSchema[top.name].text && strings.TrimSpace(string(x)) != "" {
				return fmt.Errorf("%s has the text %q", top.name, x)
			}
		}
	}
}

func junitStart(parent string, x xml.StartElement) (*junitNode, error) {
	name := x.Name.Local
	e, known := junitSchema[name]
	if !known || parent == "" && name != "testsuites" || parent != "" && !slices.Contains(junitSchema[parent].children, name) {
		return nil, fmt.Errorf("%q has the element %q", parent, name)
	}
	n := &junitNode{name: name, attrs: map[string]string{}}
	for _, a := range x.Attr {
		if !slices.Contains(e.required, a.Name.Local) && !slices.Contains(e.optional, a.Name.Local) {
			return nil, fmt.Errorf("%s has the attribute %q", name, a.Name.Local)
		}
		n.attrs[a.Name.Local] = a.Value
	}
	for _, want := range e.required {
		if n.attrs[want] == "" {
			return nil, fmt.Errorf("%s has no %s", name, want)
		}
	}
	return n, nil
}

// close counts the cases: what a suite says of itself must be so.
func (n *junitNode) close(parent *junitNode) error {
	switch n.name {
	case "testcase":
		n.tests = 1
	case "failure":
		n.failures = 1
	case "skipped":
		n.skipped = 1
	case "testsuite", "testsuites":
		for name, count := range map[string]int{"tests": n.tests, "failures": n.failures, "skipped": n.skipped} {
			if said, there := n.attrs[name]; there && said != strconv.Itoa(count) {
				return fmt.Errorf("%s %q says %s=%q, counted %d", n.name, n.attrs["name"], name, said, count)
			}
		}
	}
	parent.tests, parent.failures, parent.skipped = parent.tests+n.tests, parent.failures+n.failures, parent.skipped+n.skipped
	return nil
}

func TestJUnitObeysJenkins(t *testing.T) {
	all := reports()
	all["strict"] = report(sample()...)
	all["strict"].Strict = true
	all["not checked"] = report(ruleDate.At("config.toml", Pos{Line: 1}, "x"))
	all["not checked"].Date = ""
	for name, r := range all {
		if err := obeysJUnit(written(t, "junit", r)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	sound := written(t, "junit", report(sample()...))
	for _, edit := range [][2]string{
		{`tests="4" failures="1"`, `tests="4" failures="2"`}, {`<testsuite name="日期" tests="1"`, `<testsuite name="日期" tests="2"`},
		{`<testsuite name="日期" `, `<testsuite `}, {`classname=`, `class=`}, {"<failure ", "<system-out/>x<failure "}, {"<testsuites ", "<report "},
		{"system-out>", "output>"}, {"</testsuites>", ""},
	} {
		if wrong := strings.ReplaceAll(sound, edit[0], edit[1]); wrong == sound || obeysJUnit(wrong) == nil {
			t.Errorf("%s for %s is not found", edit[1], edit[0])
		}
	}
}
