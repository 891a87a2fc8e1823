package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"

	"mulu/cmd/mulu/internal/diag"
	"mulu/static"
)

var ruleAsset = diag.Rule{Code: "asset-error", Severity: diag.Error, Title: "样式或脚本有错误",
	Explain: "static/css 或 static/js 中的文件不能压缩，多半是语法错误。", Source: "本软件约定", Repair: "改正文件；不确定时删去它，就会用内置的文件。",
	Examples: []diag.Example{{Wrong: "export function open( {", Right: "export function open() {"}}}

// AssetFile is a published style, script or image, under its content-hashed name.
type AssetFile struct {
	Path string
	Data []byte
}

// IsAsset says whether a file of a site's static folder stands in place of a
// built-in asset, by its name without static/.
func IsAsset(name string) bool {
	_, err := fs.Stat(static.FS, name)
	return err == nil
}

// builtin lists the files below a folder of an embedded file system.
func builtin(fsys fs.FS, root string) []string {
	var names []string
	// The embedded file system cannot fail.
	_ = fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, p)
		}
		return err
	})
	return names
}

// loadAssets minifies and names styles, scripts and images. A module's name depends
// on those that it imports, so these come first.
func (t *Theme) loadAssets(own []File) []diag.Diagnostic {
	data := map[string][]byte{}
	for _, name := range builtin(static.FS, ".") {
		data[name], _ = static.FS.ReadFile(name)
	}
	for _, f := range own {
		data[f.Name] = f.Data
	}
	delete(data, textsModule)
	data[mainStyle] = append(data[mainStyle][:len(data[mainStyle]):len(data[mainStyle])], t.langs.Colours...)
	l := assetLoader{theme: t, data: data, words: wordsOf(t, "")}
	for _, name := range sortedKeys(data) {
		if !t.langs.NoSearch || !ofSearch(name) || slices.ContainsFunc(own, func(f File) bool { return f.Name == name }) {
			l.load(name, nil)
		}
	}
	return l.diags
}

// siteScript prepares search on every page, and loads pageTools, the other buttons of a
// page, which a site that cannot be searched loads alone.
const siteScript, pageTools = "js/site.js", "js/page-tools.js"

// ofSearch says whether a built-in asset serves search alone. A site's own file of the name
// may be for anything, and gets what it imports.
func ofSearch(name string) bool {
	return name == siteScript || strings.HasPrefix(name, "js/search")
}

// scripts are the modules of every page.
func (t *Theme) scripts() []Asset {
	if as := t.list(siteScript); as != nil {
		return as
	}
	return t.list(pageTools)
}

type assetLoader struct {
	theme *Theme
	data  map[string][]byte
	words words
	diags []diag.Diagnostic
}

// mainStyle is the style sheet of every page; a site's colour is told at its end.
const mainStyle = "css/main.css"

// importing is what stands before the address of a module; it is looked for only there,
// because to look for it in all of a script took a third of the time that a theme takes.
var importing = regexp.MustCompile(`\b(from|import\s*\(?)\s*["']$`)

// importingSize is how many bytes before an address importing looks at.
const importingSize = 64

// load publishes an asset and gives its address; from is the chain of modules that
// import it.
func (l *assetLoader) load(name string, from []string) (Asset, bool) {
	if a, done := l.theme.urls[name]; done {
		return a, true
	}
	data, ok := l.data[name]
	if !ok || slices.Contains(from, name) {
		return Asset{}, false
	}
	e := path.Ext(name)
	if e == ".js" {
		data = l.rewriteImports(name, l.putTexts(name, data), append(from, name))
	}
	if small, err := l.theme.min.asset(strings.TrimPrefix(e, "."), data); err == nil {
		data = small
	} else if !errors.Is(err, minify.ErrNotExist) {
		l.diags = append(l.diags, ruleAsset.At("static/"+name, diag.Pos{}, "不能压缩：%v", err))
	}
	sum := sha256.Sum256(data)
	base := strings.TrimSuffix(path.Base(name), e)
	a := Asset{URL: fmt.Sprintf("assets/%s.%s%s", base, hex.EncodeToString(sum[:5]), e), Integrity: "sha256-" + base64.StdEncoding.EncodeToString(sum[:])}
	l.theme.urls[name] = a
	l.theme.Assets = append(l.theme.Assets, AssetFile{a.URL, data})
	return a, true
}

// rewriteImports puts published names in place of modules' own.
func (l *assetLoader) rewriteImports(name string, data []byte, from []string) []byte {
	var out []byte
	for {
		at := bytes.Index(data, []byte("./"))
		if at < 0 {
			return append(out, data...)
		}
		end := at + len("./")
		address := data[at : end+max(0, bytes.IndexAny(data[end:], `"'`))]
		if len(address) > len("./") && importing.Match(data[max(0, at-importingSize):at]) {
			end = at + len(address)
			address = l.published(name, address, from)
		} else {
			address = data[at:end]
		}
		out = append(append(out, data[:at]...), address...)
		data = data[end:]
	}
}

// published is the address of a module for one that imports it, or its own when there is
// no such module.
func (l *assetLoader) published(name string, address []byte, from []string) []byte {
	a, ok := l.load(path.Join(path.Dir(name), string(address)), from)
	if !ok {
		l.diags = append(l.diags, ruleAsset.At("static/"+name, diag.Pos{}, "导入的 %s 不存在，或者几个脚本互相导入", address))
		return address
	}
	return []byte("./" + path.Base(a.URL))
}

// list gives the published assets of the given names, without those that a site has
// no use for.
func (t *Theme) list(names ...string) []Asset {
	var as []Asset
	for _, n := range names {
		if a, ok := t.urls[n]; ok {
			as = append(as, a)
		}
	}
	return as
}
