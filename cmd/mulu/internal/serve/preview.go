package serve

import (
	"context"
	"crypto/rand"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
)

// generation is a site with its problems, as pages show them.
type generation struct {
	number   int
	site     *build.Site // nil while the settings or the theme have never been right
	src      *source.Site
	problems []diag.Diagnostic            // of settings, theme and headers
	bodies   map[string][]diag.Diagnostic // by file: of bodies edited since the start
	failure  string                       // why the files could not be read, in Chinese
}

// preview is a running preview. Requests read the present generation; follow makes
// the next one.
type preview struct {
	opt      Options
	origin   string
	instance string // tells this run from an earlier one on the same port
	hub      *hub
	term     *terminal
	pages    *lastPages
	workers  sync.Pool
	index    searchIndex

	loader build.Loader // used by one goroutine: start, then follow

	mu  sync.RWMutex // held for reading while a generation's files are read
	gen *generation
}

func newPreview(o Options, origin string) *preview {
	return &preview{
		opt: o, origin: origin, instance: rand.Text()[:8], hub: newHub(), term: &terminal{opt: &o}, pages: newLastPages(keptPages),
		workers: sync.Pool{New: func() any { return new(render.Worker) }}, gen: &generation{bodies: map[string][]diag.Diagnostic{}},
	}
}

// start loads the site for the first time.
func (p *preview) start(ctx context.Context) error {
	began := time.Now()
	next, err := p.load(ctx, nil)
	if err != nil {
		return err
	}
	p.publish(next)
	p.term.started(p.address(), next, time.Since(began))
	return nil
}

// address is where the home page is.
func (p *preview) address() string { return p.origin + p.basePath() }

// follow reads the site again whenever its files change, until ctx is done.
func (p *preview) follow(ctx context.Context) {
	for edited := range watch(ctx, p.opt.Source, p.opt.Poll, p.term.say) {
		p.reload(ctx, edited)
	}
}

// reload makes the next generation, if anything changed. edited are the files that
// may have; nil means any.
func (p *preview) reload(ctx context.Context, edited []string) {
	began := time.Now()
	next, err := p.load(ctx, edited)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		next = p.failed(err)
	}
	if next == nil || same(p.gen, next) {
		return
	}
	shown := p.gen.all()
	p.publish(next)
	p.hub.wake()
	p.term.reloaded(p.loader.Changed(), next, time.Since(began), shown)
}

// load reads the site. When it is as it was, or cannot be used, the generation holds
// the old one.
func (p *preview) load(ctx context.Context, edited []string) (*generation, error) {
	src, err := source.Open(p.opt.Source)
	if err != nil {
		return nil, err
	}
	old := p.gen // only this goroutine replaces it
	site, ds, err := p.loader.Load(ctx, src, build.Options{Date: p.opt.Date, Now: time.Now(), Origin: p.origin, Edited: edited})
	if err != nil {
		closeSource(src)
		return nil, err
	}
	ds = diag.Counting(ds)
	diag.Sort(ds)
	diag.Protect(ds, secrets)
	next := &generation{number: old.number + 1, site: site, src: src, problems: ds}
	if site == nil || site == old.site {
		closeSource(src)
		next.site, next.src = old.site, old.src
	}
	next.bodies = p.checkBodies(next.site, old.bodies)
	return next, nil
}

// failed is the old generation with the reason why there is no newer one.
func (p *preview) failed(err error) *generation {
	next := *p.gen
	next.number++
	next.failure = err.Error()
	return &next
}

// mostBodies bounds how many bodies are checked after an edit: a switch of branches
// touches thousands, and mulu check is there for them.
const mostBodies = 200

// checkBodies looks at the bodies that changed, and again at those that were looked
// at before: a heading or a file that they link to may have come or gone.
func (p *preview) checkBodies(site *build.Site, before map[string][]diag.Diagnostic) map[string][]diag.Diagnostic {
	now := map[string][]diag.Diagnostic{}
	if site == nil {
		return now
	}
	w := p.worker()
	defer p.workers.Put(w)
	look := func(file string) {
		e, ok := site.EntryOf(file)
		if !ok || len(now) >= mostBodies || !site.Readable(file) {
			return
		}
		if ds, err := site.CheckBody(w, e); err == nil { // else the file just went; its event comes
			now[file] = diag.Counting(ds)
		}
	}
	for _, file := range p.loader.Changed() {
		look(file)
	}
	for file := range before {
		if _, done := now[file]; !done {
			look(file)
		}
	}
	return now
}

// publish puts a generation in place. Requests that read from the old one's folders
// finish first.
func (p *preview) publish(next *generation) {
	if next.site != nil {
		next.site.Plan.Exists("") // makes the table of addresses before a reader waits for it
	}
	p.mu.Lock()
	old := p.gen
	p.gen = next
	p.mu.Unlock()
	if old.src != nil && old.src != next.src {
		closeSource(old.src)
	}
}

// close gives back the folder handles.
func (p *preview) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gen.src != nil {
		closeSource(p.gen.src)
	}
}

// closeSource closes what was opened for reading: nothing can be lost.
func closeSource(src *source.Site) { _ = src.Close() }

// all lists every known problem, sorted.
func (g *generation) all() []diag.Diagnostic {
	ds := slices.Clone(g.problems)
	for _, list := range g.bodies {
		ds = append(ds, list...)
	}
	diag.Sort(ds)
	diag.Protect(ds, secrets)
	return ds
}

// same says whether a reader would see no difference.
func same(a, b *generation) bool {
	return a.site == b.site && a.failure == b.failure && reflect.DeepEqual(a.all(), b.all())
}

func (p *preview) generationID() string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.id(p.gen)
}

func (p *preview) id(g *generation) string { return fmt.Sprintf("%s-%d", p.instance, g.number) }

// basePath is the path of base_url, from / to /.
func (p *preview) basePath() string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.gen.basePath()
}

func (g *generation) basePath() string {
	if g.site == nil {
		return "/"
	}
	return "/" + strings.TrimPrefix(g.site.Config.BasePath(), "/")
}

// worker is what one request uses.
func (p *preview) worker() *render.Worker {
	w := p.workers.Get().(*render.Worker)
	w.Files, w.Fragments = w.Files[:0], w.Fragments[:0]
	return w
}
