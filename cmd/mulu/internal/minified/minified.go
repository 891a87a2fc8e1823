// Package minified holds what the minifier makes of the built-in theme's templates, styles
// and scripts, by the hashes of what it was made of: to look one up takes microseconds, to
// make all of them anew a third of the time of a small site's build.
//
// It promises nothing about what is there: what is not found is minified as ever, so a theme
// that was changed since is right and only slower. A test of package render says when the
// folder is not what the theme needs, and writes it:
//
//	go test ./cmd/mulu/internal/render -run TestMinified -update
package minified

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
)

//go:embed all:files
var files embed.FS

// Name is the name of a file that holds what is made of data, whose kind is html, css, js or
// svg.
func Name(kind string, data []byte) string {
	h := sha256.New()
	_, _ = h.Write([]byte(kind + "\n")) // a hash takes everything
	_, _ = h.Write(data)
	return hex.EncodeToString(h.Sum(nil)[:12]) + "." + kind
}

// Find gives what the minifier makes of data; not ok when it is not known.
func Find(kind string, data []byte) (short []byte, ok bool) {
	short, err := files.ReadFile("files/" + Name(kind, data))
	return short, err == nil
}

// Names are the files that there are.
func Names() []string {
	entries, _ := files.ReadDir("files") // what is embedded can be read
	var names []string
	for _, e := range entries {
		if e.Name() != keep {
			names = append(names, e.Name())
		}
	}
	return names
}

// keep holds the folder when it has nothing else, so that the program can be made.
const keep = "README"
