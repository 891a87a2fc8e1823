// Package build is the pipeline from a site's folder to its published catalogue.
//
//	files ─▶ headers ─▶ Catalogue ─▶ checks ─▶ plan ─▶ bodies ▸ pages ▸ search terms ─▶ staging ─▶ publish
//
// Load reads every header in parallel, joins them into the immutable Catalogue,
// checks it and plans the addresses. The rules of package check see the catalogue then,
// each body and each attachment when its turn comes. Publish then streams: a body is read, converted,
// put on its page, written, taken apart for the search index and forgotten, so that
// memory grows with headers only.
// When any file has an error nothing is published; bodies are then only checked, so
// that one run reports all problems of all files. Package check/policy judges what is
// found, where it leaves this package: what the site waives or knows stops nothing.
//
// Every stage is a function of its inputs: the day of the build is an option, and
// results are taken in the order of the files, never of arrival, so the same input
// gives the same bytes. The preview server loads again and again with a Loader, which
// keeps what did not change, takes pages from Bytes, and never publishes. It loads for the
// pages first (First) and looks for problems while they are shown (Pending.Check).
//
// Before all this a build asks Recall whether the same inputs were built before and their
// output still stands: then there is nothing to do but to tell the same again. Else what it
// read need not be read once more: headers of files with known hashes are kept (recordkeep.go),
// and what was found in headers and attachments (reusefindings.go). What was
// edited is made, and what shows it; the rest is taken over from the output (reuse.go), with
// what was found in it, by hashes of all that it is made of (reusekeys.go).
//
// The publication before is an input of two things alone: of the publication log (package
// journal) and of the chain at the end of the manifest (package publish). Packages verify and
// history read both, to prove what was public when.
package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/feed"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/statement"
	"mulu/cmd/mulu/internal/tree"
)

// Options are the inputs of a build beside the site's files.
type Options struct {
	Date    official.Date // the day of the build; none: the day of Now in the site's zone
	Now     time.Time
	BaseURL string // in place of the settings' base_url; "" keeps it
	Origin  string // in place of base_url's scheme and host, for the preview: http://127.0.0.1:1414; "" keeps them
	// Published is the folder of the site as it was last made public, to see whether what
	// must not change has changed; "" compares with nothing.
	Published string
	// Edited are the only files that may have changed since the Load before, when that
	// is known, from the site's folder; nil when any may have. For a Loader.
	Edited []string
	// Headers is where a Loader may find headers of an earlier run, when it loads for the
	// first time; see KeepHeaders. The zero value keeps none.
	Headers cache.Folder
	// Links is what a link checker found of addresses of other sites; nil when there is
	// no such report.
	Links *check.LinkReport
	// Baseline is the problems that are known and stop nothing; nil for none.
	Baseline *policy.Baseline
	// Marks says that every problem gets its mark, by which waivers name it.
	Marks bool
	// Since is a git range; Check then looks only at what it changed. "" for everything. It
	// is for the function Load, not for a Loader.
	Since string
	// Cache is the folder of what builds keep for later ones. With one, what is read is
	// noted, for Site.Remember, and what has not changed is taken over.
	Cache cache.Folder
	// Read is what Recall read of the same site a moment ago, for the function Load; nil for
	// nothing.
	Read *Read
	// Shard is the part of the documents that PublishPart makes.
	Shard Shard
	// Parts are folders with all parts of the site, from which Publish takes the documents.
	Parts []string
	// Progress is told of each stage's steps; it may be nil and is called by one
	// goroutine at a time.
	Progress func(stage string, done, total int)
}

// The stages that Progress is told of.
const (
	StageHash    = "比对文件"
	StageHeaders = "读取文件"
	StagePages   = "生成页面"
	StageCheck   = "检查页面"
	StageIndex   = "编检索索引"
	StageFiles   = "复制附件"
)

// Site is a loaded site: everything but the bodies. It never changes after Load.
type Site struct {
	Config    *config.Config
	Catalogue *catalogue.Catalogue
	Plan      *plan.Plan
	Theme     *render.Theme
	Renderer  *render.Renderer
	exporter  *export.Exporter

	variants []variantSite
	feeds    *feed.Feeds
	Today    official.Date

	// statements are the results of tests that pages name, by the page; nil for none.
	statements map[string]*statement.Results

	// reports are the figures of public documents, by their source files.
	reports map[string]*annual.Report

	// requests are the request statistics; nil for none.
	requests *annual.Requests

	src     *source.Site
	engine  *check.Engine
	policy  *policy.Policy
	scope   *scope
	whole   bool // no file has an error, so that what seems to be absent is
	nowhere bool // places of problems are not wanted
	told    int  // how many problems the function Load told
	files   fileTable
	static  []string // the static files that are no assets
	seen    seen     // empty in the preview
	opt     Options
	notes   *notes // nil unless it is to be remembered
	edition *edition
}

// edition tells apart what sites show, see Same.
type edition struct{ _ byte }

// Same says whether two sites of a Loader show the same, for they were made of the same
// reading of the files.
func (s *Site) Same(other *Site) bool { return other != nil && s.edition == other.edition }

var ruleNoConfig = diag.Rule{Code: "config-missing", Severity: diag.Error, Title: "没有 config.toml",
	Explain: "网站的设置都在 config.toml 中，没有它就不知道目录的名称、网址、机构和栏目。", Source: "本软件约定", Repair: "换到网站的文件夹，用 --source 指明文件夹，或用 mulu init 新建网站。",
	Examples: []diag.Example{{Wrong: "mulu build --source 我的目录/content", Right: "mulu build --source 我的目录"}}}

// fileTable says which files a site has, with their sizes.
type fileTable map[string]int64

// Size implements catalogue.Files.
func (t fileTable) Size(path string) (int64, bool) {
	n, ok := t[path]
	return n, ok
}

// Size implements render.Files.
func (s *Site) Size(path string) (int64, bool) { return s.files.Size(path) }

// Measure implements render.Files. What cannot be opened is reported when it is copied.
func (s *Site) Measure(name string) (pages, sheets int) {
	if !extract.Measures(path.Ext(name)) {
		return 0, 0
	}
	f, err := s.src.Open(name)
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	size, _ := s.files.Size(name)
	e := extract.Measure(name, f, size)
	return e.Pages, e.Sheets
}

// Sum implements render.Files.
func (s *Site) Sum(name string) (sum [32]byte) {
	f, err := s.src.Open(name)
	if err != nil {
		return sum
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err == nil {
		h.Sum(sum[:0])
	}
	return sum
}

// Load reads a site and checks all of it but the bodies. The site is nil when its
// settings or theme cannot be used; with other errors among the diagnostics it must
// not be published, but its bodies can be checked. The error is for what could not
// be read.
func Load(ctx context.Context, src *source.Site, opt Options) (*Site, []diag.Diagnostic, error) {
	l := new(Loader)
	s, ds, err := l.Load(ctx, src, opt)
	if s != nil {
		s.seen, s.told = l.seen(), len(ds)
	}
	return s, ds, err
}

// join makes catalogue, plan and renderer of the headers; whole says that no file has
// an error so far.
func (s *Site) join(ctx context.Context, items []catalogue.Item, whole bool) ([]diag.Diagnostic, error) {
	ds := s.link(items)
	if err := ctx.Err(); err != nil { // the rest takes longer than a preview can wait for
		return nil, err
	}
	s.whole = whole && diag.Count(ds).Errors == 0
	ds = append(ds, s.loadReports()...) // the checks look into them
	more, err := s.inspectHeaders(ctx)
	ds = append(ds, s.loadStatements()...)
	s.makeRenderers()
	return append(ds, more...), err
}

// link makes the catalogue of the headers.
func (s *Site) link(items []catalogue.Item) (ds []diag.Diagnostic) {
	s.Catalogue, ds = catalogue.New(s.Config, items, catalogue.Options{Today: s.Today, Files: s.files, Header: s.header})
	return ds
}

// inspectHeaders makes the plan, and applies the rules to what needs no body.
func (s *Site) inspectHeaders(ctx context.Context) ([]diag.Diagnostic, error) {
	published, ds := s.published()
	ds = append(ds, s.checkLog()...)
	var more []diag.Diagnostic
	s.Plan, more = plan.New(s.Catalogue, s.static)
	more = append(more, s.checkHosting()...)
	s.engine = s.newEngine(s.whole, published)
	found, err := s.inspectCatalogue(ctx)
	return slices.Concat(ds, more, found), err
}

// header reads a file's header again, for the place of a problem. What it gives has
// nothing of the bytes read.
func (s *Site) header(file string) (tree.Value, bool) {
	if s.nowhere {
		return tree.Value{}, false
	}
	buf := headerBuffers.Get().(*[]byte)
	defer headerBuffers.Put(buf)
	raw, err := s.src.ReadInto(file, *buf)
	if errors.Is(err, fs.ErrClosed) { // a later site has the same catalogue, see adopt
		raw, err = readAgain(s.src.Dir(), file)
	}
	if err != nil {
		return tree.Value{}, false
	}
	*buf = raw
	data, _ := frontmatter.Clean(file, raw)
	h, _ := frontmatter.Parse(file, data)
	return h.Table, h.Format != 0
}

func readAgain(dir, file string) ([]byte, error) {
	src, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer src.Close() // opened for reading: nothing to lose
	return src.Read(file)
}

// headerBuffers are for files that are read for their headers: of 100,000 documents
// 20,000 are read again.
var headerBuffers = sync.Pool{New: func() any { return new([]byte) }}

// Body implements render.Bodies. The file's problems were reported when its header
// was read.
func (s *Site) Body(file string, buf []byte) (data, body []byte, line int, err error) {
	data, err = s.src.ReadInto(file, buf)
	if err != nil {
		return buf, nil, 0, err
	}
	same, err := s.unchanged(file, data)
	if err != nil {
		return data, nil, 0, err
	}
	if !same && s.notes != nil {
		s.notes.edited.Store(true)
	}
	var clean []byte
	if same {
		clean = frontmatter.Again(data)
	} else {
		clean, _ = frontmatter.Clean(file, data)
	}
	offset, line := frontmatter.BodyAt(clean)
	return data, clean[offset:], line, nil
}

// steps counts a stage's progress.
type steps struct {
	mu    sync.Mutex
	tell  func(stage string, done, total int)
	stage string
	n     int
	total int
}

func (o *Options) steps(stage string, total int) *steps {
	return &steps{tell: o.Progress, stage: stage, total: total}
}

func (p *steps) done(n int) {
	if p.tell == nil {
		return
	}
	p.mu.Lock()
	p.n += n
	p.tell(p.stage, p.n, p.total)
	p.mu.Unlock()
}

var errNoSuchKind = errors.New("no such kind of output")

func kindError(e plan.Entry) error { return fmt.Errorf("make %s: %w", e.Path, errNoSuchKind) }
