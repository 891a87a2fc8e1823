// Command attachments writes the files that belong to documents of the example
// site: forms and data tables (XLSX, CSV), texts (PDF, TXT) and charts (PNG).
//
//	go run ./cmd/mulu/internal/example/attachments [-root DIR]
//
// Its promise: the same documents give the same bytes on every machine, so a run
// that changes nothing leaves the working tree clean. A table that also stands in a
// document is read from that document, so the two cannot disagree; run the command
// again after such a table was edited.
//
// It is no part of mulu and knows nothing of how a site is built.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// file is an attachment: its place in the site's folder and how it is made.
type file struct {
	name string
	make func(root string) ([]byte, error)
}

func main() {
	root := flag.String("root", ".", "the site's folder")
	flag.Parse()
	for _, f := range files() {
		if err := write(*root, f); err != nil {
			fmt.Fprintln(os.Stderr, "attachments:", err)
			os.Exit(1)
		}
	}
}

func write(root string, f file) error {
	data, err := f.make(root)
	if err != nil {
		return fmt.Errorf("make %s: %w", f.name, err)
	}
	name := filepath.Join(root, filepath.FromSlash(f.name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

func files() []file {
	var all []file
	all = append(all, dataFiles()...)
	all = append(all, textFiles()...)
	return append(all, chartFiles()...)
}
