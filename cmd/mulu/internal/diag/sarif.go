package diag

import (
	"fmt"
	"io"
	"net/url"
	"strings"
)

// The types below are the part of SARIF 2.1.0 (OASIS Standard, 2020) that mulu uses.
type (
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string         `json:"id"`
		ShortDescription sarifText      `json:"shortDescription"`
		FullDescription  sarifText      `json:"fullDescription"`
		Help             sarifText      `json:"help"`
		Configuration    sarifConfig    `json:"defaultConfiguration"`
		Properties       sarifRuleExtra `json:"properties"`
	}
	// sarifRuleExtra has the names that GitHub reads.
	sarifRuleExtra struct {
		Tags     []string `json:"tags"`
		Severity string   `json:"problem.severity"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    *int               `json:"ruleIndex,omitempty"` // none when the rule is not in the table
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifSuppression struct {
		Kind          string         `json:"kind"`
		Status        string         `json:"status"`
		Justification string         `json:"justification"`
		Location      *sarifLocation `json:"location,omitempty"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
)

// GitHub takes at most 25,000 results a run and files of 10 MB after compression
// (docs.github.com, "SARIF support for code scanning"). Even text that compresses badly
// stays below that with 12 MB before it.
const (
	maxSARIFResults = 25_000
	maxSARIFBytes   = 12_000_000
)

// sarifFingerprint names our way of making fingerprints, with its version.
const sarifFingerprint = "mulu/v1"

// WriteSARIF writes problems in the Static Analysis Results Interchange Format 2.1.0,
// which code hosts show beside the lines, one a line. Where there are more than hosts
// take, the worst are written and a notification counts the others. The error is the
// writer's.
func WriteSARIF(w io.Writer, r *Report) error {
	j := newJSONWriter(w)
	j.text(`{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",` +
		`"version":"2.1.0","runs":[{` + "\n")
	tool, index := r.sarifTool()
	j.put(`"tool":`, tool)
	j.text(`,"language":"zh-CN","columnKind":"unicodeCodePoints","results":[` + "\n")
	left := j.results(r, index)
	j.put(`],"invocations":`, []sarifInvocation{{true, sarifNotifications(left)}})
	return j.end("}]}\n")
}

// results writes the results and returns how many problems found no room.
func (j *jsonWriter) results(r *Report, index map[string]*int) (left int) {
	keep := r.sarifChoice()
	before, names := "", NewFingerprints(r.Diagnostics, r.Source)
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		name := names.Of(d) // of all: the count of equal ones must not hang on the cap
		if !keep[i] {
			left++
			continue
		}
		j.put(before, r.sarifResult(d, index[d.Code], name))
		before = ","
	}
	return left
}

// sarifChoice says for each problem whether it is among those that hosts take.
func (r *Report) sarifChoice() []bool {
	keep, size := make([]bool, len(r.Diagnostics)), 0
	for _, i := range worstFirst(r.Diagnostics, maxSARIFResults) {
		d := &r.Diagnostics[i]
		if size += r.sarifResult(d, nil, "").size(); size > maxSARIFBytes {
			break
		}
		keep[i] = true
	}
	return keep
}

// size is about as many bytes as a result takes.
func (s *sarifResult) size() int {
	n := 400 + len(s.Message.Text)
	for _, l := range s.Locations {
		n += len(l.Physical.Artifact.URI)
	}
	for _, l := range s.Related {
		n += 200 + len(l.Physical.Artifact.URI) + len(l.Message.Text)
	}
	return n
}

func sarifNotifications(left int) []sarifNotification {
	if left == 0 {
		return []sarifNotification{}
	}
	return []sarifNotification{{"warning", sarifText{Text: fmt.Sprintf(
		"代码托管平台对一次上传的条数和大小有限制，另有 %d 处问题没有列出。用 mulu check --format json 看全部。", left)}}}
}

// sarifTool describes mulu with its rules, and gives the places of these in the table.
func (r *Report) sarifTool() (sarifTool, map[string]*int) {
	driver := sarifDriver{Name: "mulu", Version: r.Version, Rules: []sarifRule{}}
	index := map[string]*int{}
	for _, g := range r.Groups {
		for _, rule := range g.Rules {
			i := len(driver.Rules)
			index[rule.Code] = &i
			driver.Rules = append(driver.Rules, sarifRuleOf(rule, g.Title))
		}
	}
	return sarifTool{driver}, index
}

func sarifRuleOf(r *Rule, group string) sarifRule {
	var help, markdown strings.Builder
	r.writeHelp(&help)
	r.writeMarkdown(&markdown)
	return sarifRule{
		ID:               r.Code,
		ShortDescription: sarifText{Text: r.Title},
		FullDescription:  sarifText{Text: r.Explain},
		Help:             sarifText{help.String(), markdown.String()},
		Configuration:    sarifConfig{sarifLevel(r.Severity)},
		Properties:       sarifRuleExtra{[]string{group}, githubSeverity(r.Severity)},
	}
}

// githubSeverity is GitHub's word for a severity in the properties of a rule.
func githubSeverity(s Severity) string {
	if s == Notice {
		return "recommendation"
	}
	return s.String()
}

func (r *Report) sarifResult(d *Diagnostic, ruleIndex *int, fingerprint string) *sarifResult {
	result := &sarifResult{RuleID: d.Code, RuleIndex: ruleIndex, Level: sarifLevel(d.Severity),
		Message: sarifText{Text: cut(d.Message)}, Locations: []sarifLocation{},
		Fingerprints: map[string]string{sarifFingerprint: fingerprint}}
	if d.Hint != "" {
		result.Message.Text += "\n提示：" + cut(d.Hint)
	}
	if d.File != "" {
		result.Locations = append(result.Locations, sarifLocation{Physical: r.sarifPlace(d.File, d.Pos)})
	}
	for i, other := range d.Related[:min(len(d.Related), maxRelated)] {
		result.Related = append(result.Related, sarifLocation{ID: &i, Physical: r.sarifPlace(other.File, other.Pos),
			Message: &sarifText{Text: cut(other.Message)}})
	}
	if d.Mark != "" {
		result.Fingerprints["mulu/mark"] = d.Mark
	}
	result.Suppressions = r.sarifSuppressions(d)
	return result
}

// sarifSuppressions say why a problem does not count.
func (r *Report) sarifSuppressions(d *Diagnostic) []sarifSuppression {
	switch w := d.Waived; {
	case w != nil:
		return []sarifSuppression{{"external", "accepted", fmt.Sprintf("%s（%s，有效期至 %s）", w.Reason, w.By, w.Until), &sarifLocation{Physical: r.sarifPlace(w.File, w.Pos)}}}
	case d.Known:
		return []sarifSuppression{{"external", "accepted", "基线中的已知问题", nil}}
	}
	return nil
}

// maxRelated is how many related places a host is told of.
const maxRelated = 20

// sarifPlace makes a location relative to the working folder, which the reader of the
// log knows as %SRCROOT%.
func (r *Report) sarifPlace(file string, p Pos) sarifPhysical {
	uri := url.URL{Path: r.repositoryPath(file)}
	place := sarifPhysical{Artifact: sarifArtifact{URI: uri.String(), BaseID: "%SRCROOT%"}}
	switch {
	case p.Line > 0 && p.Col > 0:
		place.Region = &sarifRegion{p.Line, p.Col, p.EndLine, p.EndCol}
	case p.Line > 0:
		place.Region = &sarifRegion{StartLine: p.Line}
	}
	return place
}

func sarifLevel(s Severity) string {
	switch s {
	case Error, Warning:
		return s.String()
	case Notice:
		return "note"
	}
	return "none"
}
