package render

import (
	"errors"
	"html/template"
	"path"
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/render/compile"
	"mulu/cmd/mulu/internal/texts"
	"mulu/layouts"
)

var (
	ruleTemplate = diag.Rule{Code: "template-error", Severity: diag.Error, Title: "模板有错误",
		Explain: "layouts 中的模板不能解析，或者用了不存在的字段，或者违反内容安全策略。", Source: "本软件约定", Repair: "按提示的行改正模板；不确定时删去这个文件，就会用内置的模板。",
		Examples: []diag.Example{{Wrong: "{{.Titel}}", Right: "{{.Title}}"}}}
	ruleLanguage = diag.Rule{Code: "language-unknown", Severity: diag.Error, Title: "没有这种语言的界面",
		Explain: "language 是网页上按钮、标签和说明的语言，要有这种语言的文字。", Source: "本软件约定", Repair: "改成内置的语言，或者在 layouts/texts 中写一份这种语言的文字。",
		Examples: []diag.Example{{Wrong: `language = "fr"`, Right: `language = "en"`}}}
)

// Languages are those of a site (BCP 47), and what else its settings say of a theme.
type Languages struct {
	Interface string   // of labels, buttons and what pages explain
	Content   string   // of documents, names and categories
	At        diag.Pos // of the former in config.toml
	Variant   string   // the script of pages that are variants (plan.Variants); "" of others
	NoSearch  bool     // the site cannot be searched, so the built-in scripts of search are not published
	Colours   string   // style rules that redefine the palette; none when the site has no colour of its own
}

// LanguagesOf gives the languages that a site's settings say.
func LanguagesOf(c *config.Config) Languages {
	return languages(c, c.Language, c.Content)
}

// VariantLanguages are those of the pages in a script of config.Scripts: both are of that
// script, once bodies have been converted.
func VariantLanguages(c *config.Config, tag string) Languages {
	l := languages(c, tag, tag)
	l.Variant = tag
	return l
}

func languages(c *config.Config, ui, content string) Languages {
	l := Languages{Interface: ui, Content: content, At: c.At("language"), NoSearch: !c.Search.Enabled}
	if c.Theme.Brand != nil {
		l.Colours = c.Theme.Brand.CSS()
	}
	return l
}

// Mark is the attribute of elements that hold content, empty where the interface is in
// its language.
func (l Languages) Mark() template.HTMLAttr {
	if strings.EqualFold(l.Interface, l.Content) {
		return ""
	}
	return template.HTMLAttr(` lang="` + l.Content + `"`) // a language tag holds nothing to escape
}

// File is a site's own file that stands in place of a built-in one.
type File struct {
	Name string // document.html; css/main.css
	Data []byte
}

// Theme is the templates and assets of a site, ready for use. It never changes.
type Theme struct {
	Texts *texts.Table // of the interface

	contentTexts *texts.Table    // of what bodies get: in their language, else the interface's
	own          map[string]bool // the templates that are the site's own
	templates    []File          // all, in the order of loading
	marked       func() (*compile.Set, error)
	set          *compile.Set
	langs        Languages
	Assets       []AssetFile // to be published
	urls         map[string]Asset
	min          *minifier
}

// kinds are the templates with the struct that each is executed with.
var kinds = map[string]any{
	"home.html": (*Home)(nil), "document.html": (*Document)(nil), "comparison.html": (*Comparison)(nil), "list.html": (*List)(nil), "page.html": (*Page)(nil),
	"sitemap.html": (*SiteMap)(nil), "data.html": (*Data)(nil), "search.html": (*SearchPage)(nil), "notfound.html": (*NotFound)(nil),
	"redirect.html": (*Redirect)(nil), "tombstone.html": (*Tombstone)(nil), "asof.html": (*AsOf)(nil), "asofindex.html": (*AsOfIndex)(nil),
	"statistics.html": (*Statistics)(nil),
	"subscribe.html":  (*Subscribe)(nil), "log.html": (*LogPage)(nil),
}

// NewTheme joins the built-in theme and a site's own files: templates and tables of
// texts, and those of static. Faults of the site's files are diagnostics at their places;
// the theme is nil then.
func NewTheme(langs Languages, own []File, ownStatic []File) (*Theme, []diag.Diagnostic) {
	return newTheme(langs, own, ownStatic, newMinifier())
}

func newTheme(langs Languages, own []File, ownStatic []File, min *minifier) (*Theme, []diag.Diagnostic) {
	t := &Theme{langs: langs, urls: map[string]Asset{}, min: min}
	templates, ds := t.loadTexts(own)
	if len(ds) > 0 {
		return nil, ds
	}
	ds = append(t.loadTemplates(templates), t.loadAssets(ownStatic)...)
	if len(ds) > 0 {
		diag.Sort(ds)
		return nil, ds
	}
	return t, nil
}

// loadTexts opens the table of the interface's language and gives the other files.
func (t *Theme) loadTexts(own []File) (templates []File, ds []diag.Diagnostic) {
	var tables []texts.File
	for _, f := range own {
		if name, ok := strings.CutPrefix(f.Name, "texts/"); ok {
			tables = append(tables, texts.File{Name: name, Data: f.Data})
		} else {
			templates = append(templates, f)
		}
	}
	name := texts.Find(t.langs.Interface, tables)
	if name == "" {
		d := ruleLanguage.At(config.FileName, t.langs.At, "没有 %s 语言的界面，内置的有 %s", t.langs.Interface, strings.Join(texts.Names, "、"))
		return nil, append(ds, d.WithHint("别的语言要有一份 %s%s.toml，把文字写齐", texts.Folder, t.langs.Interface))
	}
	t.Texts, ds = texts.Open(name, tables)
	t.contentTexts = t.Texts
	if content := texts.Find(t.langs.Content, tables); content != "" && content != name && len(ds) == 0 {
		t.contentTexts, ds = texts.Open(content, tables)
	}
	return templates, ds
}

// functions are what templates may call beside the built-in ones.
func (t *Theme) functions() template.FuncMap {
	mark := t.langs.Mark()
	return template.FuncMap{"text": t.Texts.Text, "contentlang": func() template.HTMLAttr { return mark }, "heading": heading}
}

// vetText judges {{text "KEY" VALUES…}}.
func vetText(args []any) error {
	key, ok := args[0].(string)
	if !ok {
		return errors.New("text 后面应是写在引号里的名称，如 {{text \"home.title\"}}")
	}
	return texts.Check(key, len(args)-1)
}

// builder makes a builder that knows what templates may call, and the kinds.
func (t *Theme) builder() *compile.Builder {
	b := compile.New(t.functions())
	b.Vet("text", vetText)
	for _, name := range sortedKeys(kinds) {
		b.Kind(name, kinds[name])
	}
	return b
}

// loadTemplates joins the templates; they are minified once, here, and not page by
// page.
func (t *Theme) loadTemplates(own []File) []diag.Diagnostic {
	b := t.builder()
	b.MinifyOutput(t.min.template)
	if len(own) == 0 {
		b.Sure()
	}
	t.own, t.marked = map[string]bool{}, sync.OnceValues(t.makeMarked)
	var ds []diag.Diagnostic
	add := func(name string, data []byte) {
		t.templates = append(t.templates, File{name, data})
		ds = append(ds, templateDiags("layouts/"+name, b.Add(name, string(data)))...)
	}
	for _, f := range own {
		t.own[f.Name] = true
		add(f.Name, f.Data)
	}
	for _, name := range builtin(layouts.FS, ".") {
		if !t.own[name] && path.Ext(name) == ".html" {
			// The embedded file system cannot fail.
			data, _ := layouts.FS.ReadFile(name)
			add(name, data)
		}
	}
	if len(ds) > 0 {
		return ds
	}
	set, err := b.Build()
	t.set = set
	return templateDiags("layouts", err)
}

// Append executes any of the templates, as {{template "NAME" VIEW}} does, and appends what
// it makes to dst.
func (t *Theme) Append(dst []byte, name string, view any) ([]byte, error) {
	return t.set.Append(dst, name, view)
}

// Style is the style sheet of every page, as it is published.
func (t *Theme) Style() []byte {
	at := slices.IndexFunc(t.Assets, func(a AssetFile) bool { return a.Path == t.urls[mainStyle].URL })
	return t.Assets[at].Data
}

// ContentTexts are the texts in the language of documents, where there are any, else those
// of the interface.
func (t *Theme) ContentTexts() *texts.Table { return t.contentTexts }

// Icon is the address of the site's icon, "" when it has none.
func (t *Theme) Icon() string { return t.urls["img/icon.svg"].URL }

// Script is a script of the theme that some pages ask for, by its name.
func (t *Theme) Script(name string) Asset { return t.urls["js/"+name] }

// Fallbacks names the templates that are executed slowly, with reasons. A site's own
// templates may be among them; the built-in ones are not.
func (t *Theme) Fallbacks() []string { return t.set.Fallbacks() }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// templateDiags makes diagnostics of the template engine's errors.
func templateDiags(file string, err error) []diag.Diagnostic {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var ds []diag.Diagnostic
		for _, e := range many.Unwrap() {
			ds = append(ds, templateDiags(file, e)...)
		}
		return ds
	}
	var at *compile.Error
	if errors.As(err, &at) {
		return []diag.Diagnostic{ruleTemplate.At("layouts/"+path.Base(at.File), diag.Pos{Line: at.Line, Col: at.Col}, "%s", at.Message)}
	}
	return []diag.Diagnostic{ruleTemplate.At(file, diag.Pos{}, "%v", err)}
}

// Rules lists what this package reports.
func Rules() []*diag.Rule {
	return []*diag.Rule{&ruleTemplate, &ruleUnused, &ruleAsset, &ruleLanguage, &ruleLink, &ruleLinkHidden, &ruleLinkType}
}
