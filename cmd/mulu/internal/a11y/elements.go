package a11y

import (
	"math"
	"strings"
)

func (in *Inspector) top() *element {
	if len(in.stack) == 0 {
		return nil
	}
	return &in.stack[len(in.stack)-1]
}

// open looks at an element whose start tag was just read, and opens it.
func (in *Inspector) open(t tag, name []byte, off int32) {
	if closes[t] {
		in.closeImplied(t)
	}
	e := element{tag: t, off: off, inner: int32(in.at), seen: in.seen, name: sizeOf(name)}
	if p := in.top(); p != nil {
		e.hidden, e.mute, e.part, e.region = p.hidden, p.mute, p.part, p.region
	}
	if a := &in.attr; a.any {
		e.named = a.named()
		e.hidden = e.hidden || a.has&hasHidden != 0
		e.mute = e.mute || a.has&ariaHidden != 0
		in.anyElement(&e)
	}
	e.region = e.region || in.region(&e)
	in.child(&e)
	if t != tOther {
		in.element(&e)
	}
	if in.takesFocus(&e) {
		in.meetFocus(&e)
	}
	if isContent(&e, &in.attr) {
		in.content(&e)
	}
	switch {
	case isVoid(t):
	case t == tScript:
		in.raw(name)
		in.skip(0, ">")
	case t == tTitle || t == tTextarea:
		said := in.raw(name)
		if t == tTitle && !in.inSVG() {
			in.title = in.title || said
		} else if said {
			in.seen++
		}
		in.skip(0, ">")
	default:
		in.stack = append(in.stack, e)
	}
}

// sizeOf is the length of an element's name; 0 of one that is longer than any that is known.
func sizeOf(name []byte) uint8 {
	if len(name) > math.MaxUint8 {
		return 0
	}
	return uint8(len(name))
}

func (in *Inspector) inSVG() bool {
	for i := range in.stack {
		if in.stack[i].tag == tSVG {
			return true
		}
	}
	return false
}

// closeImplied closes what a start tag ends where the end tag was left out.
func (in *Inspector) closeImplied(t tag) {
	ends, stops := implied(t)
	if ends == nil {
		return
	}
	for i := len(in.stack) - 1; i >= 0; i-- {
		switch o := in.stack[i].tag; {
		case ends(o):
			for len(in.stack) > i {
				in.pop()
			}
			if t != tTr && t != tTbody {
				return
			}
		case stops(o):
			return
		}
	}
}

func (in *Inspector) pop() { in.popAt(in.at) }

// popAt closes the innermost element, whose content ends at closing.
func (in *Inspector) popAt(closing int) {
	e := in.stack[len(in.stack)-1]
	in.stack = in.stack[:len(in.stack)-1]
	in.closed(&e, closing)
}

// element applies the rules of single kinds of elements to a start tag.
func (in *Inspector) element(e *element) {
	a := &in.attr
	switch e.tag {
	case tTemplate:
		e.hidden = true
	case tHTML:
		in.html = *e
		if a.has&hasLang == 0 || !says(a.lang) {
			in.report(&ruleLanguage, e.off, "<html> 没有 lang，读屏软件不知道用哪种语言念")
		}
	case tMeta:
		in.meta(e)
	case tMain:
		if in.mains++; in.mains == 2 {
			in.report(&ruleMain, e.off, "一页有两个 <main>")
		}
	case tNav, tAside, tSection, tForm, tSearch, tHeader, tFooter:
		in.landmark(e)
	case tH1, tH2, tH3, tH4, tH5, tH6:
		in.heading(e, int(e.tag-tH1)+1)
	case tImg, tArea, tSVG, tObject:
		in.picture(e)
	case tInput, tSelect, tTextarea:
		in.field(e)
	case tA:
		e.link = a.has&hasHref != 0
		if e.link {
			e.target = sum(a.href)
			in.fragment(e.off, a.href)
		}
	case tTable:
		in.table(e)
	case tTr, tTh, tTd, tCaption, tTbody:
		in.tablePart(e)
	case tList, tDl:
		in.lists++
		e.list = in.lists
	case tIframe:
		if !e.named && !e.mute {
			in.report(&ruleName, e.off, "框架 <iframe> 没有 title，读屏软件说不出里面是什么")
		}
	case tMedia:
		if a.has&hasAutoplay != 0 && a.has&hasMuted == 0 {
			in.report(&ruleMotion, e.off, "<%s> 会自动播放声音", in.nameAt(e.off))
		}
	case tMoving:
		in.report(&ruleMotion, e.off, "<%s> 使文字不停地移动或闪烁", in.nameAt(e.off))
	}
}

// closed applies the rules that need an element's content.
func (in *Inspector) closed(e *element, closing int) {
	said := e.named || in.seen > e.seen
	switch e.tag {
	case tA, tButton, tSummary:
		in.closedControl(e, closing, said)
	case tH1, tH2, tH3, tH4, tH5, tH6:
		if !said && !e.hidden {
			in.report(&ruleHeadingEmpty, e.off, "标题 <%s> 里没有文字", in.nameAt(e.off))
		}
	case tTable:
		in.closedTable()
	case tSVG:
		if e.list != 0 && in.seen == e.seen { // marked as in want of a name by picture
			in.report(&rulePicture, e.off, "图形 <svg role=\"img\"> 没有名称")
		}
	}
}

func (in *Inspector) closedControl(e *element, closing int, said bool) {
	if e.tag == tA && !e.link || e.hidden || e.mute {
		return
	}
	if !said {
		what := map[tag]string{tA: "链接", tButton: "按钮", tSummary: "折叠块的标题 <summary>"}[e.tag]
		in.report(&ruleName, e.off, "%s没有文字，读屏软件念不出它是什么", what)
		return
	}
	if e.tag == tA {
		in.linkText(e, in.page[e.inner:max(int(e.inner), closing)])
	}
}

// child says whether an element may stand where it does in a list.
func (in *Inspector) child(e *element) {
	p := in.top()
	if p == nil {
		return
	}
	switch {
	case e.tag == tScript || e.tag == tTemplate:
	case p.tag == tList && e.tag != tLi:
		in.report(&ruleList, e.off, "列表 <%s> 里直接放了 <%s>，只能放 <li>", in.nameAt(p.off), in.nameAt(e.off))
	case p.tag == tDl && e.tag != tDt && e.tag != tDiv:
		in.report(&ruleList, e.off, "<dl> 里直接放了 <%s>，只能放 <dt>、<dd> 和 <div>", in.nameAt(e.off))
	case e.tag == tLi && p.tag != tList:
		in.report(&ruleList, e.off, "<li> 不在 <ul> 或 <ol> 里")
	case e.tag == tDt && p.tag != tDl && !(p.tag == tDiv && len(in.stack) > 1 && in.stack[len(in.stack)-2].tag == tDl):
		in.report(&ruleList, e.off, "<%s> 不在 <dl> 里", in.nameAt(e.off))
	}
}

// heading looks at the level of a heading. The first of a page may be of the second level:
// the navigation stands before the page's own.
func (in *Inspector) heading(e *element, level int) {
	if e.hidden || e.mute {
		return
	}
	if level == 1 {
		if in.h1++; in.h1 == 2 {
			in.report(&ruleH1, e.off, "一页有两个一级标题 <h1>")
		}
	}
	switch {
	case in.level > 0 && level > in.level+1:
		in.report(&ruleHeadingJump, e.off, "标题从第 %d 级跳到第 %d 级，中间少了一级", in.level, level)
	case in.level == 0 && level > 2 && !in.part:
		in.report(&ruleHeadingJump, e.off, "网页的第一个标题就是第 %d 级，前面少了第 1 级", level)
	}
	in.level = level
}

// picture wants an alternative.
func (in *Inspector) picture(e *element) {
	a := &in.attr
	switch {
	case e.mute || string(a.role) == "presentation" || string(a.role) == "none":
		return
	case e.tag == tImg && a.has&hasAlt == 0 && !e.named:
		in.report(&rulePicture, e.off, "图片没有 alt")
	case e.tag == tArea && a.has&hasHref != 0 && !says(a.alt) && !e.named:
		in.report(&rulePicture, e.off, "图片上的链接 <area> 没有 alt")
	case e.tag == tSVG && string(a.role) == "img" && !e.named:
		e.list = 1 // a <title> within names it
	}
	if e.tag == tImg && says(a.alt) || e.named && (e.tag == tImg || e.tag == tSVG) {
		in.seen++
	}
}

// field wants a label.
func (in *Inspector) field(e *element) {
	a := &in.attr
	kind := strings.ToLower(string(a.typ))
	if e.tag != tInput {
		kind = ""
	}
	switch kind {
	case "hidden", "submit", "reset":
		return
	case "button":
		if !e.named && !e.mute {
			// its value is its name; not kept, for no template of the theme has one
			in.seen++
		}
		return
	case "image":
		if !says(a.alt) && !e.named {
			in.report(&rulePicture, e.off, "图片按钮没有 alt")
		}
		return
	}
	if e.named || e.mute {
		return
	}
	for i := range in.stack {
		if in.stack[i].tag == tLabel {
			return
		}
	}
	in.fields = append(in.fields, name{sum: sum(a.id), off: e.off, missing: !says(a.id)})
}

// meta looks at what the head tells the browser.
func (in *Inspector) meta(e *element) {
	a := &in.attr
	content := func() string { return strings.ToLower(string(plain(a.content))) }
	switch {
	case strings.EqualFold(string(a.metaName), "viewport"):
		if why := zoomDenied(content()); why != "" {
			in.report(&ruleZoom, e.off, "viewport 中的 %s 不让读者放大网页", why)
		}
	case strings.EqualFold(string(a.httpEquiv), "refresh"):
		if n := refreshAfter(content()); n > 0 && n < 20*60*60 {
			in.report(&ruleRefresh, e.off, "网页过 %d 秒会自己刷新或者跳转", n)
		}
	}
}
