// Package layouts holds the built-in theme's page templates: one html/template
// file a page kind, named as the kind, and the parts that they share in files
// named part-*.html. A site replaces any of them by a file of the same name in
// its own layouts folder.
//
// Each file's first comment says what dot is. Templates use range, with, if,
// template and plain fields, and two functions beyond the built-in ones. {{text "KEY"}}
// is a text of the interface in the site's language, from texts/LANGUAGE.toml, with
// values for its places behind the key; {{contentlang}} in a tag is the attribute lang
// where the element holds documents' own words and these are in another language than
// the interface. Both cost nothing when a page is made, unless a text has values. What a
// page shows is decided by package render, how it looks by this package and by package
// static. Every id of the theme begins with m-, because all other ids
// belong to headings of bodies.
package layouts

import "embed"

// FS holds the templates, without folders, and the texts of the interface.
//
//go:embed *.html texts/*.toml
var FS embed.FS
