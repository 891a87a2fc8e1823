package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/diag"
)

// Content lists content/: docs are the *.md files sorted by the bytes of their
// paths, others are the remaining files (attachments, images).
func (s *Site) Content() (docs, others []File, ds []diag.Diagnostic, err error) {
	w, err := s.walk("content", contentNames)
	if err != nil {
		return nil, nil, nil, err
	}
	if !w.found {
		missing := ruleContentMissing.At("content", diag.Pos{}, "网站文件夹 %s 里没有 content 文件夹", s.dir)
		return nil, nil, []diag.Diagnostic{missing.WithHint("检查 --source；新建站点请运行 mulu init")}, nil
	}
	docs, others = partition(w.files, func(f File) bool { return isDocument(f.Path) })
	return docs, others, w.problems, nil
}

// Static lists static/, sorted by the bytes of the paths. A site needs none.
func (s *Site) Static() ([]File, []diag.Diagnostic, error) {
	w, err := s.walk("static", copiedNames)
	return w.files, w.problems, err
}

// Layouts lists the templates, layouts/**.html, and the texts of the interface,
// layouts/texts/*.toml, sorted by the bytes of the paths.
// A site needs none.
func (s *Site) Layouts() ([]File, []diag.Diagnostic, error) {
	w, err := s.walk("layouts", copiedNames)
	if err != nil {
		return nil, nil, err
	}
	files, ignored := partition(w.files, func(f File) bool {
		return strings.HasSuffix(f.Path, ".html") || path.Dir(f.Path) == "layouts/texts" && strings.HasSuffix(f.Path, ".toml")
	})
	for _, f := range ignored {
		d := ruleLayoutIgnored.At(f.Path, diag.Pos{}, "不是模板，不会使用：模板的文件名以 .html 结尾，界面文字放在 texts 文件夹，以 .toml 结尾")
		w.problems = append(w.problems, d.WithHint("样式、脚本和图片请放到 static 文件夹"))
	}
	diag.Sort(w.problems)
	return files, w.problems, nil
}

// isDocument tells documents by their names; .MD is taken too, or a file that
// came from another system would silently become an attachment.
func isDocument(name string) bool {
	return len(name) > 3 && strings.EqualFold(name[len(name)-3:], ".md")
}

// partition splits files, in their place and keeping the order.
func partition(files []File, first func(File) bool) (yes, no []File) {
	yes = files[:0]
	for _, f := range files {
		if first(f) {
			yes = append(yes, f)
		} else {
			no = append(no, f)
		}
	}
	return yes, no
}

// walk is one listing of a folder and all below it.
type walk struct {
	site     *Site
	names    nameRules
	mounted  map[string]string // types of the file systems that are mounted in the site, by path
	found    bool
	files    []File
	problems []diag.Diagnostic
}

// walk lists the folder top of the site. An absent folder has no files.
func (s *Site) walk(top string, names nameRules) (walk, error) {
	w := walk{site: s, names: names, mounted: s.mounted()}
	e, err := s.statTop(top)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w, nil
	case err != nil:
		return w, readError(top, err)
	case e.kind != kindFolder:
		w.found = true
		w.entry(top, e)
		w.files = nil // a file in the place of the folder is no file of the site
		if e.kind == kindFile {
			w.problems = append(w.problems, ruleFileSpecial.At(top, diag.Pos{}, "%s 应为文件夹，实为文件", top))
		}
		return w, nil
	}
	w.found = true
	if err := w.folder(top); err != nil {
		return w, err
	}
	slices.SortFunc(w.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	diag.Sort(w.problems)
	return w, nil
}

// statTop describes what is at the top of the site.
func (s *Site) statTop(name string) (entry, error) {
	f, err := s.folders.acquire(".")
	if err != nil {
		return entry{}, err
	}
	defer s.folders.release(f)
	return f.dir.stat(name)
}

// folder lists one folder and what is below it.
func (w *walk) folder(name string) error {
	f, err := w.site.folders.acquire(name)
	var list []entry
	if err == nil {
		defer w.site.folders.release(f)
		list, err = w.list(f.dir)
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		w.problems = append(w.problems, ruleFileUnreadable.At(name, diag.Pos{}, "没有读取这个文件夹的权限"))
		return nil
	case err != nil:
		return readError(name, err)
	}
	list = slices.DeleteFunc(list, func(e entry) bool { return skipped(e.name) })
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	w.clashes(name, list)
	for _, e := range list {
		at := name + "/" + e.name
		if e.kind == 0 {
			e, err = f.dir.stat(e.name)
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed while we were listing
		}
		if err != nil {
			return readError(at, err)
		}
		if err := w.entry(at, e); err != nil {
			return err
		}
	}
	return nil
}

// list gives the names in a folder, with their kinds where no more is asked for.
func (w *walk) list(d *dirHandle) ([]entry, error) {
	if w.site.bare {
		return d.entries()
	}
	names, err := d.names()
	list := make([]entry, len(names))
	for i, name := range names {
		list[i].name = name
	}
	return list, err
}

// entry takes one name of a folder: a file, a folder to go into, or a problem.
func (w *walk) entry(name string, e entry) error {
	switch e.kind {
	case kindLink:
		d := ruleFileLink.At(name, diag.Pos{}, "%s 是符号链接；为防止站点之外的文件被发布，符号链接一律不跟随", e.name)
		w.problems = append(w.problems, d.WithHint("换成真实的文件或文件夹，或者删除链接"))
		return nil
	case kindSpecial:
		d := ruleFileSpecial.At(name, diag.Pos{}, "%s 是设备、管道或套接字，不是普通文件", e.name)
		w.problems = append(w.problems, d.WithHint("删除它，或者移出站点文件夹"))
		return nil
	}
	if kind, mounted := w.mounted[name]; mounted && !w.takes(name, kind) {
		return nil
	}
	if d, bad := w.names(name, e); bad {
		w.problems = append(w.problems, d.WithHint("改名；建议只用汉字、字母、数字、- 和 _"))
		if unprintable(e.name) != "" {
			return nil
		}
	}
	if e.kind == kindFolder {
		return w.folder(name)
	}
	w.files = append(w.files, File{Path: name, Size: e.size, ModTime: e.modTime})
	return nil
}

// clashes reports names of one folder that some systems take for the same name.
func (w *walk) clashes(folder string, list []entry) {
	seen := make(map[string]string, len(list))
	for i := range list {
		base := list[i].name
		key := sameKey(base)
		first, clash := seen[key]
		if !clash {
			seen[key] = base
			continue
		}
		how := "只有大小写不同"
		if !strings.EqualFold(first, base) {
			how = "只有 Unicode 写法（NFC、NFD）或大小写不同"
		}
		d := ruleFileNameClash.At(folder+"/"+base, diag.Pos{}, "“%s”与“%s”%s，在 Windows 和 macOS 上是同一个名称", base, first, how)
		w.problems = append(w.problems, d.WithHint("给其中一个改名").WithRelated(folder+"/"+first, diag.Pos{}, "另一个在这里"))
	}
}

// nameRules finds what is wrong with the last part of a path.
type nameRules func(path string, e entry) (diag.Diagnostic, bool)

// copiedNames holds for files that are published under their own names.
func copiedNames(path string, e entry) (diag.Diagnostic, bool) {
	why := cmp.Or(unprintable(e.name), unportable(e.name))
	if why == "" && len(e.name) > maxPart {
		why = fmt.Sprintf("长 %d 字节，超过 %d 字节", len(e.name), maxPart)
	}
	if why == "" {
		return diag.Diagnostic{}, false
	}
	return ruleFileName.At(path, diag.Pos{}, "名称“%s”不能发布：%s", e.name, why), true
}

// contentNames is milder to documents and their folders: a document's address
// comes from its index number, its file only has to be kept in git.
func contentNames(path string, e entry) (diag.Diagnostic, bool) {
	if e.kind == kindFile && !isDocument(e.name) || unprintable(e.name) != "" {
		return copiedNames(path, e)
	}
	why := unportable(e.name)
	if why == "" {
		return diag.Diagnostic{}, false
	}
	return ruleDocumentName.At(path, diag.Pos{}, "名称“%s”在 Windows 上无法检出：%s", e.name, why), true
}
