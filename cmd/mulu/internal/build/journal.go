package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/feed"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/render"
)

var ruleLog = diag.Rule{Code: "log-unreadable", Severity: diag.Error, Title: "读不出上次的公开日志",
	Explain: "公开日志记着每次生成时哪些文件公开、变更、撤回，是公开时间的证据，只往后加，不改以前的内容。上次的日志被改动、缺少一部分，或者是别的版本写的，接着写就会丢掉以前的记录，所以没有发布。",
	Source:  "本软件约定", Repair: "用 --published 指明上次公开的网站的完整副本，日志就从那里接着记。确实没有副本时，换一个空的输出文件夹，日志从头记起。",
	Examples: []diag.Example{{Wrong: "public/data/log-2026-11-1.json 被改动", Right: "保留上次生成的 public 文件夹，或者另存一份副本"}}}

// openJournal reads the log of the site as it was last made public: in the folder that
// Options.Published names, else in the output folder, also where nothing is to be compared
// otherwise: a log is never dropped by an option. A damaged log stops the publication.
func (p *pass) openJournal(output string) error {
	p.texts = make([]journal.Sum, len(p.Catalogue.Documents))
	dir := p.opt.Published
	if dir == "" {
		dir = output
	}
	var err error
	if p.journal, err = openLog(dir); err == nil {
		p.journal.Manifest, err = manifestSum(dir)
	}
	if errors.Is(err, journal.ErrDamaged) {
		p.report(logProblem(err))
		p.journal, err = journal.Open("", nil)
	}
	return err
}

// openLog reads the log of a published site, as its manifest says that it is.
func openLog(dir string) (*journal.Site, error) {
	sums, err := sumsOf(dir)
	if err != nil {
		return nil, err
	}
	return journal.Open(dir, sums)
}

// checkLog says before anything is made that the log of the last publication cannot be gone
// on with. What cannot be read at all is said when the site is published.
func (s *Site) checkLog() []diag.Diagnostic {
	if s.opt.Published == "" {
		return nil
	}
	site, err := openLog(s.opt.Published)
	if errors.Is(err, journal.ErrDamaged) {
		return logProblem(err)
	}
	if err == nil {
		_ = site.Close() // opened for reading: nothing to lose
	}
	return nil
}

func logProblem(err error) []diag.Diagnostic {
	return []diag.Diagnostic{ruleLog.At(config.FileName, diag.Pos{}, "%v", err).WithHint("%s", ruleLog.Repair)}
}

// manifestSum is the SHA-256 of the manifest of a site, "" when there is none.
func manifestSum(dir string) (string, error) {
	f, err := os.Open(filepath.Join(dir, publish.ManifestName))
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close() // opened for reading: nothing to lose
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// sumText keeps the hash of the body that w read last, which is that of a document: of its
// words, for links are written otherwise when a file is moved.
func (p *pass) sumText(w *render.Worker, d *catalogue.Document) {
	if p.stage != nil {
		p.texts[d.ID] = journal.SumOf(w.Text())
	}
}

// writeJournal writes the records of all documents, and the log with what this build
// changes.
func (p *pass) writeJournal(ctx context.Context) error {
	err := p.extendLog(ctx)
	// Before the output is switched: Windows renames no open folder.
	err = errors.Join(err, p.journal.Close())
	if errors.Is(err, journal.ErrDamaged) {
		p.report(logProblem(err))
		return nil
	}
	if err == nil {
		err = p.writeLog()
	}
	return err
}

func (p *pass) extendLog(ctx context.Context) error {
	c := p.journal.Compare()
	at := make([]string, len(p.Plan.Periods))
	bufs := make([][]byte, parallel.Workers(0))
	err := parallel.Each(ctx, 0, len(at), func(k, i int) error {
		pd := &p.Plan.Periods[i]
		at[i] = journal.RecordPath(pd)
		bufs[k] = journal.AppendRecords(bufs[k][:0], p.Plan, pd, func(d *catalogue.Document) journal.Sum { return p.texts[d.ID] }, p.attached)
		if err := c.Add(at[i], bufs[k]); err != nil {
			return err
		}
		return p.stage.Write(at[i], bufs[k])
	})
	if err != nil {
		return err
	}
	changes, gone, err := c.Changes(p.Catalogue)
	if err != nil {
		return err
	}
	files, err := journal.RecordFiles(at, gone)
	if err != nil {
		return err
	}
	if err := p.journal.Log.Append(p.Today, p.journal.Manifest, changes); err != nil {
		return err
	}
	more, err := p.journal.Log.Files()
	return errors.Join(err, p.writeFiles(append(files, more...)))
}

func (p *pass) writeFiles(files []journal.File) error {
	for _, f := range files {
		if err := p.stage.Write(f.Path, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// attached are the files of a document as they are published: those that its header names,
// and what its body shows.
func (p *pass) attached(d *catalogue.Document) (all []journal.Attached) {
	add := func(at, title string) {
		if sum, ok := p.stage.Sum(at); ok && !slices.ContainsFunc(all, func(a journal.Attached) bool { return a.Path == at }) {
			all = append(all, journal.Attached{Path: at, Title: title, SHA256: sum})
		}
	}
	if d.More != nil {
		for _, a := range d.More.Attachments {
			src, ok := catalogue.AttachmentPath(d.Path, a.File)
			switch static, isStatic := strings.CutPrefix(src, "static/"); {
			case ok && isStatic:
				add(static, a.Title)
			case ok:
				add(plan.FilePath(d, src), a.Title)
			}
		}
	}
	folder := strings.ToLower(strings.TrimSuffix(plan.DocumentPath(d.Index), ".html")) + "/"
	i, _ := slices.BinarySearchFunc(p.files, folder, func(e plan.Copy, s string) int { return strings.Compare(strings.ToLower(e.Path), s) })
	for ; i < len(p.files) && strings.HasPrefix(strings.ToLower(p.files[i].Path), folder); i++ {
		add(p.files[i].Path, "")
	}
	return all
}

// writeLog writes the pages of the log and its feed.
func (p *pass) writeLog() error {
	log := p.journal.Log
	p.Renderer.Log = log
	for i := range p.variants {
		p.variants[i].renderer.Log = log
	}
	entries := []plan.Entry{{Kind: plan.Log, Path: plan.LogPath}}
	pages := []feed.Page{{Path: plan.LogPath, Changed: lastDay(log.Parts)}}
	for _, ref := range log.Parts {
		entries = append(entries, plan.Entry{Kind: plan.LogPart, Path: ref.Page})
		pages = append(pages, feed.Page{Path: ref.Page, Changed: day([]byte(ref.To))})
	}
	w := variantWorkers.Get().(*render.Worker)
	defer variantWorkers.Put(w)
	for _, e := range entries {
		data, _, err := p.Bytes(w, e)
		if err == nil {
			err = p.stage.Write(e.Path, data)
		}
		if err == nil {
			err = p.writeVariants(e)
		}
		if err != nil {
			return err
		}
	}
	atom, err := p.feeds.Log(nil, log)
	if err == nil {
		err = p.stage.Write(plan.LogFeedPath, atom)
	}
	if err != nil {
		return err
	}
	return p.stage.Write(plan.SitemapLogPath, feed.SitemapOf(nil, p.Plan, pages))
}

// lastDay is the day of the newest change of a log.
func lastDay(parts []*journal.PartRef) (last official.Date) {
	for _, ref := range parts {
		if on := day([]byte(ref.To)); on.After(last) {
			last = on
		}
	}
	return last
}
