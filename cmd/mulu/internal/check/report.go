package check

import (
	"net/url"
	"strings"
	"sync/atomic"

	"mulu/cmd/mulu/internal/official"
)

// LinkReport is what a link checker found of addresses of other sites. It may be asked
// by many goroutines at once, and remembers which of its addresses the site has.
type LinkReport struct {
	File     string // the report, as it was named
	Complete bool   // it lists also what it found to be alive
	// Day is the earliest on which an address was tried; none when the report does not say.
	Day official.Date
	// Inputs are the pages that were searched for links, as the checker names them: files
	// or addresses. It may be nil.
	Inputs  []string
	entries map[string]*LinkState
	missed  atomic.Int64 // links of the site that it does not know
}

// LinkState is what the report says of an address.
type LinkState struct {
	URL    string // as the report has it
	Dead   bool
	Status string // the checker's words
	used   atomic.Bool
}

// NewLinkReport makes an empty report.
func NewLinkReport(file string) *LinkReport {
	return &LinkReport{File: file, entries: map[string]*LinkState{}}
}

// Add notes what the checker said of an address. An address that it found dead once is
// dead.
func (r *LinkReport) Add(address, status string, dead bool) {
	key := sameAddress(address)
	if old := r.entries[key]; old == nil || dead && !old.Dead {
		r.entries[key] = &LinkState{URL: address, Dead: dead, Status: status}
	}
	r.Complete = r.Complete || !dead
}

// On notes that an address was tried on a day.
func (r *LinkReport) On(d official.Date) {
	if !d.IsZero() && (r.Day.IsZero() || d.Before(r.Day)) {
		r.Day = d
	}
}

// Used says whether any link of the site was found in the report.
func (r *LinkReport) Used() bool {
	for _, e := range r.entries {
		if e.used.Load() {
			return true
		}
	}
	return false
}

// Len is the number of different addresses.
func (r *LinkReport) Len() int { return len(r.entries) }

// Find is what the report says of a link of the site; nil when nothing.
func (r *LinkReport) Find(address string) *LinkState {
	e := r.entries[sameAddress(address)]
	if e == nil {
		r.missed.Add(1)
		return nil
	}
	e.used.Store(true)
	return e
}

// Missed counts the links that Find was asked for and did not know.
func (r *LinkReport) Missed() int { return int(r.missed.Load()) }

// Unused counts the dead addresses that no link of the site has, and gives the first of
// them in alphabetical order.
func (r *LinkReport) Unused() (n int, first string) {
	for _, e := range r.entries {
		if !e.Dead || e.used.Load() {
			continue
		}
		if n++; first == "" || e.URL < first {
			first = e.URL
		}
	}
	return n, first
}

// sameAddress is a form that is equal for addresses that mean the same page: checkers
// write hosts, empty paths and escapes in their own ways, and leave out fragments.
func sameAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	u.Scheme, u.Host, u.Fragment, u.RawFragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawPath = ""
	return u.String()
}
