package diag

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"io"
)

// JSONVersion is the version of the format that WriteJSON writes, which JSONSchema
// describes. It changes when a field changes its meaning or goes; new fields may come
// without.
const JSONVersion = 1

// JSONSchema is the JSON Schema (draft 2020-12) of what WriteJSON writes.
//
//go:embed report-1.schema.json
var JSONSchema string

type jsonDiagnostic struct {
	jsonPlace
	Severity    string        `json:"severity"`
	Code        string        `json:"code"`
	Message     string        `json:"message"`
	Hint        string        `json:"hint"`
	Related     []jsonRelated `json:"related"`
	Secret      bool          `json:"secret"`
	Fingerprint string        `json:"fingerprint"`
	Issuer      string        `json:"issuer"`
	Unit        string        `json:"unit"`
	Category    string        `json:"category"`
	Column      string        `json:"columnName"`
	Mark        string        `json:"mark"` // what a waiver names the problem by
	Waived      *jsonWaiver   `json:"waived"`
	Known       bool          `json:"known"`
}

// jsonWaiver is the exception by which a problem does not count.
type jsonWaiver struct {
	jsonPlace
	Reason string `json:"reason"`
	By     string `json:"by"`
	Until  string `json:"until"`
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

// jsonPlace is a place; numbers are 0 where they are unknown.
type jsonPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

// jsonRule is a rule as mulu explain tells of it.
type jsonRule struct {
	Severity    string        `json:"severity"`
	Title       string        `json:"title"`
	Group       string        `json:"group"`
	Explain     string        `json:"explain"`
	Source      string        `json:"source"`
	Unconfirmed bool          `json:"unconfirmed"`
	Repair      string        `json:"repair"`
	Since       string        `json:"since"`
	Examples    []jsonExample `json:"examples"`
}

type jsonExample struct {
	Wrong string `json:"wrong"`
	Right string `json:"right"`
}

type jsonSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notices  int `json:"notices"`
	Waived   int `json:"waived"`
	Known    int `json:"known"`
}

func placeOf(file string, p Pos) jsonPlace {
	return jsonPlace{file, p.Line, p.Col, p.EndLine, p.EndCol}
}

// jsonWriter writes one value after another, so that a report of 100,000 problems needs
// no more memory than its longest line. It keeps the first error.
type jsonWriter struct {
	w       *bufio.Writer
	encoder *json.Encoder
	err     error
}

func newJSONWriter(w io.Writer) *jsonWriter {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out) // ends every value with a line break
	encoder.SetEscapeHTML(false)
	return &jsonWriter{w: out, encoder: encoder}
}

// put writes a text as it is, then a value.
func (j *jsonWriter) put(before string, v any) {
	j.text(before)
	if j.err == nil {
		j.err = j.encoder.Encode(v)
	}
}

func (j *jsonWriter) text(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

func (j *jsonWriter) end(s string) error {
	j.text(s)
	if j.err != nil {
		return j.err
	}
	return j.w.Flush()
}

// WriteJSON writes all problems as one JSON object with the fields version, tool, site,
// folder, date, nextChange, diagnostics, rules (those of the problems, by code) and summary, one
// problem a line, in the order given. Every field is always there, in the same order.
// The error is the writer's.
func WriteJSON(w io.Writer, r *Report) error {
	j := newJSONWriter(w)
	j.put(`{"version":`, JSONVersion)
	j.put(`,"tool":`, "mulu "+r.Version)
	j.put(`,"site":`, r.Site)
	j.put(`,"folder":`, r.Prefix)
	j.put(`,"date":`, r.Date)
	j.put(`,"nextChange":`, r.NextChange)
	j.text(`,"diagnostics":[` + "\n")
	before, names, owner := "", NewFingerprints(r.Diagnostics, r.Source), r.owners()
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		j.put(before, jsonOf(d, names.Of(d), owner(d.File)))
		before = ","
	}
	j.text(`],"rules":`)
	j.rules(r.used())
	j.put(`,"summary":`, jsonSummary(Count(r.Diagnostics)))
	return j.end("}\n")
}

// WriteRulesJSON writes all rules as one JSON object with the fields version and rules.
func WriteRulesJSON(w io.Writer, groups []Group) error {
	j := newJSONWriter(w)
	j.put(`{"version":`, JSONVersion)
	j.text(`,"rules":`)
	j.rules(groups)
	return j.end("}\n")
}

// rules writes an object with a rule for each code.
func (j *jsonWriter) rules(groups []Group) {
	before := "{\n"
	for _, g := range groups {
		for _, r := range g.Rules {
			j.put(before+`"`+r.Code+`":`, jsonRuleOf(r, g.Title))
			before = ","
		}
	}
	if before == "," {
		before = ""
	}
	j.text(before + "}")
}

// used are the rules that have problems.
func (r *Report) used() (groups []Group) {
	found := map[string]bool{}
	for i := range r.Diagnostics {
		found[r.Diagnostics[i].Code] = true
	}
	for _, g := range r.Groups {
		u := Group{Title: g.Title}
		for _, rule := range g.Rules {
			if found[rule.Code] {
				u.Rules = append(u.Rules, rule)
			}
		}
		groups = append(groups, u)
	}
	return groups
}

func jsonOf(d *Diagnostic, fingerprint string, o Owner) jsonDiagnostic {
	related := make([]jsonRelated, len(d.Related))
	for i, r := range d.Related {
		related[i] = jsonRelated{placeOf(r.File, r.Pos), r.Message}
	}
	out := jsonDiagnostic{placeOf(d.File, d.Pos), d.Severity.String(), d.Code, d.Message, d.Hint, related,
		d.Secret, fingerprint, o.Issuer, o.Unit, o.Category, o.Column, d.Mark, nil, d.Known}
	if w := d.Waived; w != nil {
		out.Waived = &jsonWaiver{placeOf(w.File, w.Pos), w.Reason, w.By, w.Until}
	}
	return out
}

func jsonRuleOf(r *Rule, group string) jsonRule {
	examples := make([]jsonExample, len(r.Examples))
	for i, e := range r.Examples {
		examples[i] = jsonExample(e)
	}
	return jsonRule{r.Severity.String(), r.Title, group, r.Explain, r.Source, r.Unconfirmed, r.Repair, r.FirstVersion(), examples}
}
