package serve

import (
	"context"
	"crypto/rand"
	"fmt"
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
	number   int         // of what pages show
	revision int         // of the problems
	site     *build.Site // nil while the settings or the theme have never been right
	src      *source.Site
	checking bool                         // the problems are those of before
	problems []diag.Diagnostic            // all, sorted and protected
	bodies   map[string][]diag.Diagnostic // by file: of bodies edited since the start; also in problems
	failure  string                       // why the files could not be read, in Chinese
}

// preview is a running preview. Requests read the present generation; follow makes
// the next one.
type preview struct {
	opt      Options
	origin   string
	instance string // tells this run from an earlier one on the same port
	hub      *hub
	crowd    *crowd
	term     *terminal
	pages    *lastPages
	workers  sync.Pool
	index    searchIndex

	// Used by one goroutine: start, then follow.
	loader  build.Loader
	pending *build.Pending // what the loader gave last
	edited  []string       // changed since bodies were last checked
	checks  checks

	mu  sync.RWMutex // held for reading while a generation's files are read
	gen *generation
}

func newPreview(o Options, origin string) *preview {
	return &preview{
		opt: o, origin: origin, instance: rand.Text()[:8], hub: newHub(), crowd: newCrowd(mostConnections), term: &terminal{opt: &o}, pages: newLastPages(keptPages),
		workers: sync.Pool{New: func() any { return new(render.Worker) }}, gen: &generation{}, checks: newChecks(),
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

// follow checks the site, and reads it again whenever its files change, until ctx is done.
func (p *preview) follow(ctx context.Context) {
	changes := watch(ctx, p.opt.Source, p.opt.Poll, p.term.say)
	defer p.checks.wait()
	p.check(ctx)
	for {
		select {
		case edited, more := <-changes:
			if !more {
				return
			}
			p.reload(ctx, edited)
		case c := <-p.checks.done:
			p.take(c)
		case k := <-p.checks.kept:
			p.doubt(ctx, k)
		}
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
	p.show(next, began)
	if next != nil && next.checking {
		p.check(ctx)
	}
}

// show puts a generation in place, if there is one, and tells of it.
func (p *preview) show(next *generation, began time.Time) {
	if next == nil {
		return
	}
	p.publish(next)
	p.hub.wake()
	p.term.reloaded(p.loader.Changed(), next, time.Since(began))
}

// load reads the site. It gives nothing when all is as it was; a site that cannot be used
// leaves the old one.
func (p *preview) load(ctx context.Context, edited []string) (*generation, error) {
	src, err := source.Open(p.opt.Source)
	if err != nil {
		return nil, err
	}
	pending, err := p.loader.First(ctx, src, build.Options{Date: p.opt.Date, Now: time.Now(), Origin: p.origin, Edited: edited, Headers: p.opt.Cache})
	old := p.gen // only this goroutine replaces it
	if err != nil || pending == p.pending && old.failure == "" {
		closeSource(src)
		return nil, err
	}
	p.pending = pending
	p.edited = append(p.edited, p.loader.Changed()...)
	next := *old
	next.checking, next.failure = true, ""
	next.number++
	if next.site = pending.Site(); next.site == nil || next.site == old.site {
		closeSource(src)
		next.site = old.site
	} else {
		next.src = src
	}
	return &next, nil
}

// failed is the old generation with the reason why there is no newer one; nil when it is
// the same as before.
func (p *preview) failed(err error) *generation {
	next := *p.gen
	if next.failure == err.Error() {
		return nil
	}
	next.number++
	next.failure, next.checking = err.Error(), false
	return &next
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

// now is the present generation, for what needs none of its files.
func (p *preview) now() *generation {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.gen
}

func (p *preview) id(g *generation) string { return fmt.Sprintf("%s-%d", p.instance, g.number) }

// basePath is the path of base_url, from / to /.
func (p *preview) basePath() string { return p.now().basePath() }

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
