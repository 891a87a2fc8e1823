package build

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/source"
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

// design is what a Loader keeps of the site's own templates and assets.
type design struct {
	theme *render.Theme // nil when they cannot be used
	own   []source.File
	texts []render.File // templates, then assets
}

// loadDesign reads the site's own templates and assets, and lists the static files
// that are neither.
func (l *Loader) loadDesign(src *source.Site) (static []source.File, ds []diag.Diagnostic, err error) {
	own, ds, err := src.Layouts()
	if err != nil {
		return nil, ds, err
	}
	templates := len(own)
	files, more, err := src.Static()
	ds = append(ds, more...)
	if err != nil {
		return nil, ds, err
	}
	for _, f := range files {
		if render.IsAsset(strings.TrimPrefix(f.Path, "static/")) {
			own = append(own, f)
		} else {
			static = append(static, f)
		}
	}
	if l.design.theme != nil && slices.EqualFunc(l.design.own, own, l.unchanged) {
		return static, ds, nil
	}
	more, err = l.makeTheme(src, own, templates)
	return static, append(ds, more...), err
}

func (l *Loader) makeTheme(src *source.Site, own []source.File, templates int) ([]diag.Diagnostic, error) {
	texts := make([]render.File, len(own))
	for i, f := range own {
		data, err := src.Read(f.Path)
		if err != nil {
			return nil, err
		}
		_, name, _ := strings.Cut(f.Path, "/") // without layouts/ or static/
		texts[i] = render.File{Name: name, Data: data}
	}
	was := l.design
	l.design.own, l.design.texts = own, texts
	if was.theme != nil && sameTexts(was.own, own, was.texts, texts) {
		return nil, nil
	}
	if l.site != nil {
		l.changed = differ(l.changed, was.own, own)
	}
	var ds []diag.Diagnostic
	l.design.theme, ds = render.NewTheme(texts[:templates:templates], texts[templates:])
	return ds, nil
}

// sameTexts compares by content, for a file that was just saved has a doubtful time.
func sameTexts(a, b []source.File, x, y []render.File) bool {
	return slices.EqualFunc(a, b, func(f, g source.File) bool { return f.Path == g.Path }) &&
		slices.EqualFunc(x, y, func(f, g render.File) bool { return bytes.Equal(f.Data, g.Data) })
}
