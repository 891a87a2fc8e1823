package check

import (
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Site is what a rule sees of the whole. It does not change while rules run.
type Site struct {
	*catalogue.Catalogue
	Options
	Calendar official.Calendar
	memory   *memory
	citable  *citable             // made when a rule first asks for it
	links    *catalogue.Catalogue // for LinkTarget
	forecast *forecast            // nil but for a forecast
	reporter
}

// Setting makes a finding at a setting of config.toml.
func (s *Site) Setting(path []tree.Step, format string, args ...any) diag.Diagnostic {
	return s.AtPlace(config.FileName, s.Config.At(path...), format, args...)
}

// Document is what a rule sees of a public document.
type Document struct {
	*Site
	*catalogue.Document
}

// At makes a finding at the value of a field of the header, or of its n-th element
// (from 0). Keys are those of catalogue.Fields; of an absent key the place is that of
// the whole file.
func (d *Document) At(field string, nth []int, format string, args ...any) diag.Diagnostic {
	return d.AtPlace(d.Path, d.Locate(d.Path, field, nth...), format, args...)
}

// AtRelation makes a finding at a relation that the document states.
func (d *Document) AtRelation(r catalogue.Relation, format string, args ...any) diag.Diagnostic {
	return d.At(r.Type.Key(), []int{int(r.Nth)}, format, args...)
}

// Body is what a rule sees of the text of a document or page.
type Body struct {
	*Site
	*catalogue.Document // nil for a page
	File                string
	Raw                 []byte // as written, without the header
	First               int    // number of its first line in the file
	Result              *markdown.Result
	Links               []markdown.Link // the Result's: links and images in their order, also those to other sites
	Texts               []Text          // the lines of Raw but those of fenced code
	Has                 Has             // what any of Texts has

	// Asked says, when the rules have seen it, that one looked at more than the text, its
	// header, the settings and its links' targets; Names are those that it may cite
	// documents by, one of which is no longer valid perhaps, or will be.
	Asked bool
	Names []Name

	reporter  // its own: that of Site is shared by all bodies
	cue       uint64
	called    uint64 // the rules that words of any line call
	kept      *[]kept
	citesAny  bool
	cited     bool // citations are known
	citations []Citation
}

// Lines yields the Texts.
func (b *Body) Lines(yield func(t *Text) bool) {
	for i := range b.Texts {
		if !yield(&b.Texts[i]) {
			return
		}
	}
}

// Cued says whether a line has one of the rule's cues.
func (b *Body) Cued(t *Text) bool { return t.found.called&b.cue != 0 }

// CuedAny says whether any line has one of the rule's cues.
func (b *Body) CuedAny() bool { return b.called&b.cue != 0 }

// At makes a finding at t.Text[from:to].
func (b *Body) At(t *Text, from, to int, format string, args ...any) diag.Diagnostic {
	return b.AtPlace(b.File, columns(t.Text[:to], t.Number, 1, from), format, args...)
}

// Pos is the place of Raw[from:to], which lies in one line that begins at Raw[start]
// and is the line-th of the file.
func (b *Body) Pos(line, start, from, to int) diag.Pos {
	return columns(string(b.Raw[start:to]), line, 1, from-start)
}

// File is what a rule sees of a file that is published as it is.
type File struct {
	*Site
	Path  string // from the site's folder
	Size  int64
	Owner *catalogue.Document // the first document that names it; may be nil
	// Passages calls yield for each piece of what the file holds, also what its readers do
	// not see; nil when that cannot be texts.
	Passages func(yield func(extract.Passage)) error

	reporter // its own: that of Site is shared by all files
}
