package publish

import (
	"cmp"
	"path"
	"strings"
)

// Step is when a file is put in place where a site cannot be switched at once: on a mounted
// folder, in an object store. Whatever a file needs is there before it, so that a reader
// meets no link that leads nowhere. What is removed goes last, and in the opposite order.
type Step uint8

// The steps, in their order.
const (
	StepHashed   Step = iota // named by its content: nothing old refers to it
	StepData                 // attachments, exports, feeds
	StepPages                // pages of HTML
	StepEntries              // what leads to the others: lists, indexes, at last the home page
	StepManifest             // says that all is there; and its signature
)

// entries are the files beside index.html that name others.
var entries = map[string]bool{
	"data/search.json": true, "data/index.json": true, "data/exports.json": true, "data/states.json": true, "sitemap.xml": true,
}

// StepOf tells when a file is put in place, by its path from the site's root.
func StepOf(name string) Step {
	base := path.Base(name)
	switch {
	case ours(name):
		return StepManifest
	case Immutable(name):
		return StepHashed
	case base == "index.html" || base == "feed.xml" || base == "feed.json" || entries[name]:
		return StepEntries
	case strings.HasSuffix(base, ".html"):
		return StepPages
	}
	return StepData
}

// Immutable says that a file's name is made of its content: another content would have
// another name, and so it may be kept by readers for ever.
func Immutable(name string) bool {
	return strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "data/search/")
}

// Sooner compares two files by when they are put in place: by step, the home page last of
// its step, then by path.
func Sooner(a, b string) int {
	return cmp.Or(cmp.Compare(StepOf(a), StepOf(b)), home(a)-home(b), strings.Compare(a, b))
}

func home(name string) int {
	if name == "index.html" {
		return 1
	}
	return 0
}
