package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// The types below are the part of SARIF 2.1.0 (OASIS Standard, 2020) that mulu
// uses; fields have the names and the order of the standard's examples.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string      `json:"id"`
		ShortDescription sarifText   `json:"shortDescription"`
		FullDescription  sarifText   `json:"fullDescription"`
		Help             sarifText   `json:"help"`
		Configuration    sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex *int            `json:"ruleIndex,omitempty"` // none when the rule is not in the table
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		// Hosts follow a problem through changes of the file by its fingerprint.
		Fingerprints map[string]string  `json:"partialFingerprints,omitempty"`
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
)

// WriteSARIF writes all problems in the Static Analysis Results Interchange
// Format 2.1.0, which code hosts show beside the lines. version is mulu's; rules
// are all rules that there are, in any order. The error is the writer's.
func WriteSARIF(w io.Writer, ds []Diagnostic, rules []*Rule, version string) error {
	rules = slices.Clone(rules)
	slices.SortFunc(rules, func(a, b *Rule) int { return strings.Compare(a.Code, b.Code) })
	run := sarifRun{Language: "zh-CN", ColumnKind: "unicodeCodePoints", Results: make([]sarifResult, len(ds))}
	run.Tool.Driver = sarifDriver{Name: "mulu", Version: version, Rules: make([]sarifRule, len(rules))}
	index := make(map[string]*int, len(rules))
	for i, r := range rules {
		run.Tool.Driver.Rules[i] = sarifRuleOf(r)
		index[r.Code] = &i
	}
	for i, d := range ds {
		run.Results[i] = sarifResultOf(d, index[d.Code])
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func sarifRuleOf(r *Rule) sarifRule {
	return sarifRule{
		ID:               r.Code,
		ShortDescription: sarifText{r.Title},
		FullDescription:  sarifText{r.Explain},
		Help:             sarifText{r.Repair + "\n依据：" + r.Source},
		Configuration:    sarifConfig{sarifLevel(r.Severity)},
	}
}

func sarifResultOf(d Diagnostic, ruleIndex *int) sarifResult {
	result := sarifResult{RuleID: d.Code, RuleIndex: ruleIndex, Level: sarifLevel(d.Severity), Message: sarifText{d.Message}, Locations: []sarifLocation{}}
	if d.Hint != "" {
		result.Message.Text += "\n提示：" + d.Hint
	}
	if d.File != "" {
		result.Locations = append(result.Locations, sarifLocation{Physical: sarifPlace(d.File, d.Pos)})
	}
	for i, r := range d.Related {
		result.Related = append(result.Related, sarifLocation{ID: &i, Physical: sarifPlace(r.File, r.Pos), Message: &sarifText{r.Message}})
	}
	if d.Mark != "" {
		result.Fingerprints = map[string]string{"mulu/v1": d.Mark}
	}
	result.Suppressions = sarifSuppressions(d)
	return result
}

// sarifSuppressions say why a problem does not count.
func sarifSuppressions(d Diagnostic) []sarifSuppression {
	switch w := d.Waived; {
	case w != nil:
		return []sarifSuppression{{"external", "accepted", fmt.Sprintf("%s（%s，有效期至 %s）", w.Reason, w.By, w.Until), &sarifLocation{Physical: sarifPlace(w.File, w.Pos)}}}
	case d.Known:
		return []sarifSuppression{{"external", "accepted", "基线中的已知问题", nil}}
	}
	return nil
}

// sarifPlace makes a location relative to the site's folder, which the reader of
// the log knows as %SRCROOT%.
func sarifPlace(file string, p Pos) sarifPhysical {
	uri := url.URL{Path: file}
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
