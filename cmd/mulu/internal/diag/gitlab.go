package diag

import (
	"cmp"
	"io"
)

// gitlabIssue is an entry of a Code Quality report (docs.gitlab.com, "Code Quality
// report format").
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"` // unique in the report
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"` // never empty: a problem of no file is the folder's
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// WriteGitLab writes all problems as a Code Quality report of GitLab, one a line, in the
// order given. The error is the writer's.
func WriteGitLab(w io.Writer, r *Report) error {
	r = r.counting()
	j := newJSONWriter(w)
	j.text("[\n")
	before, names := "", NewFingerprints(r.Diagnostics, r.Source)
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		issue := gitlabIssue{cut(d.Message), d.Code, names.Of(d), gitlabSeverity(d.Severity),
			gitlabLocation{cmp.Or(r.repositoryPath(d.File), r.Prefix, "."), gitlabLines{max(1, d.Pos.Line)}}}
		if d.Hint != "" {
			issue.Description += "。" + cut(d.Hint)
		}
		j.put(before, issue)
		before = ","
	}
	return j.end("]\n")
}

// gitlabSeverity is GitLab's word. blocker is what stops the publication.
func gitlabSeverity(s Severity) string {
	switch s {
	case Error:
		return "blocker"
	case Warning:
		return "major"
	case Notice:
		return "info"
	}
	return "minor"
}
