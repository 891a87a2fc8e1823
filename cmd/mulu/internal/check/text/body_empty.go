package text

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

// shortBody is the size in bytes above which a body has a text in any case: links alone
// may be as long, and then there are many.
const shortBody = 2 << 10

var bodyEmpty = check.Rule{
	Rule: diag.Rule{Code: "body-empty", Severity: diag.Warning, Title: "页面没有正文",
		Explain: "正文是空的，或者只有一个链接、一句“见附件”。只有外部链接的条目，监测程序当作没有内容；只有附件的，用读屏软件的人和手机上的读者看不到，也检索不到。有图片的图解、指向本站文件的不算；已撤回的文件不查。",
		Source:  "政府信息公开条例 第二十四条（检索、查阅、下载）；基层政务公开监测的做法；GB/T 37668—2019", Repair: "把正文贴进来；正文是扫描件的，附上文字，至少写明主要内容。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "详见：[关于春运安排的公告](https://www.jichuan.example/cy.html)", Right: "2026年春运自2月3日起至3月14日止。……原文见[春运公告](https://www.jichuan.example/cy.html)"}}},
	Body: func(b *check.Body) {
		if len(b.Raw) > shortBody || b.Document == nil || b.More != nil && b.More.Withdrawn != nil {
			return
		}
		for i := range b.Links {
			if l := &b.Links[i]; l.Image || !strings.Contains(l.Dest, "://") { // a picture, or a page of this site
				return
			}
		}
		if slices.ContainsFunc(b.Texts, saysMore) {
			return
		}
		switch text, linked := unlinked(b.Texts); {
		case text == "" && linked:
			b.Report(b.AtPlace(b.File, startOf(b), "正文只有链接"))
		case text == "":
			b.Report(b.AtPlace(b.File, startOf(b), "正文是空的"))
		case len(text) < pointerSize && strings.ContainsAny(text, "见看击载接") && onlyPointer.MatchString(text):
			b.Report(b.AtPlace(b.File, startOf(b), "正文只有“%s”", text))
		}
	},
}

var (
	// anyLink is a link with what it shows, or a bare address.
	anyLink = lazy.Compile(`\[[^\]\n]*\]\([^)\n]*\)|<?https?://[^\s>）)]*>?`)
	// onlyPointer is a text that only says where the real one is.
	onlyPointer = lazy.Compile(`^(?:(?:正文|全文|内容|原文|文件|具体|请|敬请|点击|查看|阅读|下载|打开|详情|详见|内容见|见|附件|原文链接|链接|来源|如下|下载附件|见附件)[\s：:，,。.（）()]*)+$`)
)

// pointerSize is the size in bytes from which a text without links is one of its own.
const pointerSize = 60

// saysMore says whether a line without links alone makes a text: that spares nearly all
// bodies the look for links.
func saysMore(t check.Text) bool {
	if len(t.Text) < pointerSize || mayLink(t.Text) {
		return false
	}
	text := trimMarks(t.Text)
	return len(text) >= pointerSize && han.Count(text) > 0
}

// mayLink says whether a line has what every link has.
func mayLink(line string) bool {
	return strings.Contains(line, "](") || strings.Contains(line, "://")
}

func trimMarks(s string) string { return strings.Trim(s, "#>*-+_|~ \t　。，：:.（）()") }

// unlinked is the text of a body without its links and marks, and whether it has links.
func unlinked(texts []check.Text) (text string, linked bool) {
	var s strings.Builder
	for i := range texts {
		t := &texts[i]
		rest := t.Text
		if mayLink(rest) {
			rest = anyLink.ReplaceAllString(rest, "")
		}
		linked = linked || len(rest) < len(t.Text)
		s.WriteString(rest)
	}
	text = trimMarks(s.String())
	if han.Count(text) == 0 {
		return "", linked
	}
	return text, linked
}

// startOf is the place of a body's first line that is not blank; the whole file, else.
func startOf(b *check.Body) diag.Pos {
	for t := range b.Lines {
		if s := strings.TrimSpace(t.Text); s != "" {
			from := strings.Index(t.Text, s)
			return b.At(t, from, from+len(s), "").Pos
		}
	}
	return diag.Pos{}
}
