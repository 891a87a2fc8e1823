package render

import (
	"path"
	"regexp"
	"slices"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
	"mulu/layouts"
)

var ruleUnused = diag.Rule{Code: "layout-unused", Severity: diag.Notice, Title: "layouts 里有用不上的模板",
	Explain: "名称与内置模板相同的文件代替内置的；其他文件只有被自己的模板用到才起作用。名称写错了，网页还是原来的样子。",
	Source:  "本软件约定", Repair: "改成要代替的内置模板的名称；不用的文件移出 layouts。",
	Examples: []diag.Example{{Wrong: "layouts/footer.html", Right: "layouts/part-footer.html"}}}

var (
	defined  = regexp.MustCompile(`\{\{-?\s*(?:define|block)\s+"([^"]+)"`)
	executed = regexp.MustCompile(`\{\{-?\s*template\s+"([^"]+)"`)
)

// Unused reports the site's own templates that change no page: they take no built-in
// one's place, and no other of the site's own uses them. What a built-in file defines
// stays with that file.
func (t *Theme) Unused() (ds []diag.Diagnostic) {
	if len(t.own) == 0 {
		return nil
	}
	names := slices.DeleteFunc(builtin(layouts.FS, "."), func(name string) bool { return path.Ext(name) != ".html" })
	used, taken := map[string]bool{}, map[string]bool{}
	for _, f := range t.templates {
		for _, m := range executed.FindAllSubmatch(f.Data, -1) {
			used[string(m[1])] = used[string(m[1])] || t.own[f.Name]
		}
		for _, m := range defined.FindAllSubmatch(f.Data, -1) {
			taken[string(m[1])] = taken[string(m[1])] || !t.own[f.Name]
		}
	}
	for _, f := range t.templates {
		if !t.own[f.Name] || slices.Contains(names, f.Name) || used[f.Name] {
			continue
		}
		if slices.ContainsFunc(defined.FindAllSubmatch(f.Data, -1), func(m [][]byte) bool { return used[string(m[1])] && !taken[string(m[1])] }) {
			continue
		}
		d := ruleUnused.At("layouts/"+f.Name, diag.Pos{}, "没有名为 %s 的内置模板，也没有模板用到它，它不起作用", f.Name).WithHint("%s", ruleUnused.Repair)
		if near := meant(f.Name, names); near != "" {
			d = d.WithHint("是不是想代替 %s？", near)
		}
		ds = append(ds, d)
	}
	return ds
}

// meant is the built-in template whose place a file was to take: that of a part without
// part-, or the nearest name.
func meant(name string, names []string) string {
	if part := "part-" + name; slices.Contains(names, part) {
		return part
	}
	return tree.Nearest(name, names)
}
