package build

import (
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// Outcome is what is told of a site beside its problems, whether it was made now or is
// known from an earlier build (Recall).
type Outcome struct {
	Config *config.Config
	Policy *policy.Policy
	Today  official.Date
	// Owner says who answers for a file. It is not for several goroutines.
	Owner func(file string) diag.Owner
	// Withheld says whether what a file says is not public, so that no log may repeat it. It
	// is for the files with problems.
	Withheld func(file string) bool
	Figures
}

// Figures are an outcome's numbers and days.
type Figures struct {
	Documents, Withdrawn int
	Hidden               int // not public, and drafts
	Pages                int // of HTML
	Left                 int // problems of the baseline that are no more
	Next                 official.Date
	Waiver               bool // on Next a waiver ends, see NextChange
}

// Outcome tells of the site as it stands.
func (s *Site) Outcome() *Outcome {
	o := &Outcome{Config: s.Config, Policy: s.policy, Today: s.Today, Owner: s.Owners(), Withheld: s.Catalogue.Unlisted}
	c := s.Catalogue
	o.Documents, o.Withdrawn, o.Hidden, o.Pages, o.Left = len(c.Documents), len(c.Withdrawn), c.Hidden, s.pages(), s.policy.Left()
	o.Next, o.Waiver = s.NextChange()
	return o
}

// pages counts the HTML pages.
func (s *Site) pages() int {
	n := len(s.Catalogue.Documents)
	for e := range s.Plan.Fixed() {
		if e.Kind <= plan.Tombstone {
			n++
		}
	}
	return n
}
