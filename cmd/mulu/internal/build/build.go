// Package build is the pipeline from a site's folder to its published catalogue.
//
//	files ─▶ headers ─▶ Catalogue ─▶ checks ─▶ plan ─▶ bodies ▸ pages ─▶ staging ─▶ publish
//
// Load reads every header in parallel, joins them into the immutable Catalogue,
// checks it and plans the addresses. Publish then streams: a body is read, converted,
// put on its page, written and forgotten, so that memory grows with headers only.
// When any file has an error nothing is published; bodies are then only checked, so
// that one run reports all problems of all files.
//
// Every stage is a function of its inputs: the day of the build is an option, and
// results are taken in the order of the files, never of arrival, so the same input
// gives the same bytes. The preview server uses Load and Bytes and never publishes.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/tree"
)

// Options are the inputs of a build beside the site's files.
type Options struct {
	Date    official.Date // the day of the build; none: the day of Now in the site's zone
	Now     time.Time
	BaseURL string // in place of the settings' base_url; "" keeps it
	// Progress is told of each stage's steps; it may be nil and is called by one
	// goroutine at a time.
	Progress func(stage string, done, total int)
}

// The stages that Progress is told of.
const (
	StageHeaders = "读取文件"
	StagePages   = "生成页面"
	StageFiles   = "复制附件"
)

// Site is a loaded site: everything but the bodies. It never changes after Load.
type Site struct {
	Config    *config.Config
	Catalogue *catalogue.Catalogue
	Plan      *plan.Plan
	Theme     *render.Theme
	Renderer  *render.Renderer
	Today     official.Date

	src   *source.Site
	files fileTable
	opt   Options
}

var ruleNoConfig = diag.Rule{Code: "config-missing", Severity: diag.Error, Title: "没有 config.toml",
	Explain: "网站的设置都在 config.toml 中，没有它就不知道目录的名称、网址、机构和栏目。", Source: "本软件约定", Repair: "换到网站的文件夹，用 --source 指明文件夹，或用 mulu init 新建网站。"}

// fileTable says which files a site has, with their sizes.
type fileTable map[string]int64

// Size implements catalogue.Files and render.Files.
func (t fileTable) Size(path string) (int64, bool) {
	n, ok := t[path]
	return n, ok
}

// Load reads a site and checks all of it but the bodies. The site is nil when its
// settings or theme cannot be used; with other errors among the diagnostics it must
// not be published, but its bodies can be checked. The error is for what could not
// be read.
func Load(ctx context.Context, src *source.Site, opt Options) (*Site, []diag.Diagnostic, error) {
	c, ds, err := loadConfig(src, opt)
	if err != nil || diag.Count(ds).Errors > 0 {
		return nil, ds, err
	}
	s := &Site{Config: c, src: src, opt: opt, files: fileTable{}, Today: opt.Date}
	if s.Today.IsZero() {
		s.Today = official.DateIn(opt.Now, c.Location())
	}
	docs, more, err := s.list()
	ds = append(ds, more...)
	if err != nil {
		return nil, ds, err
	}
	static, more, err := s.loadTheme()
	ds = append(ds, more...)
	if err != nil || s.Theme == nil {
		return nil, ds, err
	}
	items, more, err := s.readHeaders(ctx, docs)
	ds = append(ds, more...)
	if err != nil {
		return nil, ds, err
	}
	return s, append(ds, s.join(items, static)...), nil
}

// join makes catalogue, plan and renderer of the headers.
func (s *Site) join(items []catalogue.Item, static []string) []diag.Diagnostic {
	var ds, more []diag.Diagnostic
	s.Catalogue, more = catalogue.New(s.Config, items, catalogue.Options{Today: s.Today, Files: s.files, Header: s.header})
	ds = append(ds, more...)
	ds = append(ds, check.Run(s.Catalogue)...)
	s.Plan, more = plan.New(s.Catalogue, static)
	ds = append(ds, more...)
	s.Renderer = render.New(s.Plan, s.Theme, s, s.files)
	return ds
}

func loadConfig(src *source.Site, opt Options) (*config.Config, []diag.Diagnostic, error) {
	data, err := src.Read(config.FileName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, []diag.Diagnostic{ruleNoConfig.At(config.FileName, diag.Pos{}, "在 %s 中没有找到 config.toml", src.Dir()).WithHint("%s", ruleNoConfig.Repair)}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	data, ds := frontmatter.Clean(config.FileName, data)
	if diag.Count(ds).Errors > 0 {
		return nil, ds, nil
	}
	c, more := config.Load(data)
	ds = append(ds, more...)
	if opt.BaseURL != "" {
		ds = append(ds, c.SetBaseURL(opt.BaseURL)...)
	}
	return c, ds, nil
}

// list finds the content files.
func (s *Site) list() ([]source.File, []diag.Diagnostic, error) {
	docs, others, ds, err := s.src.Content()
	for _, f := range others {
		s.files[f.Path] = f.Size
	}
	return docs, ds, err
}

// loadTheme reads the site's own templates and assets, and lists the static files
// that are neither.
func (s *Site) loadTheme() ([]string, []diag.Diagnostic, error) {
	layouts, ds, err := s.src.Layouts()
	if err != nil {
		return nil, ds, err
	}
	own, err := s.readAll(layouts, "layouts/")
	if err != nil {
		return nil, ds, err
	}
	files, more, err := s.src.Static()
	ds = append(ds, more...)
	if err != nil {
		return nil, ds, err
	}
	var static []string
	var assets []source.File
	for _, f := range files {
		if render.IsAsset(strings.TrimPrefix(f.Path, "static/")) {
			assets = append(assets, f)
			continue
		}
		s.files[f.Path] = f.Size
		static = append(static, f.Path)
	}
	ownAssets, err := s.readAll(assets, "static/")
	if err != nil {
		return nil, ds, err
	}
	theme, more := render.NewTheme(own, ownAssets)
	s.Theme = theme
	return static, append(ds, more...), nil
}

func (s *Site) readAll(files []source.File, prefix string) ([]render.File, error) {
	var out []render.File
	for _, f := range files {
		data, err := s.src.Read(f.Path)
		if err != nil {
			return nil, err
		}
		out = append(out, render.File{Name: strings.TrimPrefix(f.Path, prefix), Data: data})
	}
	return out, nil
}

// readHeaders reads the headers of all content files in parallel, and gives items in
// the order of the files.
func (s *Site) readHeaders(ctx context.Context, docs []source.File) ([]catalogue.Item, []diag.Diagnostic, error) {
	r := catalogue.NewReader(s.Config)
	items := make([]catalogue.Item, len(docs))
	var mu sync.Mutex
	var ds []diag.Diagnostic
	steps := s.steps(StageHeaders, len(docs))
	bufs := make([][]byte, parallel.Workers(0))
	err := parallel.Each(ctx, 0, len(docs), func(worker, i int) error {
		item, more, err := s.readHeader(r, docs[i], &bufs[worker])
		items[i] = item
		if len(more) > 0 {
			mu.Lock()
			ds = append(ds, more...)
			mu.Unlock()
		}
		steps.done(1)
		return err
	})
	diag.Sort(ds)
	return items, ds, err
}

func (s *Site) readHeader(r *catalogue.Reader, f source.File, buf *[]byte) (catalogue.Item, []diag.Diagnostic, error) {
	broken := catalogue.Item{Broken: f.Path}
	if f.Size > frontmatter.MaxFile {
		return broken, []diag.Diagnostic{frontmatter.TooLarge(f.Path, f.Size)}, nil
	}
	raw, err := s.src.ReadInto(f.Path, *buf)
	if err != nil {
		return broken, nil, err
	}
	*buf = raw
	data, ds := frontmatter.Clean(f.Path, raw)
	if diag.Count(ds).Errors > 0 {
		return broken, ds, nil
	}
	h, more := frontmatter.Parse(f.Path, data)
	ds = append(ds, more...)
	if diag.Count(ds).Errors > 0 {
		return broken, ds, nil
	}
	item, more := r.Read(f.Path, h.Table, 1)
	if item.Record == nil && item.Page == nil {
		item = broken
	}
	return item, append(ds, more...), nil
}

// header reads a file's header again, for the place of a problem.
func (s *Site) header(file string) (tree.Value, bool) {
	raw, err := s.src.Read(file)
	if err != nil {
		return tree.Value{}, false
	}
	data, _ := frontmatter.Clean(file, raw)
	h, _ := frontmatter.Parse(file, data)
	return h.Table, h.Format != 0
}

// Body implements render.Bodies. The file's problems were reported when its header
// was read.
func (s *Site) Body(file string, buf []byte) (data, body []byte, line int, err error) {
	data, err = s.src.ReadInto(file, buf)
	if err != nil {
		return buf, nil, 0, err
	}
	clean, _ := frontmatter.Clean(file, data)
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

func (s *Site) steps(stage string, total int) *steps {
	return &steps{tell: s.opt.Progress, stage: stage, total: total}
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

// Rules lists every code that a build can report, sorted.
func Rules() []*diag.Rule {
	rules := []*diag.Rule{&ruleNoConfig}
	for _, list := range ruleLists {
		rules = append(rules, list()...)
	}
	slices.SortFunc(rules, func(a, b *diag.Rule) int { return strings.Compare(a.Code, b.Code) })
	return slices.CompactFunc(rules, func(a, b *diag.Rule) bool { return a.Code == b.Code })
}

var errNoSuchKind = errors.New("no such kind of output")

func kindError(e plan.Entry) error { return fmt.Errorf("make %s: %w", e.Path, errNoSuchKind) }
