package a11y

import (
	"bytes"
	"slices"
)

// regions are the roles whose content needs no landmark around it: the landmarks
// themselves, and what readers of screens say or open of their own accord.
var regions = set(`banner complementary contentinfo form main navigation region search
	alert alertdialog dialog log status timer marquee`)

// region says whether an element is a landmark, or content that needs none, as a link over
// the navigation does and whatever is no part of the page's body.
func (in *Inspector) region(e *element) bool {
	a := &in.attr
	if a.has&hasRole != 0 && says(a.role) {
		first, _, _ := bytes.Cut(bytes.TrimSpace(a.role), []byte(" "))
		return regions[string(lower(first))]
	}
	for _, o := range a.others {
		if string(o.key) == "aria-live" && string(o.val) != "off" {
			return true
		}
	}
	switch e.tag {
	case tHead, tMain, tNav, tAside, tSearch, tDialog:
		return true
	case tA:
		return len(a.href) > 0 && a.href[0] == '#'
	case tSection, tForm:
		return e.named
	case tHeader, tFooter: // within an article or a section they are none
		return !slices.ContainsFunc(in.stack, func(o element) bool { return o.tag == tArticle || o.tag == tSection })
	}
	return false
}

// isContent says whether an element says something without any text within it.
func isContent(e *element, a *attributes) bool {
	switch e.tag {
	case tImg:
		return says(a.alt) || e.named
	case tInput:
		return !bytes.EqualFold(a.typ, []byte("hidden"))
	case tSelect, tTextarea:
		return true
	case tButton, tIframe, tSVG:
		return e.named
	}
	return false
}

// content notes that an element has content which a reader who goes from landmark to
// landmark never comes to. Text without any element around it is beyond all templates.
func (in *Inspector) content(e *element) {
	if in.part || e == nil || e.region || e.hidden || e.mute {
		return
	}
	// An element of which a part was noted is told of in its place.
	for n := len(in.outside); n > 0 && in.outside[n-1] > e.off; n-- {
		in.outside = in.outside[:n-1]
	}
	if n := len(in.outside); n == 0 || !in.isOpen(in.outside[n-1]) {
		in.outside = append(in.outside, e.off)
	}
}

// isOpen says whether the element at off is open, or the one whose start was just read.
func (in *Inspector) isOpen(off int32) bool {
	return slices.ContainsFunc(in.stack, func(o element) bool { return o.off == off })
}

// checkOutside wants all content in landmarks. Where there is no main part, that is said.
func (in *Inspector) checkOutside() {
	if in.mains == 0 {
		return
	}
	for _, off := range in.outside {
		in.report(&ruleOutside, off, "<%s> 里的内容不在网页的任何一个区域里", in.nameAt(off))
	}
}
