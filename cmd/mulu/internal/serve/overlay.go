package serve

import (
	"bytes"
	"cmp"
	_ "embed" // the client files
	"encoding/json"
	"html"
	"net/http"
	"slices"

	"mulu/cmd/mulu/internal/diag"
)

// The script reloads the page and shows its problems; both files are served from the
// site's own origin, as the pages' policy demands.
var (
	//go:embed client/preview.js
	previewJS []byte
	//go:embed client/preview.css
	previewCSS []byte
	// waitingPage stands for all pages until a first site could be made.
	//go:embed client/waiting.html
	waitingPage []byte
)

func clientFile(kind string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		(&answer{status: http.StatusOK, kind: kind, body: data}).send(w, r)
	}
}

// inject appends a page with the preview's files in its head to dst. at is the page's
// address, from the site's root.
func (p *preview) inject(dst, page []byte, g *generation, at string) []byte {
	i := bytes.Index(page, []byte("</head>"))
	if i < 0 {
		i = len(page) // a theme may leave the tag out; a script is allowed anywhere
	}
	dst = slices.Grow(dst, len(page)+300)
	dst = append(dst, page[:i]...)
	dst = append(dst, `<link rel="stylesheet" href="`+reserved+`preview.css"><script defer src="`+reserved+`preview.js" data-generation="`+
		p.id(g)+`" data-page="`+html.EscapeString(at)+`"></script>`...)
	return append(dst, page[i:]...)
}

// problemList is what the overlay shows.
type problemList struct {
	Generation string    `json:"generation"`
	Revision   string    `json:"revision"`
	Summary    string    `json:"summary"` // 2 个错误，1 个警告
	Errors     int       `json:"errors"`
	Problems   []problem `json:"problems"`
}

type problem struct {
	Place    string `json:"place"` // content/a.md:4:12
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Code     string `json:"code"`
	Hint     string `json:"hint"`
}

// mostInOverlay bounds the list on a page; the summary counts all.
const mostInOverlay = 50

// problems answers with the problems of the site and of the page that asks.
func (p *preview) problems(w http.ResponseWriter, r *http.Request) {
	data, err := json.Marshal(p.problemsOf(r.URL.Query().Get("page")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	(&answer{status: http.StatusOK, kind: "application/json", body: data}).send(w, r)
}

func (p *preview) problemsOf(at string) problemList {
	p.mu.RLock()
	defer p.mu.RUnlock()
	g := p.gen
	ds := append(p.bodyProblems(g, at), g.problems...)
	file := p.fileAt(g, at)
	// The page's own problems come first, then what stops publication.
	slices.SortStableFunc(ds, func(a, b diag.Diagnostic) int {
		return cmp.Or(compareTrue(a.File == file, b.File == file), cmp.Compare(b.Severity, a.Severity))
	})
	list := problemList{Generation: p.id(g), Revision: p.revision(g), Errors: diag.Count(ds).Errors, Summary: summary(ds), Problems: []problem{}}
	if g.checking {
		list.Summary += "，正在重新检查"
	}
	if g.failure != "" {
		list.Errors++
		list.Summary = "文件没有读成"
		list.Problems = append(list.Problems, problem{Severity: "error", Message: g.failure})
	}
	for _, d := range ds[:min(len(ds), mostInOverlay)] {
		list.Problems = append(list.Problems, problem{Place: place(&d), Severity: d.Severity.String(), Message: d.Message, Code: d.Code, Hint: d.Hint})
	}
	return list
}

// compareTrue puts what is true first.
func compareTrue(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// fileAt is the content file of the page at an address, "" when there is none.
func (p *preview) fileAt(g *generation, at string) string {
	if g.site == nil {
		return ""
	}
	e, _ := g.site.Plan.Lookup(at)
	return sourceOf(e)
}

// bodyProblems are those of the body of the page at an address, unless they are known, or
// will be when the check is done.
func (p *preview) bodyProblems(g *generation, at string) []diag.Diagnostic {
	file := p.fileAt(g, at)
	if _, known := g.bodies[file]; known || file == "" || g.checking || !g.site.Readable(file) {
		return nil
	}
	e, _ := g.site.Plan.Lookup(at)
	w := p.worker()
	defer p.workers.Put(w)
	ds, err := g.site.CheckBody(w, e)
	if err != nil {
		return nil // the page itself says so
	}
	return diag.Counting(ds)
}
