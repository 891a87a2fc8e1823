package diag

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// maxPerRule is how many problems of a rule stand in a report that people read.
const maxPerRule = 200

// WriteJUnit writes a test report in the form that JUnit made common and build servers
// show: a suite for each group of rules, a case for each rule. A case fails when the
// rule found what stops the publication; what it found besides is its output. The error
// is the writer's.
func WriteJUnit(w io.Writer, r *Report) error {
	r = r.counting()
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header)
	found := byCode(r.Diagnostics)
	var suites strings.Builder
	tests, failures := 0, 0
	for _, g := range r.groups() {
		failed := 0
		var cases strings.Builder
		for _, rule := range g.Rules {
			if r.junitCase(&cases, g, rule, found[rule.Code]) {
				failed++
			}
		}
		fmt.Fprintf(&suites, "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n%s  </testsuite>\n",
			xmlText(g.Title), len(g.Rules), failed, r.skipped(g, found), &cases)
		tests, failures = tests+len(g.Rules), failures+failed
	}
	fmt.Fprintf(b, "<testsuites name=\"mulu check\" tests=\"%d\" failures=\"%d\" errors=\"0\">\n%s</testsuites>\n", tests, failures, &suites)
	return b.Flush()
}

// skipped counts the rules of a group that were not applied.
func (r *Report) skipped(g Group, found map[string][]int32) (n int) {
	for _, rule := range g.Rules {
		if len(found[rule.Code]) == 0 && !r.Checked() {
			n++
		}
	}
	return n
}

// byCode gives the places of the problems of each code.
func byCode(ds []Diagnostic) map[string][]int32 {
	m := map[string][]int32{}
	for i := range ds {
		m[ds[i].Code] = append(m[ds[i].Code], int32(i))
	}
	return m
}

// junitCase writes the case of a rule and says whether it failed.
func (r *Report) junitCase(b *strings.Builder, g Group, rule *Rule, found []int32) (failed bool) {
	name := xmlText(rule.Code + " " + rule.Title)
	if len(found) == 0 && !r.Checked() {
		fmt.Fprintf(b, "    <testcase classname=\"%s\" name=\"%s\"><skipped message=\"网站设置有错误，没有检查\"/></testcase>\n", xmlText(g.Title), name)
		return false
	}
	if len(found) == 0 {
		fmt.Fprintf(b, "    <testcase classname=\"%s\" name=\"%s\"/>\n", xmlText(g.Title), name)
		return false
	}
	stopping := 0
	for _, i := range found {
		if r.stops(r.Diagnostics[i].Severity) {
			stopping++
		}
	}
	element, end := "system-out", "system-out"
	if stopping > 0 {
		element, end = fmt.Sprintf(`failure type="%s" message="%s"`, rule.Severity, xmlText(fmt.Sprintf("%s：%d 处", rule.Title, len(found)))), "failure"
	}
	fmt.Fprintf(b, "    <testcase classname=\"%s\" name=\"%s\">\n      <%s>", xmlText(g.Title), name, element)
	r.junitLines(b, found)
	fmt.Fprintf(b, "</%s>\n    </testcase>\n", end)
	return stopping > 0
}

func (r *Report) junitLines(b *strings.Builder, found []int32) {
	for _, i := range found[:min(len(found), maxPerRule)] {
		d := &r.Diagnostics[i]
		b.WriteString(xmlText(place(d.File, d.Pos)+d.Severity.String()+": "+short(d.Message)) + "\n")
		if d.Hint != "" {
			b.WriteString(xmlText("  提示："+short(d.Hint)) + "\n")
		}
	}
	if n := len(found) - maxPerRule; n > 0 {
		fmt.Fprintf(b, "另有 %d 处没有列出\n", n)
	}
}

// xmlText is s in XML, in an element or an attribute. What XML cannot hold is written as
// an escape by visible before.
func xmlText(s string) string {
	var b strings.Builder
	// The error is the builder's: none.
	_ = xml.EscapeText(&b, []byte(visible(s)))
	return b.String()
}
