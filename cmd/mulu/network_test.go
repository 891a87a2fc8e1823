package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// networkers are the files that may know of the network: the preview server, which listens
// on loopback, and the one that asks a site for its files when the user names its address.
var networkers = map[string]bool{"internal/verify/remote.go": true}

// askers are what opens a connection, of package net and its like.
var askers = map[string][]string{
	"net":      {"Dial", "DialTimeout", "Dialer", "DialTCP", "DialUDP", "DialUnix", "DialIP", "Resolver", "DefaultResolver", "LookupHost", "LookupIP", "LookupAddr", "LookupTXT", "LookupMX", "LookupNS", "LookupCNAME", "LookupSRV", "LookupPort"},
	"net/http": {"Client", "DefaultClient", "Transport", "DefaultTransport", "Get", "Head", "Post", "PostForm", "NewRequest", "NewRequestWithContext", "ProxyFromEnvironment"},
}

// TestNoConnections: one file opens connections, and only the preview server knows
// package net/http beside it. What libraries do is not seen here, but none of them is given an
// address.
func TestNoConnections(t *testing.T) {
	asks := 0
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		name = filepath.ToSlash(name)
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, found := range connections(f) {
			if networkers[name] {
				asks++
			} else if dir := path.Dir(name); found == "net" || found == "net/http" {
				if dir != "internal/serve" && (found != "net" || dir != "internal/config") { // which reads addresses
					t.Errorf("%s imports %s", name, found)
				}
			} else {
				t.Errorf("%s uses %s", name, found)
			}
		}
		return nil
	})
	if err != nil || asks == 0 {
		t.Fatal(asks, err)
	}
}

// connections are the network packages that a file imports, and what of them asks.
func connections(f *ast.File) (found []string) {
	names := map[string]string{}
	for _, i := range f.Imports {
		imported, _ := strconv.Unquote(i.Path.Value) // the parser has read it
		if imported != "net" && !strings.HasPrefix(imported, "net/") || imported == "net/url" || imported == "net/netip" || imported == "net/mail" {
			continue
		}
		names[path.Base(imported)] = imported
		if i.Name != nil {
			names[i.Name.Name] = imported
		}
		found = append(found, imported)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		if ok && slices.Contains(askers[names[x.Name]], s.Sel.Name) {
			found = append(found, names[x.Name]+"."+s.Sel.Name)
		}
		return true
	})
	return found
}

// The rule itself finds what asks.
func TestConnectionRule(t *testing.T) {
	for text, want := range map[string]int{
		"import \"net/http\"\nvar c http.Client": 2, "import h \"net/http\"\nvar x, _ = h.Get(\"\")": 2, "import \"net/url\"\nvar u url.URL": 0,
		"import \"net\"\nvar d net.Dialer": 2, "import \"net\"\nvar a net.IP": 1, "import \"net/smtp\"": 1,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+text+"\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := connections(f); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
