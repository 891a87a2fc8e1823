package supply

import (
	"cmp"
	"encoding/json"
	"io"
	"runtime/debug"
	"slices"
	"strings"
)

// The fields of a CycloneDX 1.6 bill of materials (ECMA-424) that are used here.
type (
	bom struct {
		Format      string      `json:"bomFormat"`
		SpecVersion string      `json:"specVersion"`
		Version     int         `json:"version"`
		Metadata    metadata    `json:"metadata"`
		Components  []component `json:"components"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Name       string     `json:"name"`
		Version    string     `json:"version"`
		Licenses   []license  `json:"licenses,omitempty"`
		PURL       string     `json:"purl,omitempty"`
		Properties []property `json:"properties,omitempty"`
	}
	license struct {
		Expression string `json:"expression"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// WriteSBOM writes the bill of materials of a binary, as its build information has it, in
// CycloneDX 1.6 JSON: its modules with go.sum's hashes, the Go that made it, and the data
// in it. The same binary gives the same bytes: there is no time and no serial number.
func WriteSBOM(w io.Writer, version string, info *debug.BuildInfo) error {
	parts, err := Parts()
	if err != nil {
		return err
	}
	b := bom{Format: "CycloneDX", SpecVersion: "1.6", Version: 1, Metadata: metadata{component{
		Type: "application", Ref: "mulu", Name: "mulu", Version: version, Licenses: []license{{"Apache-2.0"}}, Properties: settings(info),
	}}}
	known := map[string]string{}
	for _, p := range parts {
		known[p.Name] = p.License
		if !strings.ContainsAny(p.Name, "./") && p.Name != "mulu" && p.Name != "go" { // data from npm
			b.Components = append(b.Components, library("data", "pkg:npm/", p.Name, p.Version, p.License, ""))
		}
	}
	b.Components = append(b.Components, library("library", "pkg:golang/", "stdlib", "v"+strings.TrimPrefix(info.GoVersion, "go"), "BSD-3-Clause", ""))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		b.Components = append(b.Components, library("library", "pkg:golang/", m.Path, m.Version, known[m.Path], m.Sum))
	}
	slices.SortFunc(b.Components, func(a, c component) int { return cmp.Compare(a.Ref, c.Ref) })
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(b)
}

func library(kind, scheme, name, version, spdx, sum string) component {
	c := component{Type: kind, Ref: scheme + name + "@" + version, Name: name, Version: version, PURL: scheme + name + "@" + version}
	if spdx != "" {
		c.Licenses = []license{{spdx}}
	}
	if sum != "" {
		c.Properties = []property{{"go:sum", sum}}
	}
	return c
}

// settings are how the binary was made, but for what tells of the maker's machine.
func settings(info *debug.BuildInfo) []property {
	list := []property{{"go:version", info.GoVersion}}
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOOS", "GOARCH", "CGO_ENABLED", "-trimpath", "vcs.revision"}, s.Key) {
			list = append(list, property{"go:" + strings.TrimPrefix(s.Key, "-"), s.Value})
		}
	}
	return list
}
