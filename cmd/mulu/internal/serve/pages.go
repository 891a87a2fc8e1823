package serve

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/hosting"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
)

// reserved is where the preview's own files are, beside the site's.
const reserved = "/__mulu/"

// routes is the preview without its guard.
func (p *preview) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(reserved+"events", p.events)
	mux.HandleFunc(reserved+"problems", p.problems)
	mux.HandleFunc(reserved+"preview.js", clientFile("text/javascript; charset=utf-8", previewJS))
	mux.HandleFunc(reserved+"preview.css", clientFile("text/css; charset=utf-8", previewCSS))
	mux.HandleFunc(reserved, http.NotFound)
	mux.HandleFunc("/", p.site)
	return mux
}

// answer is what a request gets.
type answer struct {
	status int
	kind   string // Content-Type
	body   []byte
	file   *os.File    // in place of body
	name   string      // of file, for its type
	active bool        // file could run as a page
	to     string      // Location
	search *build.Site // in place of all: to be found in its search index, under name
}

// site answers for an address of the site.
func (p *preview) site(w http.ResponseWriter, r *http.Request) {
	a, err := p.find(r.URL)
	if err == nil && a.search != nil {
		a, err = p.searchFile(context.WithoutCancel(r.Context()), a.search, a.name) // others may ask for it, too
	}
	if err != nil {
		http.Error(w, "不能生成这个页面："+err.Error(), http.StatusInternalServerError)
		return
	}
	a.send(w, r)
}

func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	switch {
	case a.to != "":
		h.Set("Location", a.to)
		w.WriteHeader(a.status)
	case a.file != nil:
		defer a.file.Close()
		h.Set("Content-Type", hosting.ContentType(a.name))
		if a.active { // shown, but as nobody's page
			h.Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
		}
		http.ServeContent(w, r, "", time.Time{}, a.file)
	default:
		h.Set("Content-Type", a.kind)
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body) // a reader that went away needs no answer
	}
}

// find makes the answer, while the generation is held.
func (p *preview) find(u *url.URL) (*answer, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	g := p.gen
	if g.site == nil {
		return &answer{status: http.StatusServiceUnavailable, kind: htmlType, body: p.inject(nil, waitingPage, g, "")}, nil
	}
	base := g.basePath()
	at, inside := strings.CutPrefix(u.Path, base)
	if !inside {
		if u.Path == "/" || u.Path+"/" == base {
			return redirect(base), nil
		}
		return p.notFound(g)
	}
	if at == "" || strings.HasSuffix(at, "/") {
		at += "index.html"
	}
	if a, err := p.lookup(g, at); a != nil || err != nil {
		return a, err
	}
	if g.site.Plan.Exists(at + "/index.html") {
		return redirect(u.EscapedPath() + "/"), nil
	}
	return p.notFound(g)
}

// lookup makes the answer for an address from the site's root: what the plan knows, an
// asset, or a file that only a body names. It is nil when nothing is there.
func (p *preview) lookup(g *generation, at string) (*answer, error) {
	w := p.worker()
	defer p.workers.Put(w)
	if e, ok := g.site.Plan.Lookup(at); ok {
		return p.entry(w, g, e)
	}
	for _, a := range g.site.Assets() {
		if a.Path == at {
			return &answer{status: http.StatusOK, kind: hosting.ContentType(at), body: a.Data}, nil
		}
	}
	if isSearchFile(at) {
		return &answer{search: g.site, name: at}, nil
	}
	if e, ok := g.site.FileAt(w, at); ok {
		return p.entry(w, g, e)
	}
	return nil, nil
}

func redirect(to string) *answer { return &answer{status: http.StatusFound, to: to} }

func (p *preview) notFound(g *generation) (*answer, error) {
	w := p.worker()
	defer p.workers.Put(w)
	a, err := p.entry(w, g, plan.Entry{Kind: plan.NotFound, Path: "404.html"})
	if err == nil {
		a.status = http.StatusNotFound
	}
	return a, err
}

// entry makes the answer of an address that the plan knows.
func (p *preview) entry(w *render.Worker, g *generation, e plan.Entry) (*answer, error) {
	if e.Kind == plan.File {
		f, err := g.site.Open(e)
		if errors.Is(err, fs.ErrNotExist) {
			return p.notFound(g)
		}
		return &answer{file: f, name: e.Path, active: catalogue.ActiveType(e.Source)}, err
	}
	data, err := p.page(w, g.site, e)
	if errors.Is(err, fs.ErrNotExist) {
		return p.notFound(g) // its file just went
	}
	if err != nil {
		return nil, err
	}
	a := &answer{status: http.StatusOK, kind: hosting.ContentType(e.Path)}
	if a.kind == htmlType {
		a.body = p.inject(nil, data, g, e.Path)
	} else {
		a.body = bytes.Clone(data)
	}
	return a, nil
}

// page makes a page, or gives the last good one when its file, at this moment, has no
// header to make it of: it may be half-written, or between two names.
func (p *preview) page(w *render.Worker, s *build.Site, e plan.Entry) ([]byte, error) {
	file := sourceOf(e)
	readable := file != "" && s.Readable(file)
	if file != "" && !readable {
		if data, ok := p.pages.get(e.Path); ok {
			return data, nil
		}
	}
	data, _, err := s.Bytes(w, e)
	if err == nil && readable {
		p.pages.keep(e.Path, data)
	}
	return data, err
}

// sourceOf is the content file that a page is made of, "" for others.
func sourceOf(e plan.Entry) string {
	switch {
	case e.Kind == plan.Document:
		return e.Doc.Path
	case e.Kind == plan.ContentPage:
		return e.Page.Path
	}
	return ""
}

var htmlType = hosting.ContentType("index.html")
