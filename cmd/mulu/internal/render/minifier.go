package render

import (
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"

	"mulu/cmd/mulu/internal/minified"
	"mulu/cmd/mulu/internal/render/compile"
)

// minifier shortens templates and assets. What it makes of the built-in ones it knows.
type minifier struct {
	find func(kind string, data []byte) (short []byte, ok bool)
	made func(name string, short []byte) // told of what was not known, by its name in package minified; nil
	lib  *minify.M                       // nil until it is needed
}

func newMinifier() *minifier { return &minifier{find: minified.Find} }

// asset shortens a file of a kind that is its name's ending; the error is
// minify.ErrNotExist for kinds that stay as they are.
func (m *minifier) asset(kind string, data []byte) ([]byte, error) {
	return m.shorten(kind, data, func() ([]byte, error) {
		if m.lib == nil {
			m.lib = minify.New()
			m.lib.AddFunc("css", css.Minify)
			m.lib.AddFunc("js", js.Minify)
			m.lib.AddFunc("svg", svg.Minify)
		}
		return m.lib.Bytes(kind, data)
	})
}

// template shortens a template.
func (m *minifier) template(text string) (string, error) {
	short, err := m.shorten("html", []byte(text), func() ([]byte, error) {
		short, err := compile.Minify(text)
		return []byte(short), err
	})
	return string(short), err
}

func (m *minifier) shorten(kind string, data []byte, anew func() ([]byte, error)) ([]byte, error) {
	if short, ok := m.find(kind, data); ok {
		return short, nil
	}
	name := ""
	if m.made != nil {
		name = minified.Name(kind, data) // before the minifier writes in data
	}
	short, err := anew()
	if err == nil && m.made != nil {
		m.made(name, short)
	}
	return short, err
}
