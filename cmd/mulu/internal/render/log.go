package render

import (
	"fmt"
	"io/fs"
	"slices"

	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// log makes the first page of the publication log, which leads to its parts, or the page of a
// part. The first page repeats nothing of what the newest part says, so that a build which adds
// to the log changes one page and not two.
func (r *Renderer) log(e plan.Entry) (*LogPage, error) {
	v := &LogPage{Heading: r.words.Text("log.title"), Newest: e.Kind == plan.Log}
	log, title := r.Log, v.Heading
	if log == nil {
		log, v.Preview = &journal.Log{}, true
	}
	number := slices.IndexFunc(log.Parts, func(ref *journal.PartRef) bool { return ref.Page == e.Path })
	if !v.Newest {
		if number < 0 {
			return nil, fmt.Errorf("render %s: %w", e.Path, fs.ErrNotExist)
		}
		v.Heading = r.partName(log.Parts[number])
		title = v.Heading
	}
	r.shell(&v.Shell, "log", e.Path, title, r.words.Text("log.description"))
	v.Meta = columnMeta(v.Meta, title, v.Description, "")
	if !v.Newest {
		v.Crumbs = append(v.Crumbs, Link{Name: r.words.Text("log.title"), URL: plan.LogPath}, Link{Name: v.Heading, URL: e.Path, Current: true})
		return v, r.logPart(v, log.Parts[number])
	}
	v.Crumbs = append(v.Crumbs, Link{Name: title, URL: e.Path, Current: true})
	v.Feeds = append(v.Feeds, FeedLink{title, plan.LogFeedPath, "application/atom+xml"})
	for i := len(log.Parts) - 1; i >= 0; i-- {
		v.Parts = append(v.Parts, Link{Name: r.partName(log.Parts[i]), URL: log.Parts[i].Page})
	}
	return v, nil
}

func (r *Renderer) partName(ref *journal.PartRef) string {
	day := dayOf(ref.Month + "-01")
	name := r.words.Text("log.month", day.Year(), day.Month())
	if ref.Number > 1 {
		return r.words.Text("log.part", name, ref.Number)
	}
	return name
}

func dayOf(s string) official.Date {
	d, err := official.ParseDate(s)
	if err != nil {
		return official.Date{}
	}
	return d
}

// logPart shows the builds of a part, the newest first.
func (r *Renderer) logPart(v *LogPage, ref *journal.PartRef) error {
	part, err := r.Log.Part(ref)
	if err != nil {
		return err
	}
	for changes := part.Changes; len(changes) > 0; {
		n := len(changes) - 1 // where the last build's changes begin
		for n > 0 && changes[n-1].Build == changes[len(changes)-1].Build {
			n--
		}
		v.Builds = append(v.Builds, r.logBuild(changes[n:]))
		changes = changes[:n]
	}
	return nil
}

func (r *Renderer) logBuild(changes []journal.Change) LogBuild {
	on := dayOf(changes[0].On)
	b := LogBuild{Number: changes[0].Build, On: changes[0].On, Day: r.words.date(on)}
	for i := range changes {
		c := &changes[i]
		row := LogRow{Index: c.Index, Text: c.Say(r.words.Table)}
		t, _ := r.cat.Find(c.Index)
		switch {
		case t.Document != nil:
			row.Title, row.URL = t.Document.Title, c.Page
		case c.Page != "" && r.plan.Exists(c.Page):
			row.URL, row.Gone = c.Page, true
		}
		if c.To != nil && c.To.By != "" {
			if t, _ := r.cat.Find(c.To.By); t.Document != nil {
				row.By, row.ByURL = t.Document.Title, plan.DocumentPath(c.To.By)
			}
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}
