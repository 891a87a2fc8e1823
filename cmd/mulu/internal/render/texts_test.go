package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/render"
	"mulu/cmd/mulu/internal/texts"
	"mulu/layouts"
	"mulu/static"
)

var (
	templateText    = regexp.MustCompile(`\{\{-? ?text "([^"]+)"`)
	scriptText      = regexp.MustCompile(`\btexts\.([a-z]+)\.([a-z0-9_]+)`)
	templateComment = regexp.MustCompile(`(?s)\{\{-? ?/\*.*?\*/ ?-?\}\}`)
	scriptComment   = regexp.MustCompile(`/\*[^*]*(?:\*[^/][^*]*)*\*/|\s//[^\n]*`)
)

// dataScripts hold Chinese as data of searching and of reading aloud, and say nothing to
// readers.
var dataScripts = []string{"js/read-aloud-text.js", "js/search-engine.js", "js/search-fallback.js", "js/search-words.js", "js/texts.js"}

func foreign(r rune) bool {
	return han.IsHan(r) || strings.ContainsRune("，。、；：？！（）“”《》【】", r)
}

// used collects the keys that templates, scripts and Go name, and reports Chinese that
// stands beside the tables.
func used(t *testing.T) map[string]bool {
	keys := map[string]bool{"date.day": true, "date.months": true} // of package texts itself
	for _, name := range []string{"*.html"} {
		files, _ := fs.Glob(layouts.FS, name)
		for _, f := range files {
			data, err := layouts.FS.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			text := templateComment.ReplaceAllString(string(data), "")
			reportForeign(t, "layouts/"+f, text)
			for _, m := range templateText.FindAllStringSubmatch(text, -1) {
				keys[m[1]] = true
			}
		}
	}
	scripts, _ := fs.Glob(static.FS, "js/*.js")
	for _, f := range scripts {
		data, err := static.FS.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := scriptComment.ReplaceAllString(string(data), "")
		if !slices.Contains(dataScripts, f) {
			reportForeign(t, "static/"+f, text)
		}
		for _, m := range scriptText.FindAllStringSubmatch(text, -1) {
			keys[m[1]+"."+m[2]] = true
		}
	}
	goTexts(t, keys)
	for _, m := range templateText.FindAllStringSubmatch(sources(t, "../styleguide/guide.html"), -1) {
		keys[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`Text\("([a-z._-]*[a-z])"`).FindAllStringSubmatch(sources(t, "../styleguide/*.go"), -1) {
		keys[m[1]] = true
	}
	for _, pattern := range []string{"../feed/*.go", "../journal/*.go"} {
		for _, m := range regexp.MustCompile(`"((?:feed|log|sign)\.[a-z_]+)"`).FindAllStringSubmatch(sources(t, pattern), -1) {
			keys[m[1]] = true
		}
	}
	for _, m := range regexp.MustCompile(`"(kind_[a-z_]+)"`).FindAllStringSubmatch(sources(t, "*.go"), -1) {
		keys["subscribe."+m[1]] = true
	}
	for _, m := range regexp.MustCompile(`d\.label\("([^"]+)"`).FindAllStringSubmatch(sources(t, "../markdown/*.go"), -1) {
		keys[m[1]] = true
	}
	return keys
}

// sources are the texts of files, one after another.
func sources(t *testing.T, pattern string) string {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	var all strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

func reportForeign(t *testing.T, file, text string) {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if at := strings.IndexFunc(line, foreign); at >= 0 {
			t.Errorf("%s: line %d without comments has Chinese beside the tables: %s", file, i+1, line[at:])
		}
	}
}

// goTexts looks at the strings of this package but those of its diagnostics.
func goTexts(t *testing.T, keys map[string]bool) {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				return !strings.HasPrefix(n.Names[0].Name, "rule")
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.SelectorExpr)
				return !ok || !slices.Contains([]string{"At", "WithHint"}, f.Sel.Name)
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					keys[s] = true
					if strings.ContainsFunc(s, foreign) && !slices.Contains(editorsTexts, s) {
						t.Errorf("%s has Chinese beside the tables: %s", name, s)
					}
				}
			}
			return true
		})
	}
}

// editorsTexts are parts of diagnostics.
var editorsTexts = []string{"链接", "图片", "text 后面应是写在引号里的名称，如 {{text \"home.title\"}}"}

// madeKeys are the keys that are made of names.
func madeKeys() []string {
	var keys []string
	for v := official.NotYet; v <= official.Unstated; v++ {
		keys = append(keys, "state."+v.Slug())
	}
	for f := official.DecisionStage; f <= official.ResultStage; f++ {
		keys = append(keys, "five."+f.Slug())
	}
	for _, f := range append([]plan.Facet{plan.ByCategory}, plan.Facets...) {
		keys = append(keys, "facet."+f.Key())
	}
	keys = append(keys, "facet."+plan.ByAudienceTheme.Key())
	for _, a := range official.Audiences {
		keys = append(keys, "audience."+a.Slug())
	}
	for _, r := range catalogue.RelationTypes {
		keys = append(keys, "relation."+r.Slug(true), "relation."+r.Slug(false))
	}
	keys = append(keys, "relation.repeals-part", "relation.repealed-by-part", "banner.amended_part", "banner.partly_part", "banner.will_amend_part", "banner.will_partly_part")
	for _, part := range []string{"months", "year", "issuer", "category", "theme", "validity", "five", "delay", "interpretation", "requests", "results"} {
		keys = append(keys, "statistics."+part, "statistics."+part+"_name")
	}
	for _, key := range []string{"requests_received", "requests_carried_over", "requests_answered", "requests_carried_forward", "result_granted", "result_partly", "result_refused", "result_unavailable", "result_declined", "result_other"} {
		keys = append(keys, "statistics."+key)
	}
	for _, p := range plan.WellKnown {
		keys = append(keys, "home."+p.Name, "home."+p.Name+"_text")
	}
	for _, state := range []string{"found", "few", "partly", "notes", "none", "waiting", "offline", "missing", "broken", "version"} {
		keys = append(keys, "guide.search_"+state)
	}
	for _, m := range regexp.MustCompile(`(?m)^  "([a-z ,]+)": \{`).FindAllStringSubmatch(browserModes(), -1) {
		keys = append(keys, "mode."+strings.ReplaceAll(strings.ReplaceAll(m[1], ",", ""), " ", "-"))
	}
	return append(keys, fieldKeys()...)
}

// browserModes is the script that has what pages are tested in.
func browserModes() string {
	script, err := os.ReadFile("../../testdata/browser/modes.js")
	if err != nil {
		panic(err)
	}
	return string(script)
}

// fieldKeys are of the fields that a page can show.
func fieldKeys() []string {
	var keys []string
	for _, f := range catalogue.Fields {
		if _, ok := table("zh-Hans").Lookup("field." + f.Key); ok {
			keys = append(keys, "field."+f.Key)
		}
	}
	return keys
}

func table(name string) *texts.Table {
	t, _ := texts.Open(name, nil)
	return t
}

// No text is missing, none is left over, and none stands beside the tables.
func TestTexts(t *testing.T) {
	keys := used(t)
	for _, key := range madeKeys() {
		keys[key] = true
	}
	for _, key := range texts.Keys() {
		if !keys[key] {
			t.Errorf("nothing uses the text %s", key)
		}
	}
	isKey := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	groups := map[string]bool{}
	for _, key := range texts.Keys() {
		group, _, _ := strings.Cut(key, ".")
		groups[group] = true
	}
	for key := range keys {
		group, _, _ := strings.Cut(key, ".")
		if _, ok := table("zh-Hans").Lookup(key); !ok && isKey.MatchString(key) && groups[group] && !strings.HasSuffix(key, ".html") {
			t.Errorf("there is no text %s", key)
		}
	}
}

// In Simplified Chinese the tables say what the domain's own names are: pages, exports
// and the checks' messages speak of one thing in one word.
func TestTextsAreTheOfficialNames(t *testing.T) {
	zh := table("zh-Hans")
	// 尚未明确 is the data's word for what has no validity; a reader would think that of a
	// notice somebody has yet to make up his mind.
	for v := official.NotYet; v < official.Unstated; v++ {
		same(t, zh.Text("state."+v.Slug()), v.String())
	}
	for f := official.DecisionStage; f <= official.ResultStage; f++ {
		same(t, zh.Text("five."+f.Slug()), f.String())
	}
	for _, f := range append([]plan.Facet{plan.ByCategory}, plan.Facets...) {
		same(t, zh.Text("facet."+f.Key()), f.String())
	}
	for _, p := range plan.WellKnown {
		same(t, zh.Text("home."+p.Name), p.Title)
	}
	for _, r := range catalogue.RelationTypes {
		same(t, zh.Text("relation."+r.Slug(true)), r.Label(true))
		same(t, zh.Text("relation."+r.Slug(false)), r.Label(false))
	}
	for _, key := range fieldKeys() {
		same(t, zh.Text(key), catalogue.LabelOf(strings.TrimPrefix(key, "field.")))
	}
	same(t, zh.Text("relation.repeals-part"), catalogue.PartLabel(true))
	same(t, zh.Text("relation.repealed-by-part"), catalogue.PartLabel(false))
	same(t, zh.Text("disclosure.public"), official.DisclosurePublic.String())
	same(t, zh.Date(2024, 3, 5), official.DateOf(2024, 3, 5).Chinese())
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("the table says %s, the catalogue %s", got, want)
	}
}

// The Traditional interface has one word for a thing. An example of a question is not its
// own words: it is searched for in documents.
func TestTraditionalIsConsistent(t *testing.T) {
	data, err := layouts.FS.ReadFile("texts/zh-Hant.toml")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		for other, word := range map[string]string{"網絡": "網路", "腳本": "指令碼", "發佈": "發布", "打開": "開啟", "軟件": "軟體", "默認": "預設"} {
			if strings.Contains(line, other) && !strings.Contains(line, "_example = ") {
				t.Errorf("%s stands for %s in %s", other, word, line)
			}
		}
	}
}

// A site's own template may use texts; one that is not there is an error at its place.
func TestTextsOfOwnTemplates(t *testing.T) {
	own := func(text string) []diag.Diagnostic {
		_, ds := render.NewTheme(chinese, []render.File{{Name: "redirect.html", Data: []byte(text)}}, nil)
		return ds
	}
	if ds := own(`<p title="{{text "home.title"}}">{{text "list.count" 3}}</p>`); len(ds) > 0 {
		t.Error(ds)
	}
	for _, tt := range []struct {
		template, message string
		col               int
	}{
		{"\n" + `<p>{{text "home.titel"}}</p>`, "没有名为 home.titel 的文字，是不是 home.title？", 6},
		{"\n" + `<p>{{if .NoIndex}}{{text "list.count"}}{{end}}</p>`, "文字 list.count 需要 1 个值，这里有 0 个", 21},
		{"\n" + `<p>{{text .Name}}</p>`, "text 后面应是写在引号里的名称", 6},
	} {
		ds := own(tt.template)
		if len(ds) != 1 || ds[0].Code != "template-error" || ds[0].Pos.Line != 2 || ds[0].Pos.Col != tt.col || !strings.HasPrefix(ds[0].Message, tt.message) {
			t.Errorf("%q: %v", tt.template, ds)
		}
	}
}

// The order of built-in and own texts, and languages that there are not.
func TestThemeLanguages(t *testing.T) {
	fr := render.Languages{Interface: "fr", Content: "fr"}
	if _, ds := render.NewTheme(fr, nil, nil); len(ds) != 1 || ds[0].Code != "language-unknown" || !strings.Contains(ds[0].Message, "zh-Hans、zh-Hant、en") {
		t.Error(ds)
	}
	whole, err := layouts.FS.ReadFile("texts/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	theme, ds := render.NewTheme(fr, []render.File{{Name: "texts/fr.toml", Data: whole}}, nil)
	if len(ds) > 0 || theme.Texts.Name() != "fr" {
		t.Error(ds)
	}
}
