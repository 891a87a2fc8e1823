package catalogue

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Files says which files a site has, for attachments.
type Files interface {
	// Size gives the size of a file by its path from the site's folder.
	Size(path string) (int64, bool)
}

// Options are the inputs of New beside settings and items.
type Options struct {
	Today official.Date
	Files Files
	// Header reads a file's header again, to find the place of a problem: places are
	// not kept, for most documents have no problem.
	Header func(file string) (tree.Value, bool)
}

// linker joins records into a Catalogue.
type linker struct {
	*Catalogue
	locator
	opt     Options
	records []*Record // all, by path
	byRec   textIndex // index numbers, by the places of records
	edges   []edge
	numbers []string // all index and document numbers, sorted; made for the first hint
	diags   []diag.Diagnostic
}

// edge is a resolved relation between two records, by their places.
type edge struct {
	from, to int32
	nth      int32 // among the relations of its type in its header
	ref      *Ref
}

// New joins items into a catalogue, in the order of their files, and reports what is
// wrong between them. The catalogue must not be published when an error is among
// the diagnostics.
func New(cfg *config.Config, items []Item, opt Options) (*Catalogue, []diag.Diagnostic) {
	pages := map[string]*Page{}
	at := locator{opt.Header, newKeyTable(Fields), newKeyTable(PageFields), pages}
	l := &linker{Catalogue: &Catalogue{Config: cfg, Today: opt.Today, pageAt: pages, locate: at.at}, locator: at, opt: opt}
	l.sort(items)
	l.identify()
	l.checkFiles()
	l.hideFiles()
	l.relate()
	l.findCycles()
	l.publish()
	l.derive()
	l.checkProfile()
	diag.Sort(l.diags)
	return l.Catalogue, l.diags
}

func (l *linker) report(d diag.Diagnostic) { l.diags = append(l.diags, d) }

// sort puts records in the order of their files and pages in that of their names.
func (l *linker) sort(items []Item) {
	l.broken = map[string]bool{}
	for _, it := range items {
		switch {
		case it.Record != nil:
			l.records = append(l.records, it.Record)
		case it.Page != nil:
			l.Pages = append(l.Pages, it.Page)
			l.pageAt[it.Page.Path] = it.Page
		default:
			l.broken[it.Broken] = true
		}
	}
	slices.SortFunc(l.records, func(a, b *Record) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(l.Pages, func(a, b *Page) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Path, b.Path))
	})
	for i := 1; i < len(l.Pages); i++ {
		if a, b := l.Pages[i-1], l.Pages[i]; a.Name == b.Name {
			l.report(rulePageTwice.At(b.Path, l.at(b.Path, "page"), "页面名称 %s 已经用过", b.Name).
				WithRelated(a.Path, l.at(a.Path, "page"), "第一次用在这里"))
		}
	}
	l.Pages = slices.DeleteFunc(l.Pages, func(p *Page) bool { return p.Draft })
}

// identify registers the numbers of all records: an index number is taken even by a
// document that is not public, for it is never used twice.
func (l *linker) identify() {
	l.indexNumbers()
	unified := map[string]int32{}
	for i, r := range l.records {
		if r.Index != "" {
			if first, _ := l.recordOf(r.Index); int(first) != i {
				l.twice(&ruleIndexTwice, i, int(first), "index_number", "索引号 "+r.Index)
			}
		}
		if r.Unified != "" {
			k := canonicalUnified(r.Unified)
			if first, taken := unified[k]; taken {
				l.twice(&ruleUnifiedTwice, i, int(first), "unified_number", "统一编号 "+r.Unified)
			} else {
				unified[k] = int32(i)
			}
		}
	}
}

// indexNumbers makes the indexes of what all records are called.
func (l *linker) indexNumbers() {
	numbers := 0
	for _, r := range l.records {
		if r.DocNumber != "" {
			numbers++
		}
	}
	l.byRec, l.byNumber = make(textIndex, 0, len(l.records)), make(textIndex, 0, numbers)
	for i, r := range l.records {
		if r.Index != "" {
			l.byRec.add(r.Index, i)
		}
		if r.DocNumber != "" && r.Index != "" {
			l.byNumber.add(canonicalNumber(r.DocNumber), i)
		}
	}
	l.byRec.sort()
	l.byNumber.sort()
}

// recordOf is the first record that has an index number.
func (l *linker) recordOf(index string) (first int32, known bool) {
	for _, e := range l.byRec.look(index) {
		if i := placeIn(e); l.records[i].Index == index {
			return i, true
		}
	}
	return 0, false
}

// bearersOf are the index numbers of the records that have a document number.
func (l *linker) bearersOf(number string) (indexes []string) {
	for _, e := range l.byNumber.look(number) {
		if r := l.records[placeIn(e)]; sameNumber(r.DocNumber, number) {
			indexes = append(indexes, r.Index)
		}
	}
	return indexes
}

func canonicalUnified(s string) string {
	if n, err := official.ParseUnifiedNumber(s); err == nil {
		return n.String()
	}
	return s
}

func (l *linker) twice(rule *diag.Rule, i, first int, key, what string) {
	a, b := l.records[first], l.records[i]
	l.report(rule.At(b.Path, l.at(b.Path, key), "%s 已被 %s 使用", what, a.Path).
		WithRelated(a.Path, l.at(a.Path, key), "第一次使用在这里"))
}

// checkFiles sees whether attachments exist and are of kinds that may be published.
func (l *linker) checkFiles() {
	for _, r := range l.records {
		if r.More == nil || r.Draft {
			continue
		}
		for i, a := range r.More.Attachments {
			file, ok := AttachmentPath(r.Path, a.File)
			switch {
			case !ok:
				l.report(ruleOutside.At(r.Path, l.at(r.Path, "attachments", i), "附件“%s”不在 content 或 static 之内", a.File).WithHint("%s", ruleOutside.Repair))
			case ActiveType(file):
				l.report(ruleAttachmentType.At(r.Path, l.at(r.Path, "attachments", i), "附件“%s”的类型不允许公开", a.File).WithHint("%s", ruleAttachmentType.Repair))
			case l.opt.Files != nil:
				if _, exists := l.opt.Files.Size(file); !exists {
					l.report(ruleAttachment.At(r.Path, l.at(r.Path, "attachments", i), "附件“%s”不存在", a.File).WithHint("应有文件 %s", file))
				}
			}
		}
	}
}

// hideFiles finds the files that belong to documents that are not public only. Case
// makes no difference: a draft's attachments are not checked, and one that is spelled
// wrong must not be published.
func (l *linker) hideFiles() {
	open := map[string]bool{}
	l.hidden = map[string]bool{}
	for _, r := range l.records {
		if r.More == nil {
			continue
		}
		for _, a := range r.More.Attachments {
			if file, ok := AttachmentPath(r.Path, a.File); ok && r.public() {
				open[strings.ToLower(file)] = true
			} else if ok {
				l.hidden[strings.ToLower(file)] = true
			}
		}
	}
	for file := range open {
		delete(l.hidden, file)
	}
}

// AttachmentPath is the path, from the site's folder, of a file that a document
// names: relative to the document, or, beginning with /, in static/. ok is false
// when it lies outside of content/ and static/.
func AttachmentPath(doc, file string) (p string, ok bool) {
	root := "content/"
	if rest, abs := strings.CutPrefix(file, "/"); abs {
		root, p = "static/", path.Join("static", rest)
	} else {
		p = path.Join(path.Dir(doc), file)
	}
	return p, strings.HasPrefix(p, root) && !strings.ContainsAny(file, "\\\x00")
}

// ActiveType says whether a file of this name could run in a reader's browser or on a
// web server, or has no extension that says what it is. Servers look at every
// extension of a name, so a.php.pdf is active too.
func ActiveType(name string) bool {
	parts := strings.Split(strings.ToLower(path.Base(name)), ".")
	if len(parts) == 1 || !plainExtension(parts[len(parts)-1]) {
		return true
	}
	for _, e := range parts[1 : len(parts)-1] {
		if activeTypes[e] == onServers {
			return true
		}
	}
	return activeTypes[parts[len(parts)-1]] != 0
}

func plainExtension(e string) bool {
	return e != "" && len(e) <= 10 && strings.Trim(e, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

const (
	inBrowsers = 1 + iota // or when opened
	onServers
)

// activeTypes are the extensions of what runs: pages and what browsers read as such
// (every XML), scripts, what servers run, and what a desktop runs when it is opened.
var activeTypes = func() map[string]uint8 {
	m := map[string]uint8{}
	for _, e := range strings.Fields(`html htm xhtml xht xhtm mht mhtml hta htc svg svgz xml xsl xslt xsd dtd rss atom rdf mathml mml kml gpx wsdl
		js mjs cjs css wasm swf jar jnlp exe com bat cmd msi scr pif lnk url vb vbs vbe jse wsf wsh ps1 reg chm app apk deb rpm desktop md markdown toml yaml yml`) {
		m[e] = inBrowsers
	}
	for _, e := range strings.Fields("shtml shtm stm php php3 php4 php5 php7 php8 phps phtml phar pht jsp jspx jspf asp aspx asa asax ashx asmx ascx cer cshtml cfm cgi pl py rb sh htaccess") {
		m[e] = onServers
	}
	return m
}()

// checkProfile sees whether the settings name fields and classes that exist; they
// are known only here.
func (l *linker) checkProfile() {
	for i, f := range l.Config.Profile.Fields {
		if k, ok := l.fields.byKey[f.Field]; !ok || Fields[k].Key != f.Field {
			d := ruleProfile.At(config.FileName, l.Config.At("profile", "fields", i, "field"), "文件头样式中的“%s”不是文件头的项名", f.Field)
			if n := tree.Nearest(f.Field, l.fields.names); n != "" {
				d = d.WithHint("是不是 %s？", Fields[l.fields.byKey[n]].Key)
			}
			l.report(d)
		} else if Fields[k].Internal {
			l.report(ruleProfileInternal.At(config.FileName, l.Config.At("profile", "fields", i, "field"), "%s（%s）是内部信息，不在页面上显示", f.Field, Fields[k].Label).
				WithHint("%s", ruleProfileInternal.Repair))
		}
	}
	for i, name := range l.Config.Check.Review.Classes {
		if ClassNamed(name) == nil {
			l.report(ruleChoice.At(config.FileName, l.Config.At("check", "review", "classes", i), "没有名为“%s”的信息类别", name))
		}
	}
	for i, s := range l.Config.Sunsets {
		l.checkClass(s.Class, "sunset", i, "class")
	}
	for i := range l.Config.Report.Targets {
		l.checkClass(l.Config.Report.Targets[i].Class, "report", "target", i, "class")
	}
	for i, k := range l.Config.Check.Dates.Clocks {
		l.checkClass(k.Class, "check", "dates", "clock", i, "class")
	}
}

// checkClass sees whether a setting's class exists; none is right.
func (l *linker) checkClass(name string, at ...tree.Step) {
	if name != "" && ClassNamed(name) == nil {
		l.report(ruleChoice.At(config.FileName, l.Config.At(at...), "没有名为“%s”的信息类别", name))
	}
	l.checkClasses(l.Config.Check.Validity.Classes, "check", "validity", "classes")
	l.checkClasses(l.Config.Check.Relations.Policies, "check", "relations", "policies")
}

func (l *linker) checkClasses(names []string, path ...tree.Step) {
	for i, name := range names {
		if ClassNamed(name) == nil {
			l.report(ruleChoice.At(config.FileName, l.Config.At(append(path, i)...), "没有名为“%s”的信息类别", name))
		}
	}
}
