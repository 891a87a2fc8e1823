package build

import (
	"context"
	"crypto/sha256"
	"hash/maphash"
	"reflect"
	"sync"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/source"
)

// headers are what a Loader keeps of the content files, in the order of their paths.
type headers struct {
	files []source.File
	items []catalogue.Item
	state []headerState
	diags map[string][]diag.Diagnostic // of files whose headers have problems
}

type headerState struct {
	sum   uint64 // of the file's bytes; 0 when the header came from the cache
	whole sum    // likewise, the same on every machine; zero unless it came from the cache or is to be remembered
	head  sum    // of the header's bytes; zero unless it is to be remembered
	good  bool   // the item is of a header without errors, if not of the file's present one
}

// is says whether a file whose bytes were just read is as it was.
func (h *headerState) is(now headerState, raw []byte) bool {
	if h.sum == 0 && h.whole != (sum{}) {
		return now.sum != 0 && h.whole == sha256.Sum256(raw)
	}
	return h.sum == now.sum
}

// seed makes the sums of one run of the program; they are never kept.
var seed = maphash.MakeSeed()

// task is a file to be read: its place among the files now, and before or -1.
type task struct{ now, before int32 }

// readHeaders reads the headers of new and changed files in parallel. same says that
// every item is as before, though bodies may have changed.
func (l *Loader) readHeaders(ctx context.Context, s *Site, docs []source.File) (same bool, ds []diag.Diagnostic, err error) {
	was := l.headers
	next := headers{files: docs, items: make([]catalogue.Item, len(docs)), state: make([]headerState, len(docs)), diags: map[string][]diag.Diagnostic{}}
	tasks, gone := l.compare(&next)
	first := len(was.files) == 0
	p := headerPass{Site: s, reader: catalogue.NewReader(s.Config), was: was, next: next, first: first,
		steps: s.opt.steps(StageHeaders, len(tasks)), changed: gone, same: !first && len(gone) == 0}
	if first {
		if tasks, err = p.recall(ctx, s.opt.Headers, tasks); err == nil {
			tasks, err = l.takeRecords(ctx, &p, tasks)
		}
		if err != nil {
			return false, nil, err
		}
	}
	bufs := make([][]byte, parallel.Readers())
	err = parallel.Each(ctx, parallel.Readers(), len(tasks), func(worker, i int) error {
		defer p.steps.done(1)
		return p.read(tasks[i], &bufs[worker])
	})
	if err != nil {
		return false, nil, err
	}
	l.headers = next
	if l.site != nil {
		l.changed = append(l.changed, p.changed...)
	}
	for _, list := range next.diags {
		ds = append(ds, list...)
	}
	diag.Sort(ds)
	return p.same, ds, nil
}

// compare takes over the items of unchanged files, and gives the files to be read and
// the paths of those that are gone.
func (l *Loader) compare(next *headers) (tasks []task, gone []string) {
	was, j := &l.headers, 0
	for i, f := range next.files {
		for ; j < len(was.files) && was.files[j].Path < f.Path; j++ {
			gone = append(gone, was.files[j].Path)
		}
		switch {
		case j == len(was.files) || was.files[j].Path != f.Path:
			tasks = append(tasks, task{int32(i), -1})
			continue
		case l.unchanged(was.files[j], f):
			next.keep(i, was, j)
		default:
			tasks = append(tasks, task{int32(i), int32(j)})
		}
		j++
	}
	for ; j < len(was.files); j++ {
		gone = append(gone, was.files[j].Path)
	}
	return tasks, gone
}

// keep takes over what is known of a file.
func (h *headers) keep(i int, was *headers, j int) {
	h.items[i], h.state[i] = was.items[j], was.state[j]
	if ds := was.diags[h.files[i].Path]; ds != nil {
		h.diags[h.files[i].Path] = ds
	}
}

// headerPass reads headers; only what mu guards is shared between its goroutines.
type headerPass struct {
	*Site
	reader    *catalogue.Reader
	was, next headers
	steps     *steps
	first     bool     // nothing was known of any file
	records   *records // that are kept of files; nil where none are

	mu      sync.Mutex // guards next.diags and what follows
	changed []string
	same    bool
}

func (p *headerPass) read(t task, buf *[]byte) error {
	f := p.next.files[t.now]
	item, ds, state, err := p.readHeader(f, buf)
	if err != nil {
		return err
	}
	if t.before >= 0 && p.was.state[t.before].is(state, *buf) { // touched, or saved as it was
		p.mu.Lock()
		p.next.keep(int(t.now), &p.was, int(t.before))
		p.mu.Unlock()
		return nil
	}
	same := false
	state.good = diag.Count(ds).Errors == 0
	if t.before >= 0 {
		before := p.was.items[t.before]
		same = len(ds) == 0 && p.was.diags[f.Path] == nil && reflect.DeepEqual(item, before)
		if same || !state.good && p.was.state[t.before].good {
			item, state.good = before, true
		}
	}
	p.next.items[t.now], p.next.state[t.now] = item, state
	if p.records != nil && len(ds) == 0 && item.Keepable() {
		p.records.stale[p.records.part(f.Path)].Store(true)
	}
	if p.first && len(ds) == 0 {
		return nil // a million files need no lock each
	}
	p.note(f.Path, ds, same)
	return nil
}

// note records that a file changed, and its header's problems.
func (p *headerPass) note(file string, ds []diag.Diagnostic, same bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changed = append(p.changed, file)
	p.same = p.same && same
	if len(ds) > 0 {
		p.next.diags[file] = ds
	}
}

// readHeader reads one file's header. The state has the sums of its bytes, 0 when they were
// not read.
func (p *headerPass) readHeader(f source.File, buf *[]byte) (item catalogue.Item, ds []diag.Diagnostic, state headerState, err error) {
	broken := catalogue.Item{Broken: f.Path}
	if f.Size > frontmatter.MaxFile {
		return broken, []diag.Diagnostic{frontmatter.TooLarge(f.Path, f.Size)}, state, nil
	}
	raw, err := p.src.ReadInto(f.Path, *buf)
	if err != nil {
		return broken, nil, state, err
	}
	*buf = raw
	state.sum = maphash.Bytes(seed, raw)
	if p.opt.remembers() {
		state.whole = sha256.Sum256(raw)
	}
	p.scope.look(f.Path, raw)
	data, ds := frontmatter.Clean(f.Path, raw)
	if diag.Count(ds).Errors > 0 {
		return broken, ds, state, nil
	}
	if p.opt.remembers() {
		body, _ := frontmatter.BodyAt(data)
		state.head = sha256.Sum256(data[:body])
	}
	h, more := frontmatter.Parse(f.Path, data)
	defer h.Table.Release() // records keep nothing of it
	ds = append(ds, more...)
	if diag.Count(ds).Errors > 0 {
		return broken, ds, state, nil
	}
	item, more = p.reader.Read(f.Path, h.Table, 1)
	if item.Record == nil && item.Page == nil {
		item = broken
	}
	return item, append(ds, more...), state, nil
}
