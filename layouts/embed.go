// Package layouts holds the built-in theme's page templates: one html/template
// file a page kind, named as the kind, and the parts that they share in files
// named part-*.html. A site replaces any of them by a file of the same name in
// its own layouts folder.
//
// Each file's first comment says what dot is. Templates use range, with, if,
// template and plain fields, and no functions beyond the built-in ones: what a
// page shows is decided by package render, how it looks by this package and by
// package static. Every id of the theme begins with m-, because all other ids
// belong to headings of bodies.
package layouts

import "embed"

// FS holds the templates, without folders.
//
//go:embed *.html
var FS embed.FS
