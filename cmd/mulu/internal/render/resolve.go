package render

import (
	"path"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/markdown"
	"mulu/cmd/mulu/internal/plan"
)

var (
	ruleLink = diag.Rule{Code: "link-broken", Severity: diag.Error, Title: "链接指向的内容不存在",
		Explain: "打不开的链接是检查中的常见扣分项。链接可以写相对路径（../wj/a.md）、索引号或发文字号。", Source: "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", Repair: "核对路径或编号；文件移动后请一并修改链接。",
		Examples: []diag.Example{{Wrong: "见[实施办法](../wj/banfa.md)（没有这个文件）", Right: "见[实施办法](../wj/bf.md)"}}}
	ruleLinkHidden = diag.Rule{Code: "link-not-public", Severity: diag.Error, Title: "链接指向不公开的文件",
		Explain: "链接会把不公开文件的存在和标题告诉读者；主动公开的文件也不得附带不公开的文件。", Source: "政府信息公开条例 第十三条至第十六条", Repair: "删去链接，或核对目标的公开属性。",
		Examples: []diag.Example{{Wrong: `见[内部纪要](../nb/jy.md)（纪要写着 disclosure = "不予公开"）`, Right: "见有关会议精神"}}}
	ruleLinkType = diag.Rule{Code: "link-file-type", Severity: diag.Error, Title: "链接的文件类型不允许公开",
		Explain: "网页、脚本、程序类的文件会在读者的浏览器中运行。", Source: "本软件约定", Repair: "改为 PDF、OFD、Office 文档、CSV、TXT、图片或压缩包。",
		Examples: []diag.Example{{Wrong: "[登记程序](djb.exe)", Right: "[登记表](djb.xlsx)"}}}
)

// resolve gives the address of a destination in a body: a document by relative
// path, index number or document number, a page, or a file.
func (r *Renderer) resolve(w *Worker, l markdown.Link) (string, bool) {
	dest, fragment, hasFragment := strings.Cut(l.Dest, "#")
	t, known := r.cat.FindLink(w.file, dest)
	switch {
	case t.Document != nil:
		return r.linkTo(w, l, plan.DocumentPath(t.Document.Index), t.Document.Path, fragment, hasFragment)
	case t.Page != nil:
		return r.linkTo(w, l, plan.PagePath(t.Page), t.Page.Path, fragment, hasFragment)
	case t.Tomb != nil:
		return w.root + plan.DocumentPath(t.Tomb.Index), true
	case t.Broken:
		return "", false // the target's own problem is enough
	case known:
		w.diags = append(w.diags, ruleLinkHidden.At(w.file, l.Pos, "链接 %s 指向的文件不是主动公开的", l.Dest).WithHint("%s", ruleLinkHidden.Repair))
		return "", false
	}
	if at, ok := strings.CutPrefix(dest, "/"); ok {
		return r.siteLink(w, l, at, fragment, hasFragment)
	}
	return r.fileLink(w, l, dest)
}

func (r *Renderer) linkTo(w *Worker, l markdown.Link, at, file, fragment string, has bool) (string, bool) {
	if !has {
		return w.root + at, true
	}
	w.Fragments = append(w.Fragments, Fragment{File: w.file, Pos: l.Pos, Target: file, ID: fragment})
	return w.root + at + "#" + fragment, true
}

func (r *Renderer) broken(w *Worker, l markdown.Link) (string, bool) {
	what := "链接"
	if l.Image {
		what = "图片"
	}
	d := ruleLink.At(w.file, l.Pos, "%s %s 指向的内容不存在", what, l.Dest).WithHint("%s", ruleLink.Repair)
	d.Found = l.Dest // the link's beginning alone is known
	w.diags = append(w.diags, d)
	return "", false
}

// siteLink resolves an address from the site's root: a static file or one of the
// site's pages.
func (r *Renderer) siteLink(w *Worker, l markdown.Link, at, fragment string, has bool) (string, bool) {
	clean := path.Clean(at)
	if clean == "." || strings.HasSuffix(at, "/") {
		clean = strings.TrimPrefix(clean+"/index.html", "./")
	}
	_, static := r.files.Size("static/" + clean)
	if static && r.cat.HiddenFile("static/"+clean) {
		w.diags = append(w.diags, ruleLinkHidden.At(w.file, l.Pos, "文件 %s 属于不公开的文件", l.Dest))
		return "", false
	}
	if strings.HasPrefix(clean, "../") || !static && !r.plan.Exists(clean) {
		return r.broken(w, l)
	}
	if static {
		w.Files = append(w.Files, plan.Entry{Kind: plan.File, Path: clean, Source: "static/" + clean})
	}
	if has {
		clean += "#" + fragment
	}
	return w.root + clean, true
}

// fileLink resolves the path of a file beside the document, which is published with
// it.
func (r *Renderer) fileLink(w *Worker, l markdown.Link, dest string) (string, bool) {
	src, ok := catalogue.AttachmentPath(w.file, dest)
	if !ok || dest == "" {
		return r.broken(w, l)
	}
	if _, exists := r.files.Size(src); !exists {
		return r.broken(w, l)
	}
	switch {
	case catalogue.ActiveType(src):
		w.diags = append(w.diags, ruleLinkType.At(w.file, l.Pos, "文件 %s 的类型不允许公开", l.Dest).WithHint("%s", ruleLinkType.Repair))
		return "", false
	case r.cat.HiddenFile(src):
		w.diags = append(w.diags, ruleLinkHidden.At(w.file, l.Pos, "文件 %s 属于不公开的文件", l.Dest))
		return "", false
	}
	var at string
	if w.self != nil {
		at = plan.FilePath(w.self, src)
	} else {
		at = plan.PageFilePath(w.own, src)
	}
	w.Files = append(w.Files, plan.Entry{Kind: plan.File, Path: at, Source: src})
	return w.root + at, true
}

// CheckFragments reports links to headings and articles that do not exist. ids
// gives those of a source file.
func CheckFragments(fs []Fragment, ids func(file string) []string) []diag.Diagnostic {
	var ds []diag.Diagnostic
	known := map[string]map[string]bool{}
	for _, f := range fs {
		m := known[f.Target]
		if m == nil {
			m = map[string]bool{"": true}
			for _, id := range ids(f.Target) {
				m[id] = true
			}
			known[f.Target] = m
		}
		if !m[f.ID] {
			d := markdown.FragmentRule().At(f.File, f.Pos, "目标文件 %s 中没有标题或条文“%s”", f.Target, f.ID).WithHint("%s", markdown.FragmentRule().Repair)
			d.Found = f.Target + "#" + f.ID
			ds = append(ds, d)
		}
	}
	return ds
}
