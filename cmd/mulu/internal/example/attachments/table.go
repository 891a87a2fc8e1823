package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// table is rows of cells; the first row is the head.
type table [][]string

// documentTable reads the nth pipe table, from 1, of a Markdown document.
func documentTable(root, doc string, n int) (table, error) {
	text, err := os.ReadFile(filepath.Join(root, "content", filepath.FromSlash(doc)))
	if err != nil {
		return nil, err
	}
	var t table
	for line := range strings.Lines(string(text) + "\n") {
		if strings.HasPrefix(line, "|") {
			t = append(t, cells(line))
			continue
		}
		if len(t) > 2 {
			if n--; n == 0 {
				return append(t[:1], t[2:]...), nil // without the line of dashes
			}
		}
		t = nil
	}
	return nil, fmt.Errorf("%s has too few tables", doc)
}

func cells(line string) []string {
	line = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
	out := strings.Split(line, "|")
	for i, c := range out {
		out[i] = strings.TrimSpace(c)
	}
	return out
}

// csvFile writes a table as spreadsheets on Windows open it without questions: UTF-8
// with a byte order mark, lines that end in CR LF.
func csvFile(t table) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	for _, row := range t {
		for i, c := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(c, ",\"\r\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}
