package identity

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

var indexChanged = check.Rule{
	Compares: true,
	Grave:    true,
	Rule: diag.Rule{Code: "index-number-changed", Severity: diag.Error, Title: "公开过的文件换了索引号",
		Explain: "索引号一经公开就不再改变：别的文件、网站和档案靠它引用，网址也由它而来；换了号，原来的引用和网址都会失效。",
		Source:  regulation + "第十二条；各地索引号编制规则",
		Repair:  "改回原来的索引号。原号确实编错、必须更换的，在 aliases 中写上旧网址，并在 changes 中写明索引号更正的日期和原因。上次只是试生成、没有对外公开的，写 --published -。",
		Examples: []diag.Example{{
			Wrong: `上次公开时 index_number = "113799004189027499/2025-00001"，现在改成了 index_number = "113799004189027499/2025-00010"`,
			Right: `index_number = "113799004189027499/2025-00001"`,
		}}},
	Absence: true,
	Site: func(s *check.Site) {
		for i, n := range renumbered(s) {
			old := s.Last.Docs[i]
			if readdressed(n, old.Index) {
				continue
			}
			s.Report(s.AtPlace(n.Path, s.Locate(n.Path, "index_number"), "这个文件上次公开时的索引号是 %s，现在是 %s", old.Index, n.Index).
				WithHint("改回 %s；必须更换的，在 aliases 中写上 %q，并在 changes 中写明索引号更正的日期和原因；上次只是试生成的，写 --published -", old.Index, plan.DocumentPath(old.Index)))
		}
	},
}

// renumbered finds the documents of the last publication, by their places in its Docs,
// that are in the catalogue under another index number, which is new.
func renumbered(s *check.Site) map[int]*catalogue.Document {
	if s.Last == nil || !slices.ContainsFunc(s.Last.Docs, func(d check.PublishedDoc) bool { return d.Now == nil }) {
		return nil
	}
	fresh := arrivalsOf(s)
	found := map[int]*catalogue.Document{}
	for i := range s.Last.Docs {
		old := &s.Last.Docs[i]
		if _, known := s.Find(old.Index); known {
			continue
		}
		if d := fresh.same(old); d != nil {
			found[i] = d
		}
	}
	return found
}

// arrivals are the documents whose index numbers were not public.
type arrivals struct {
	byTitle, byNumber map[string][]*catalogue.Document
	byAlias           map[string]*catalogue.Document
}

func arrivalsOf(s *check.Site) arrivals {
	a := arrivals{map[string][]*catalogue.Document{}, map[string][]*catalogue.Document{}, map[string]*catalogue.Document{}}
	for i := range s.Documents {
		d := &s.Documents[i]
		if s.Last.Had(d) {
			continue
		}
		a.byTitle[d.Title] = append(a.byTitle[d.Title], d)
		if d.DocNumber != "" {
			k := canonical(d.DocNumber)
			a.byNumber[k] = append(a.byNumber[k], d)
		}
		for _, alias := range aliases(d) {
			a.byAlias[alias] = d
		}
	}
	return a
}

// same is the document that surely is one that was published, nil when there is none:
// it has its address, or at least two agree of title, document number and the two days,
// not the days alone.
func (a *arrivals) same(old *check.PublishedDoc) *catalogue.Document {
	if d := a.byAlias[plan.DocumentPath(old.Index)]; d != nil {
		return d
	}
	for _, d := range slices.Concat(a.byTitle[old.Title], a.byNumber[canonical(old.Number)]) {
		title, number := old.Title == d.Title, check.SameNumber(old.Number, d.DocNumber)
		days := old.Written == d.Written || old.Published == d.Published
		if title && number || (title || number) && days {
			return d
		}
	}
	return nil
}

// canonical is a document number as it should be written.
func canonical(s string) string {
	if n, _, err := official.ReadDocNumber(s); err == nil {
		return n.String()
	}
	return s
}

// readdressed says whether the change of the number is declared: the old address leads
// on, and readers are told.
func readdressed(d *catalogue.Document, old string) bool {
	return slices.Contains(aliases(d), plan.DocumentPath(old)) &&
		slices.ContainsFunc(d.More.Changes, func(c catalogue.Change) bool { return strings.Contains(c.Text, "索引号") })
}

func aliases(d *catalogue.Document) []string {
	if d.More == nil {
		return nil
	}
	return d.More.Aliases
}
