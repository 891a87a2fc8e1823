package serve

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/hosting"
	"mulu/cmd/mulu/internal/source"
)

// searchIndex is the search index of a preview. It is made when somebody searches, not
// on every edit: it needs every body.
type searchIndex struct {
	mu    sync.Mutex
	site  *build.Site // that files are of
	files map[string][]byte
}

// searchFolder is where the index's files are, beside config.SearchEntry.
const searchFolder = "data/search"

// isSearchFile says whether an address may be one of the index.
func isSearchFile(at string) bool { return strings.HasPrefix(at, searchFolder) || isSearchEntry(at) }

// isSearchEntry says whether searching may begin at an address: that of the site or of
// one of its variants.
func isSearchEntry(at string) bool {
	tag, rest, _ := strings.Cut(at, "/")
	_, variant := config.ScriptOf(tag)
	return at == config.SearchEntry || variant && rest == config.SearchEntry
}

// get gives a file of the index of site, in dir. Asking for the entry makes the index anew
// when the site shows something else; other files are of the index that the entry named.
func (x *searchIndex) get(ctx context.Context, dir string, site *build.Site, at string) ([]byte, bool, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.files == nil || isSearchEntry(at) && !site.Same(x.site) {
		src, err := source.Open(dir)
		if err != nil {
			return nil, false, err
		}
		defer closeSource(src)
		files, err := site.Reading(src).SearchFiles(ctx)
		if err != nil {
			return nil, false, err
		}
		x.site, x.files = site, files
	}
	data, ok := x.files[at]
	return data, ok, nil
}

// searchFile answers for a file of the search index. No generation is held meanwhile, for
// it takes a while, and edits do not wait for it.
func (p *preview) searchFile(ctx context.Context, site *build.Site, at string) (*answer, error) {
	data, ok, err := p.index.get(ctx, p.opt.Source, site, at)
	if err != nil {
		return nil, err
	}
	if !ok {
		return p.missing()
	}
	return &answer{status: http.StatusOK, kind: hosting.ContentType(at), body: data}, nil
}

// missing is the answer for what is not there.
func (p *preview) missing() (*answer, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.notFound(p.gen)
}
