package diag

import (
	"bufio"
	"encoding/json"
	"io"
)

// JSONVersion is the version of the format that WriteJSON writes. It changes when
// a field changes its meaning or goes; new fields may come without.
const JSONVersion = 1

type jsonDiagnostic struct {
	jsonPlace
	Severity string        `json:"severity"`
	Code     string        `json:"code"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Related  []jsonRelated `json:"related"`
	Mark     string        `json:"mark"` // what a waiver names the problem by
	Waived   *jsonWaiver   `json:"waived"`
	Known    bool          `json:"known"`
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

// WriteJSON writes all problems as one JSON object with the fields version,
// diagnostics and summary, one problem a line, in the order given. Every field is
// always there, in the same order. The error is the writer's.
func WriteJSON(w io.Writer, ds []Diagnostic) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out) // ends every value with a line break
	encoder.SetEscapeHTML(false)
	out.WriteString(`{"version":`)
	if err := encoder.Encode(JSONVersion); err != nil {
		return err
	}
	out.WriteString(`,"diagnostics":[` + "\n")
	for i, d := range ds {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := encoder.Encode(jsonOf(d)); err != nil {
			return err
		}
	}
	out.WriteString(`],"summary":`)
	if err := encoder.Encode(jsonSummary(Count(ds))); err != nil {
		return err
	}
	out.WriteString("}\n")
	return out.Flush()
}

func jsonOf(d Diagnostic) jsonDiagnostic {
	related := make([]jsonRelated, len(d.Related))
	for i, r := range d.Related {
		related[i] = jsonRelated{placeOf(r.File, r.Pos), r.Message}
	}
	out := jsonDiagnostic{placeOf(d.File, d.Pos), d.Severity.String(), d.Code, d.Message, d.Hint, related, d.Mark, nil, d.Known}
	if w := d.Waived; w != nil {
		out.Waived = &jsonWaiver{placeOf(w.File, w.Pos), w.Reason, w.By, w.Until}
	}
	return out
}
