package render

import (
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/linked"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/statement"
)

// Bodies reads the body of a content file, into buf when it fits. line is the
// file's line on which the body begins.
type Bodies interface {
	Body(file string, buf []byte) (data, body []byte, line int, err error)
}

// Files says which files a site has.
type Files interface {
	Size(path string) (int64, bool)
	// Measure gives the pages or the sheets that a file has; 0 of what is unknown.
	Measure(path string) (pages, sheets int)
	// Sum tells files of other bytes apart; it is zero of one that cannot be read.
	Sum(path string) [32]byte
}

// Renderer makes the pages of a plan. It is safe for use by several goroutines,
// each with a Worker of its own.
type Renderer struct {
	cat    *catalogue.Catalogue
	cfg    *config.Config
	plan   *plan.Plan
	theme  *Theme
	md     *markdown.Converter
	bodies Bodies
	files  Files
	site   *Site
	words  words
	feeds  []FeedLink // of the whole catalogue
	navs   map[string][]Link
	header []config.ProfileField
	others []config.ProfileField

	// Results are those of tests in browsers, by the pages that are statements of
	// accessibility; nil for one that has none.
	Results map[string]*statement.Results

	// Log is the publication log; nil where it is not known, as in the preview.
	Log   *journal.Log
	audit *Audit

	// Reports are the figures of documents that have any, by their source files.
	Reports map[string]*annual.Report
	// Requests are the request statistics; nil when there are none.
	Requests *annual.Requests
}

// New makes a renderer.
func New(p *plan.Plan, theme *Theme, bodies Bodies, files Files) *Renderer {
	r := &Renderer{cat: p.Catalogue, cfg: p.Config, plan: p, theme: theme, bodies: bodies, files: files,
		md: markdown.New(markdown.Options{RawHTML: p.Config.Markdown.RawHTML, Texts: theme.contentTexts}), header: slices.Clone(p.Config.Header())}
	r.words = wordsOf(theme, p.Config.Title)
	r.site, r.others = siteOf(p.Config, theme, &r.words), otherFields(r.header)
	r.label()
	r.feeds = feedLinks(r.words.feed, plan.FeedPath, plan.JSONFeedPath)
	r.navigate()
	return r
}

// Worker holds the buffers of one goroutine. What Page returns is valid until the
// worker's next page.
type Worker struct {
	Files     []plan.Entry // files that bodies named, to be published; the caller empties it
	Fragments []Fragment   // links into other documents' headings; likewise

	// Raw is the body that Page or Check read last, as written, and First the number of
	// its first line.
	Raw   []byte
	First int

	// NoText says that Check need not make the Text.
	NoText bool

	// Buf holds the last page; the caller may use it for files that are no pages.
	Buf []byte

	// Converted holds the last page in another script, Markdown the last body as Markdown,
	// Plain as plain text; likewise.
	Converted []byte
	Markdown  []byte
	Plain     []byte

	data []byte
	md   markdown.Result
	doc  Document
	list List
	text Page

	passing  passing
	contents []ContentsItem // of the body, and those below others of them
	below    []ContentsItem

	listed []Row // of a page of a list or of a year's end

	way    []linked.Crumb // to the page
	linked []byte

	cells []FieldCell // of doc's header table
	rows  []FieldRow

	asked []markdown.Link

	file  string
	root  string
	self  *catalogue.Document
	own   *catalogue.Page
	diags []diag.Diagnostic
}

// Text is the text of the body of the document that Page or Check read last, as
// markdown.Result has it.
func (w *Worker) Text() []byte { return w.md.Text }

// Body is the converted body that Page or Check read last.
func (w *Worker) Body() *markdown.Result { return &w.md }

// Fragment is a link to a heading of another document, which can be checked only
// when that one's headings are known.
type Fragment struct {
	File   string
	Pos    diag.Pos
	Target string // source file
	ID     string
}

// Page makes the bytes of an HTML page. Problems of a body are diagnostics; the
// page is then made as well as can be.
func (r *Renderer) Page(w *Worker, e plan.Entry) ([]byte, []diag.Diagnostic, error) {
	w.diags = w.diags[:0]
	name, view, err := r.view(w, e)
	if err != nil {
		return nil, nil, err
	}
	w.Buf, err = r.theme.set.Append(w.Buf[:0], name, view)
	if err != nil {
		return nil, nil, fmt.Errorf("render %s: %w", e.Path, err)
	}
	return w.Buf, w.diags, nil
}

func (r *Renderer) view(w *Worker, e plan.Entry) (string, any, error) {
	switch e.Kind {
	case plan.Document:
		err := r.document(w, e)
		return "document.html", &w.doc, err
	case plan.Comparison:
		v, err := r.comparison(w, e)
		return "comparison.html", v, err
	case plan.ListPage:
		r.listPage(w, e)
		return "list.html", &w.list, nil
	case plan.ContentPage:
		err := r.contentPage(w, e)
		return "page.html", &w.text, err
	case plan.Home:
		return "home.html", r.home(e), nil
	case plan.SiteMap:
		return "sitemap.html", r.siteMap(e), nil
	case plan.Data:
		return "data.html", r.data(e), nil
	case plan.Search:
		return "search.html", r.search(e), nil
	case plan.NotFound:
		return "notfound.html", r.notFound(e), nil
	case plan.Redirect:
		return "redirect.html", r.redirect(e), nil
	case plan.AsOf:
		return "asof.html", r.asOf(w, e), nil
	case plan.Statistics:
		return "statistics.html", r.statistics(e), nil
	case plan.AsOfIndex:
		return "asofindex.html", r.asOfIndex(e), nil
	case plan.Subscribe:
		return "subscribe.html", r.subscribe(e), nil
	case plan.Log, plan.LogPart:
		v, err := r.log(e)
		return "log.html", v, err
	case plan.Tombstone:
		return "tombstone.html", r.tombstone(e), nil
	}
	return "", nil, fmt.Errorf("no page of kind %d at %s", e.Kind, e.Path)
}

// Check converts the body of a document or a page for its problems alone, and gives
// the ids that links may lead to: those of its headings and articles.
func (r *Renderer) Check(w *Worker, e plan.Entry) (ids []string, ds []diag.Diagnostic, err error) {
	w.diags = w.diags[:0]
	file, self := "", e.Doc
	switch {
	case e.Doc != nil:
		file = e.Doc.Path
	case e.Page != nil && e.Page.Path != "":
		file = e.Page.Path
	default:
		return nil, nil, nil
	}
	w.md.WantText = self != nil && !w.NoText // for the search index
	if err := r.body(w, file, plan.Root(e.Path), self, e.Page); err != nil {
		return nil, nil, err
	}
	for _, h := range w.md.Headings {
		ids = append(ids, h.ID)
	}
	return append(ids, w.md.Articles...), w.diags, nil
}

// body converts a file's body into w.md, with its text when that is wanted.
func (r *Renderer) body(w *Worker, file, root string, self *catalogue.Document, own *catalogue.Page) error {
	data, body, line, err := r.bodies.Body(file, w.data)
	if err != nil {
		return err
	}
	w.data, w.file, w.root, w.self, w.own = data, file, root, self, own
	w.Raw, w.First, w.asked = body, line, w.asked[:0]
	r.md.Convert(file, body, line, func(l markdown.Link) (string, bool) {
		w.asked = append(w.asked, l)
		return r.resolve(w, l)
	}, &w.md)
	if self != nil && self.More != nil && self.More.Data != "" {
		if report := r.Reports[file]; report != nil {
			report.Insert(&w.md)
		}
	}
	w.diags = append(w.diags, w.md.Problems...)
	return nil
}
