// Package supply tells what the program is made of: every module and table of data that
// is in it, with its licence, and the bill of materials that buyers and inspectors ask for.
// The texts of the licences were gathered when the source was written (go generate); a
// test finds what is in the program and not among them.
package supply

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // the texts
	"fmt"
	"io"
	"strings"
)

//go:generate go run gen_licenses.go

//go:embed licenses.txt.gz
var packed []byte

// Part is something that the program is made of.
type Part struct {
	Name    string // a module's path, or the name of a package of npm
	Version string // as the module's, with its v
	License string // an SPDX expression, as "MIT" or "Apache-2.0 AND MIT"
}

// mark begins a line that names a part; the text of its licences follows the last of them.
const mark = "=== "

// Licenses writes all parts with the texts of their licences, those of one text together.
func Licenses(w io.Writer) error {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("read licences: %w", err)
	}
	_, err = io.Copy(w, r)
	return err
}

// Parts are all parts in the order of their names.
func Parts() ([]Part, error) {
	var text bytes.Buffer
	if err := Licenses(&text); err != nil {
		return nil, err
	}
	var parts []Part
	for lines := bufio.NewScanner(&text); lines.Scan(); {
		line, ok := strings.CutPrefix(lines.Text(), mark)
		if !ok {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		version, license, _ := strings.Cut(rest, " ")
		parts = append(parts, Part{name, version, license})
	}
	return parts, nil
}
