package diag

import "slices"

// Report is a finished check, as the writers of files and pages want it.
type Report struct {
	Diagnostics []Diagnostic // sorted
	Groups      []Group      // all rules that there are
	Version     string       // mulu's
	Site        string       // the site's title; "" when its settings cannot be read
	Date        string       // the day that was checked for, as 2024-03-05; "" as above
	NextChange  string       // the next day on which a page changes by itself or a waiver ends; "" when there is none
	Strict      bool         // warnings stop the publication, too
	// Prefix is the site's folder as seen from the working folder, with slashes, for hosts
	// of code that know files by their place in the repository; "" when it is the same.
	Prefix string
	// Source is the text of a file, for fingerprints; nil when there is none. It may be nil.
	Source func(file string) []byte
	// Waivable says whether a reviewer may make an exception of a problem. It may be nil.
	Waivable func(d *Diagnostic) bool
	// Owner says who answers for a file. It may be nil.
	Owner func(file string) Owner
	// Before is an earlier report to compare with; nil when there is none.
	Before *Earlier
}

// counting is the report without what is waived or known, for forms that cannot say so.
func (r *Report) counting() *Report {
	c := *r
	c.Diagnostics = Counting(r.Diagnostics)
	return &c
}

// Group is rules of one kind.
type Group struct {
	Title string // Chinese
	Rules []*Rule
}

// Owner is who answers for a file, and where it stands. All of it may be empty.
type Owner struct {
	Issuer   string // 发布机构
	Unit     string // 责任单位
	Category string // the column's path, as zcwj/gfxwj
	Column   string // the column's name with those above it
}

// unit names who answers, as tables of reports do.
func (o Owner) unit() string {
	switch {
	case o.Unit == "":
		return o.Issuer
	case o.Issuer == "":
		return o.Unit
	}
	return o.Issuer + "：" + o.Unit
}

// groups are the groups of rules, with one more for codes that are in none.
func (r *Report) groups() []Group {
	known, others := r.rules(), Group{Title: "其他"}
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		if known[d.Code] == nil {
			rule := &Rule{Code: d.Code, Severity: d.Severity, Title: d.Code}
			known[d.Code] = rule
			others.Rules = append(others.Rules, rule)
		}
	}
	if others.Rules == nil {
		return r.Groups
	}
	return append(slices.Clone(r.Groups), others)
}

// rules gives all rules by their codes.
func (r *Report) rules() map[string]*Rule {
	m := map[string]*Rule{}
	for _, g := range r.Groups {
		for _, rule := range g.Rules {
			m[rule.Code] = rule
		}
	}
	return m
}

// owners gives the owner of one file after another; the last is kept, as the problems
// of a file follow one another.
func (r *Report) owners() func(file string) Owner {
	if r.Owner == nil {
		return func(string) Owner { return Owner{} }
	}
	var last string
	var owner Owner
	return func(file string) Owner {
		if file != last {
			last, owner = file, r.Owner(file)
		}
		return owner
	}
}

// Checked says whether the site was checked: with broken settings only these were.
func (r *Report) Checked() bool { return r.Date != "" }

// repositoryPath is a file's path for a host of code.
func (r *Report) repositoryPath(file string) string {
	if r.Prefix == "" || file == "" {
		return file
	}
	return r.Prefix + "/" + file
}

// stops says whether a problem stops the publication.
func (r *Report) stops(s Severity) bool {
	return s == Error || s == Warning && r.Strict
}

// worstFirst gives the places of up to most problems in ds, those of the worst
// severity, in the order of ds.
func worstFirst(ds []Diagnostic, most int) []int {
	places := make([]int, 0, min(most, len(ds)))
	for _, s := range []Severity{Error, Warning, Notice} {
		for i := range ds {
			if len(places) == most {
				return places
			}
			if ds[i].Severity == s {
				places = append(places, i)
			}
		}
	}
	return places
}
