package build

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/texts"
)

// settings are what a Loader keeps of config.toml.
type settings struct {
	text            string
	baseURL, origin string
	config          *config.Config // nil when the text cannot be used
	diags           []diag.Diagnostic
}

// loadSettings reads config.toml. Records point into the settings, so other settings
// throw them away.
func (l *Loader) loadSettings(src *source.Site, opt *Options) ([]diag.Diagnostic, error) {
	data, err := src.Read(config.FileName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	found, was := err == nil, &l.settings
	if found && was.config != nil && was.text == string(data) && was.baseURL == opt.BaseURL && was.origin == opt.Origin {
		return slices.Clone(was.diags), nil
	}
	if l.site != nil {
		l.changed = append(l.changed, config.FileName)
	}
	l.settings = settings{text: string(data), baseURL: opt.BaseURL, origin: opt.Origin}
	l.headers = headers{}
	if !found {
		return []diag.Diagnostic{ruleNoConfig.At(config.FileName, diag.Pos{}, "在 %s 中没有找到 config.toml", src.Dir()).WithHint("%s", ruleNoConfig.Repair)}, nil
	}
	c, ds := readSettings(data, opt)
	if diag.Count(ds).Errors == 0 {
		l.settings.config, l.settings.diags = c, ds
	}
	return slices.Clone(ds), nil
}

func readSettings(data []byte, opt *Options) (*config.Config, []diag.Diagnostic) {
	data, ds := frontmatter.Clean(config.FileName, data)
	if diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	c, more := config.Load(data)
	ds = append(ds, more...)
	if diag.Count(ds).Errors > 0 {
		return nil, ds
	}
	if opt.BaseURL != "" {
		ds = append(ds, c.SetBaseURL(opt.BaseURL)...)
	}
	if opt.Origin != "" {
		ds = append(ds, c.SetBaseURL(opt.Origin+c.BasePath())...)
	}
	return c, ds
}

// listing is which files a site has, each list sorted by path.
type listing struct {
	docs, others []source.File // of content/
	own          []source.File // templates, then assets in place of built-in ones
	templates    int           // of own
	static       []source.File // the rest of static/
	diags        []diag.Diagnostic
}

// survey lists the site's files, all anew or, when only known documents were edited,
// those alone, and reads the design. Folders are listed while templates are compiled. What
// Recall listed a moment ago is not listed once more: what became of it since is seen by
// Remember, and by who reads a file.
func (l *Loader) survey(ctx context.Context, src *source.Site, opt *Options) (listing, []diag.Diagnostic, error) {
	if opt.Read != nil && l.site == nil {
		f := opt.Read.files
		ds, err := l.loadDesign(src, &f)
		return f, slices.Concat(f.diags, ds), err
	}
	if opt.Edited != nil && l.site != nil {
		if f, ok := l.files.edit(src, opt.Edited); ok {
			ds, err := l.loadDesign(src, &f)
			return f, slices.Concat(f.diags, ds), err
		}
	}
	var content, f listing
	var ds []diag.Diagnostic
	err := parallel.Each(ctx, 2, 2, func(_, i int) (err error) {
		if i == 0 {
			content.docs, content.others, content.diags, err = src.Content()
			return err
		}
		if f, err = list(src); err != nil {
			return err
		}
		ds, err = l.loadDesign(src, &f)
		return err
	})
	f.docs, f.others, f.diags = content.docs, content.others, append(content.diags, f.diags...)
	return f, slices.Concat(f.diags, ds), err
}

// list lists the site's files but those of content/.
func list(src *source.Site) (f listing, err error) {
	f.own, f.diags, err = src.Layouts()
	f.templates = len(f.own)
	if err != nil {
		return f, err
	}
	static, more, err := src.Static()
	f.diags = append(f.diags, more...)
	for _, s := range static {
		if render.IsAsset(strings.TrimPrefix(s.Path, "static/")) {
			f.own = append(f.own, s)
		} else {
			f.static = append(f.static, s)
		}
	}
	return f, err
}

// edit gives the listing after some documents were edited; not when one of the files
// is new, gone or no document.
func (f listing) edit(src *source.Site, edited []string) (listing, bool) {
	f.docs = slices.Clone(f.docs)
	for _, name := range edited {
		i, known := slices.BinarySearchFunc(f.docs, name, func(d source.File, name string) int { return strings.Compare(d.Path, name) })
		if !known {
			return f, false
		}
		var there bool
		if f.docs[i], there = src.Stat(name); !there {
			return f, false
		}
	}
	return f, true
}

// design is what a Loader keeps of the site's own templates and assets.
type design struct {
	theme *render.Theme // nil when they cannot be used
	langs render.Languages
	own   []source.File
	texts []render.File // as own

	templates int                      // of own
	variants  map[string]*render.Theme // the themes of the site's variants, by their scripts, as they are needed
}

// loadDesign reads the site's own templates and assets.
func (l *Loader) loadDesign(src *source.Site, f *listing) ([]diag.Diagnostic, error) {
	if l.design.theme != nil && l.design.langs == render.LanguagesOf(l.settings.config) && slices.EqualFunc(l.design.own, f.own, l.unchanged) {
		return nil, nil
	}
	return l.makeTheme(src, f.own, f.templates)
}

// builtIn are the themes of sites that have no templates and assets of their own, by
// their languages. Making one takes longer than all else that a small site needs.
var builtIn sync.Map

type builtTheme func() (*render.Theme, []diag.Diagnostic)

func builtInTheme(langs render.Languages) (*render.Theme, []diag.Diagnostic) {
	if texts.Find(langs.Interface, nil) == "" {
		return render.NewTheme(langs, nil, nil) // which says so
	}
	langs.At = diag.Pos{}
	made, _ := builtIn.LoadOrStore(langs, builtTheme(sync.OnceValues(func() (*render.Theme, []diag.Diagnostic) { return render.NewTheme(langs, nil, nil) })))
	return made.(builtTheme)()
}

func (l *Loader) makeTheme(src *source.Site, own []source.File, templates int) ([]diag.Diagnostic, error) {
	texts := make([]render.File, len(own))
	for i, f := range own {
		var err error
		if texts[i], err = readOwn(src, f); err != nil {
			return nil, err
		}
	}
	was, langs := l.design, render.LanguagesOf(l.settings.config)
	l.design.own, l.design.texts, l.design.langs, l.design.templates = own, texts, langs, templates
	if was.theme != nil && was.langs == langs && sameTexts(was.own, own, was.texts, texts) {
		return nil, nil
	}
	if l.site != nil {
		l.changed = differ(l.changed, was.own, own)
	}
	l.design.variants = map[string]*render.Theme{}
	var ds []diag.Diagnostic
	l.design.theme, ds = l.design.make(langs)
	return ds, nil
}

// readOwn reads one of the site's own templates or assets.
func readOwn(src *source.Site, f source.File) (render.File, error) {
	data, err := src.Read(f.Path)
	_, name, _ := strings.Cut(f.Path, "/") // without layouts/ or static/
	return render.File{Name: name, Data: data}, err
}

// make makes a theme of the site's own templates and assets and the built-in ones.
func (d *design) make(langs render.Languages) (*render.Theme, []diag.Diagnostic) {
	if len(d.own) == 0 {
		return builtInTheme(langs)
	}
	return render.NewTheme(langs, d.texts[:d.templates:d.templates], d.texts[d.templates:])
}

// sameTexts compares by content, for a file that was just saved has a doubtful time.
func sameTexts(a, b []source.File, x, y []render.File) bool {
	return slices.EqualFunc(a, b, func(f, g source.File) bool { return f.Path == g.Path }) &&
		slices.EqualFunc(x, y, func(f, g render.File) bool { return bytes.Equal(f.Data, g.Data) })
}
