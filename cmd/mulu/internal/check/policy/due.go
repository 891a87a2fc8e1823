package policy

import (
	"crypto/sha256"
	"fmt"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/official"
)

// Terms tells of the waivers whose last day is not after until, those that have expired
// included.
func (p *Policy) Terms(until official.Date) (terms []check.Term) {
	for _, w := range p.dated() {
		if w.Until.After(until) {
			continue
		}
		at := ""
		if w.Path != "" {
			at = "（" + w.Path + "）"
		}
		d := ruleExpired.At(p.Waivers.file, p.at(w, "until"), "对 %s%s的豁免到 %s 为止，此后问题重新计入", w.Code, at, w.Until).WithHint("%s", ruleExpired.Repair)
		terms = append(terms, check.Term{Last: w.Until, Key: w.key(), Finding: d})
	}
	return terms
}

// NextLapse is the first day on which a waiver that holds today does not hold any more;
// no date when there is none.
func (p *Policy) NextLapse() (next official.Date) {
	for _, w := range p.dated() {
		if lapse := w.Until.AddDays(1); !w.Until.Before(p.Today) && (next.IsZero() || lapse.Before(next)) {
			next = lapse
		}
	}
	return next
}

// dated are the waivers that hold, or held until their last day.
func (p *Policy) dated() (list []*Waiver) {
	if p.Waivers == nil {
		return nil
	}
	for _, w := range p.Waivers.List {
		if w.holds || w.expired {
			list = append(list, w)
		}
	}
	return list
}

// key tells a waiver from others. It does not show the text, which may have to stay secret.
func (w *Waiver) key() string {
	what := w.Hash
	if w.Text != "" {
		what = fmt.Sprintf("%x", sha256.Sum256([]byte(w.Text)))[:16]
	}
	return w.Code + " " + w.Path + " " + what
}
