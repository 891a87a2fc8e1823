package relations

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/markdown"
)

var attachmentUnused = check.Rule{
	Rule: diag.Rule{Code: "attachment-unused", Severity: diag.Warning, Title: "没有文件用到的附件",
		Explain: "content 中的这个文件没有任何文件头或正文提到，不会发布。多半是忘了写进附件，或者是不该留在这里的旧稿。只有草稿和不公开的文件提到的不查。",
		Source:  "本软件约定", Repair: "写进文件头的附件（attachments）或在正文中链接；不用的移出 content。",
		Examples: []diag.Example{{Wrong: "content/wj/a.md\ncontent/wj/申请表.xlsx  # a.md 没有提到", Right: "attachments = [{file = \"申请表.xlsx\", title = \"申请表\"}]"}}},
	Absence: true,
	Unused: func(f *check.File) {
		f.Report(f.AtPlace(f.Path, diag.Pos{}, "没有文件提到“%s”，它不会发布", path.Base(f.Path)))
	},
}

const annexSource = "GB/T 9704-2012 第7.3.4条：附件说明写明附件的顺序号和名称"

var attachmentListed = check.Rule{
	Rule: diag.Rule{Code: "attachment-listed", Severity: diag.Warning, Title: "正文列了附件，却没有附上",
		Explain: "正文的附件说明（“附件：1.……”）列出的附件，正文里“具体名单见附件”所说的附件，应在文件头的附件中、在正文中链接、作为正文后面的一部分（“附件1”），或用 attached_to 指向本文件的另一件信息。附件打不开、找不到是检查中的常见问题。",
		Source:  annexSource, Repair: "在文件头写上附件（attachments）；附件不公开的，在附件说明中写明“略”。",
		Examples: []diag.Example{{Wrong: "附件：1.申请表  # 文件头没有附件", Right: "attachments = [{file = \"申请表.xlsx\", title = \"申请表\"}]"}}},
	Cues: []string{"附件"},
	Asks: func(b *check.Body) bool { // what others state of the document may be what is missing here
		a := readAnnexes(b)
		given := a.parts + linkedFiles(b)
		return b.Document != nil && (given == 0 || a.listed > given)
	},
	Body: func(b *check.Body) {
		if b.Document == nil {
			return
		}
		a := readAnnexes(b)
		given := a.parts + linkedFiles(b)
		if b.Document.More != nil {
			given += len(b.Document.More.Attachments)
			if packed(b.Document.More.Attachments) {
				return // one archive may hold them all
			}
		}
		for _, r := range b.Document.In {
			if r.Type == catalogue.AttachedTo {
				given++
			}
		}
		switch {
		case a.listed == 0 && given == 0:
			reportReferred(b)
		case a.listed <= given:
		case given == 0:
			b.Report(b.AtPlace(b.File, a.at, "附件说明列出附件，但没有附上"))
		default:
			b.Report(b.AtPlace(b.File, a.at, "附件说明列出%d个附件，只附上%d个", a.listed, given))
		}
	},
}

// referred is a clause that refers to an annex of this document; what it says of annexes
// of others, or of one that is not given, is none.
var (
	referred = lazy.Compile(`(?:^|[，,。；;：:、（(]|名单|目录|清单|内容|情况|方案|办法|表格?|要求|安排|标准|条件)(?:详?见|请见)本?(?:通知|公告)?附件(?:[0-9一二三四五六七八九]{0,2})(?:[。；;，,）)]|$)`)
	notGiven = lazy.Compile(`附件[^。；;]{0,4}(?:略|不公开|另发|另附)|原文附件|原件附件`)
)

// reportReferred reports the first place where a text without annexes refers to one.
func reportReferred(b *check.Body) {
	if len(b.Document.Out) > 0 || slices.ContainsFunc(b.Links, func(l markdown.Link) bool { return !l.Image }) {
		return // the annex may be what it links to
	}
	for line := range b.Lines {
		if !b.Cued(line) {
			continue
		}
		if m := referred.FindStringIndex(line.Text); m != nil {
			if notGiven.Match(b.Raw) {
				return
			}
			from := m[0] + strings.Index(line.Text[m[0]:m[1]], "见")
			b.Report(b.At(line, from, from+strings.Index(line.Text[from:], "附件")+len("附件"), "正文说见附件，但没有附上"))
			return
		}
	}
}

var attachmentUnmentioned = check.Rule{
	Rule: diag.Rule{Code: "attachment-unmentioned", Severity: diag.Notice, Title: "有附件，正文没有提到",
		Explain: "有发文字号的公文带附件时，正文后应有附件说明。正文没有“附件”“附表”等字样，多半是附件挂错了文件。",
		Source:  annexSource, Repair: "核对附件；公文确有附件的，正文中写附件说明。",
		Examples: []diag.Example{{Wrong: "attachments = [{file = \"申请表.xlsx\", title = \"申请表\"}]  # 正文没有提到", Right: "附件：申请表"}}},
	Body: func(b *check.Body) {
		d := b.Document
		if d == nil || d.DocNumber == "" || d.More == nil || len(d.More.Attachments) == 0 ||
			bytes.Contains(b.Raw, []byte("附")) || linkedFiles(b) > 0 {
			return
		}
		for _, a := range d.More.Attachments {
			if t := strings.TrimSuffix(path.Base(a.File), path.Ext(a.File)); bytes.Contains(b.Raw, []byte(t)) || a.Title != "" && bytes.Contains(b.Raw, []byte(a.Title)) {
				return
			}
		}
		b.Report(b.AtPlace(b.File, b.Locate(b.File, "attachments"), "有%d个附件，正文没有提到附件", len(d.More.Attachments)))
	},
}

// linkedFiles counts the links to files that are no documents.
func linkedFiles(b *check.Body) (n int) {
	for _, l := range b.Links {
		ext := path.Ext(l.Dest)
		if !l.Image && !strings.Contains(l.Dest, ":") && ext != "" && ext != ".md" && ext != ".html" {
			n++
		}
	}
	return n
}

func packed(list []catalogue.Attachment) bool {
	for _, a := range list {
		switch strings.ToLower(path.Ext(a.File)) {
		case ".zip", ".rar", ".7z":
			return true
		}
	}
	return false
}
