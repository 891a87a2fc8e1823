package a11y

// tag is an element's name, as far as a rule cares.
type tag uint8

const (
	tNone tag = iota
	tOther
	tHTML
	tHead
	tTitle
	tMeta
	tBody
	tMain
	tNav
	tAside
	tSection
	tArticle
	tForm
	tSearch
	tHeader
	tFooter
	tA
	tButton
	tInput
	tSelect
	tTextarea
	tLabel
	tImg
	tArea
	tSVG
	tObject
	tTable
	tCaption
	tTbody // and thead, tfoot
	tTr
	tTh
	tTd
	tList // ul, ol, menu
	tLi
	tDl
	tDt // and dd
	tDiv
	tH1
	tH2
	tH3
	tH4
	tH5
	tH6
	tIframe
	tMedia // video, audio
	tSummary
	tDetails
	tDialog
	tScript // and style: their text is no text
	tTemplate
	tOption
	tMoving // marquee, blink
	tVoid   // br, hr and other elements without content
)

// tagOf knows a name in lower case.
func tagOf(name []byte) tag {
	switch string(name) {
	case "html":
		return tHTML
	case "head":
		return tHead
	case "title":
		return tTitle
	case "meta":
		return tMeta
	case "body":
		return tBody
	case "main":
		return tMain
	case "nav":
		return tNav
	case "aside":
		return tAside
	case "section":
		return tSection
	case "article":
		return tArticle
	case "form":
		return tForm
	case "search":
		return tSearch
	case "header":
		return tHeader
	case "footer":
		return tFooter
	case "a":
		return tA
	case "button":
		return tButton
	case "input":
		return tInput
	case "select":
		return tSelect
	case "textarea":
		return tTextarea
	case "label":
		return tLabel
	case "img":
		return tImg
	case "area":
		return tArea
	case "svg":
		return tSVG
	case "object":
		return tObject
	case "table":
		return tTable
	case "caption":
		return tCaption
	case "tbody", "thead", "tfoot":
		return tTbody
	case "tr":
		return tTr
	case "th":
		return tTh
	case "td":
		return tTd
	case "ul", "ol", "menu":
		return tList
	case "li":
		return tLi
	case "dl":
		return tDl
	case "dt", "dd":
		return tDt
	case "div":
		return tDiv
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return tH1 + tag(name[1]-'1')
	case "iframe":
		return tIframe
	case "video", "audio":
		return tMedia
	case "summary":
		return tSummary
	case "details":
		return tDetails
	case "dialog":
		return tDialog
	case "script", "style":
		return tScript
	case "template":
		return tTemplate
	case "option":
		return tOption
	case "marquee", "blink":
		return tMoving
	case "br", "hr", "link", "base", "col", "embed", "source", "track", "wbr", "param":
		return tVoid
	}
	return tOther
}

// isVoid says whether an element has neither content nor end tag.
func isVoid(t tag) bool {
	return t == tVoid || t == tMeta || t == tInput || t == tImg || t == tArea
}

// scopes says whether what is within an element of this kind ends at it.
func scopes(t tag) bool {
	return t == tTable || t == tTh || t == tTd || t == tCaption || t == tTemplate
}

// closes says which start tags may end other elements.
var closes = [tVoid + 1]bool{tLi: true, tDt: true, tOption: true, tTh: true, tTd: true, tTr: true, tTbody: true}

// implied gives the elements that a start tag ends where their end tags were left out,
// and those at which the search for them stops.
func implied(t tag) (ends func(tag) bool, stops func(tag) bool) {
	switch t {
	case tLi:
		return func(o tag) bool { return o == tLi }, func(o tag) bool { return o == tList || scopes(o) }
	case tDt:
		return func(o tag) bool { return o == tDt }, func(o tag) bool { return o == tDl || scopes(o) }
	case tOption:
		return func(o tag) bool { return o == tOption }, func(o tag) bool { return o == tSelect }
	case tTh, tTd:
		return func(o tag) bool { return o == tTh || o == tTd }, func(o tag) bool { return o == tTr || o == tTable }
	case tTr:
		return func(o tag) bool { return o == tTr }, func(o tag) bool { return o == tTbody || o == tTable }
	case tTbody:
		return func(o tag) bool { return o == tTbody || o == tCaption }, func(o tag) bool { return o == tTable }
	}
	return nil, nil
}
