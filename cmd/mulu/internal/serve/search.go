package serve

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
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

// get gives a file of the index of site. Asking for the entry makes the index anew
// when the site is another; other files are of the index that the entry named.
func (x *searchIndex) get(ctx context.Context, site *build.Site, at string) ([]byte, bool, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if isSearchEntry(at) && x.site != site || x.files == nil {
		files, err := site.SearchFiles(ctx)
		if err != nil {
			return nil, false, err
		}
		x.site, x.files = site, files
	}
	data, ok := x.files[at]
	return data, ok, nil
}

// searchFile answers for a file of the search index.
func (p *preview) searchFile(g *generation, at string) (*answer, error) {
	data, ok, err := p.index.get(context.Background(), g.site, at)
	if err != nil {
		return nil, err
	}
	if !ok {
		return p.notFound(g)
	}
	return &answer{status: http.StatusOK, kind: contentType(at), body: data}, nil
}
