package serve

import (
	"context"
	"maps"
	"slices"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/source"
)

// How long a check waits after an edit: the page that the editor looks at comes first, and
// of many saves in a row only the last is checked. A check that takes long waits longer, as
// a part of what it takes.
const (
	calm     = 100 * time.Millisecond
	calmPart = 4
	calmMost = time.Second
)

// checks are the search for problems, which goes on while pages are shown and edited. A
// later one ends the one before, and begins when that has ended, so that they never hold the
// memory of two.
type checks struct {
	done   chan *checked
	kept   chan kept
	part   int                // of the headers that is to be kept next
	cancel context.CancelFunc // of the last one
	ended  chan struct{}      // closed when the last one is
	took   time.Duration      // by the last one that was not ended
}

func newChecks() checks {
	ended := make(chan struct{})
	close(ended)
	return checks{done: make(chan *checked), kept: make(chan kept), cancel: func() {}, ended: ended}
}

// wait ends the last check and waits for it.
func (c *checks) wait() {
	c.cancel()
	<-c.ended
}

// checked is what a check found.
type checked struct {
	pending  *build.Pending
	site     *build.Site // nil when settings or theme cannot be used
	src      *source.Site
	problems []diag.Diagnostic // as generation has them
	bodies   map[string][]diag.Diagnostic
	took     time.Duration
	err      error
}

// check begins to look for the problems of what was loaded last. follow takes the result.
func (p *preview) check(ctx context.Context) {
	p.checks.cancel()
	running := ctx
	ctx, p.checks.cancel = context.WithCancel(running)
	c := &checked{pending: p.pending}
	bodies := append(slices.Clone(p.edited), slices.Sorted(maps.Keys(p.gen.bodies))...)
	part := p.checks.part
	if p.opt.Cache == (cache.Folder{}) {
		part = build.HeaderParts
	}
	before, ended := p.checks.ended, make(chan struct{})
	p.checks.ended = ended
	wait := min(max(calm, p.checks.took/calmPart), calmMost)
	go func() {
		defer close(ended)
		<-before
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if p.found(ctx, c, bodies) && part < build.HeaderParts {
			k := p.keep(ctx, c.pending, part)
			select {
			case <-running.Done():
			case p.checks.kept <- k: // also when an edit ended it
			}
		}
	}()
}

// found looks for the problems and gives them to follow. It says whether all are found.
func (p *preview) found(ctx context.Context, c *checked, bodies []string) bool {
	began := time.Now()
	p.look(ctx, c, bodies)
	c.took = time.Since(began)
	if ctx.Err() == nil { // else what it found is not all
		select {
		case <-ctx.Done():
		case p.checks.done <- c:
			return c.err == nil && c.site != nil
		}
	}
	c.close()
	return false
}

// close gives back what nobody takes.
func (c *checked) close() {
	if c.src != nil {
		closeSource(c.src)
	}
}

// look finds the problems of what was loaded, and of some bodies.
func (p *preview) look(ctx context.Context, c *checked, bodies []string) {
	if c.src, c.err = source.Open(p.opt.Source); c.err != nil {
		return
	}
	var ds []diag.Diagnostic
	if c.site, ds, c.err = c.pending.Check(ctx, c.src); c.err != nil {
		return
	}
	ds = diag.Counting(ds)
	if c.site != nil {
		c.site.Plan.Exists("") // makes the table of addresses before a reader waits for it
		c.bodies = p.checkBodies(ctx, c.site, bodies)
		for _, file := range slices.Sorted(maps.Keys(c.bodies)) {
			ds = append(ds, c.bodies[file]...)
		}
	}
	diag.Sort(ds)
	diag.Protect(ds, secrets)
	c.problems = ds
}

// mostBodies bounds how many bodies are checked after an edit: a switch of branches
// touches thousands, and mulu check is there for them.
const mostBodies = 200

// checkBodies looks at the bodies that changed, and again at those that were looked
// at before: a heading or a file that they link to may have come or gone.
func (p *preview) checkBodies(ctx context.Context, site *build.Site, files []string) map[string][]diag.Diagnostic {
	now := map[string][]diag.Diagnostic{}
	w := p.worker()
	defer p.workers.Put(w)
	for _, file := range files {
		e, ok := site.EntryOf(file)
		if _, done := now[file]; done || !ok || len(now) >= mostBodies || ctx.Err() != nil || !site.Readable(file) {
			continue
		}
		if ds, err := site.CheckBody(w, e); err == nil { // else the file just went; its event comes
			now[file] = diag.Counting(ds)
		}
	}
	return now
}

// take shows what a check found, unless the site has changed since.
func (p *preview) take(c *checked) {
	if c.pending != p.pending || c.err != nil {
		c.close()
		if c.pending == p.pending {
			p.show(p.failed(c.err), time.Now())
		}
		return
	}
	p.loader.Take(c.pending, c.site)
	p.checks.took = c.took
	next := *p.gen
	before := next.problems
	next.revision++
	next.checking, next.problems, next.bodies = false, c.problems, c.bodies
	if c.site != nil {
		next.site, next.src = c.site, c.src
	} else {
		closeSource(c.src)
	}
	p.edited = nil
	p.publish(&next)
	p.hub.wake()
	p.term.checked(&next, before)
}
