package feed

import (
	"encoding/xml"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// mostNamed bounds the changes that an entry of the log's feed names.
const mostNamed = 30

// logBuild is a build with its changes, as the feed tells of it.
type logBuild struct {
	journal.Build
	page    string
	changes []journal.Change
}

// Log appends the feed of the publication log: an entry for each of the newest builds that
// changed something.
func (f *Feeds) Log(dst []byte, log *journal.Log) ([]byte, error) {
	builds, err := newestBuilds(log, f.plan.Config.Latest)
	if err != nil {
		return nil, err
	}
	p := f.plan
	h := f.head(nil, nil)
	h.title, h.home = f.words.Text("feed.log", p.Config.Title), p.Canonical(plan.LogPath)
	for _, b := range builds {
		h.updated = later(h.updated, dayOf(b.On))
	}
	w := writer{dst: append(dst, xml.Header...), loc: p.Config.Location()}
	w.open(&h, h.home, p.Canonical(plan.LogFeedPath))
	for i := range builds {
		f.logEntry(&w, &builds[i])
	}
	w.raw("</feed>\n")
	return w.dst, nil
}

// newestBuilds are the last builds of a log, the newest first. Of one whose changes stand in
// several parts, those of the newest are given.
func newestBuilds(log *journal.Log, most int) (builds []logBuild, err error) {
	for i := len(log.Parts) - 1; i >= 0 && len(builds) < most; i-- {
		part, err := log.Part(log.Parts[i])
		if err != nil {
			return nil, err
		}
		for k := len(part.Builds) - 1; k >= 0 && len(builds) < most; k-- {
			b := logBuild{Build: part.Builds[k], page: log.Parts[i].Page}
			if n := len(builds); n > 0 && builds[n-1].Build.Build == b.Build.Build {
				continue
			}
			for _, c := range part.Changes {
				if c.Build == b.Build.Build {
					b.changes = append(b.changes, c)
				}
			}
			builds = append(builds, b)
		}
	}
	return builds, nil
}

func (f *Feeds) logEntry(w *writer, b *logBuild) {
	at := f.plan.Canonical(b.page)
	on := dayOf(b.On)
	w.raw("<entry>\n")
	w.element("id", f.plan.Canonical(plan.LogPath)+"#build-"+strconv.Itoa(b.Build.Build))
	w.element("title", f.words.Text("feed.log_build", date(f.words, on), b.Count))
	w.link("alternate", "text/html", at+"#m-build-"+strconv.Itoa(b.Build.Build), "")
	w.element("published", instant(on, w.loc))
	w.element("updated", instant(on, w.loc))
	var lines []string
	for i := range b.changes {
		if i == mostNamed {
			break
		}
		lines = append(lines, f.logLine(&b.changes[i]))
	}
	if more := b.Count - len(lines); more > 0 {
		lines = append(lines, f.words.Text("feed.log_more", more))
	}
	w.element("summary", strings.Join(lines, "\n"))
	w.raw("</entry>\n")
}

// logLine says what changed, by the title that the document has today, else by its index
// number.
func (f *Feeds) logLine(c *journal.Change) string {
	what := c.Say(f.words)
	if c.Index == "" {
		return what
	}
	name := c.Index
	if t, _ := f.plan.Catalogue.Find(c.Index); t.Document != nil {
		name = quoted(f.words, t.Document)
	}
	return f.words.Text("feed.log_line", name, what)
}

func dayOf(s string) official.Date {
	d, err := official.ParseDate(s)
	if err != nil {
		return official.Date{}
	}
	return d
}
