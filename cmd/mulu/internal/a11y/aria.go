package a11y

import (
	"bytes"
	"strconv"
	"strings"
)

// roles are those of WAI-ARIA 1.2, DPUB-ARIA 1.1 and Graphics-ARIA 1.0 that authors may
// write.
var roles = set(`alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox
	complementary contentinfo definition deletion dialog document emphasis feed figure form generic grid gridcell group heading img
	insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none
	note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator
	slider spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree
	treegrid treeitem graphics-document graphics-object graphics-symbol
	doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry doc-bibliography doc-biblioref doc-chapter
	doc-colophon doc-conclusion doc-cover doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue
	doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction doc-noteref doc-notice
	doc-pagebreak doc-pagefooter doc-pageheader doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle
	doc-tip doc-toc`)

// attributesOfAria are the states and properties of WAI-ARIA 1.2, with the values that
// they may have; none for those that take any text.
var attributesOfAria = func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for _, key := range strings.Fields(`activedescendant braillelabel brailleroledescription colcount colindex colindextext colspan controls
		describedby description details dropeffect errormessage flowto keyshortcuts label labelledby level owns placeholder posinset
		roledescription rowcount rowindex rowindextext rowspan setsize valuemax valuemin valuenow valuetext`) {
		m["aria-"+key] = nil
	}
	for keys, values := range map[string]string{
		"atomic busy disabled modal multiline multiselectable readonly required": "true false",
		"expanded grabbed hidden selected":                                       "true false undefined",
		"checked pressed":                                                        "true false mixed undefined",
		"autocomplete":                                                           "inline list both none",
		"current":                                                                "page step location date time true false",
		"haspopup":                                                               "true false menu listbox tree grid dialog",
		"invalid":                                                                "true false grammar spelling",
		"live":                                                                   "off polite assertive",
		"orientation":                                                            "horizontal vertical undefined",
		"relevant":                                                               "additions removals text all",
		"sort":                                                                   "ascending descending none other",
	} {
		for key := range strings.FieldsSeq(keys) {
			m["aria-"+key] = set(values)
		}
	}
	return m
}()

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// role looks at a role, or several of which the first known one counts.
func (in *Inspector) role(e *element) {
	for r := range bytes.FieldsSeq(in.attr.role) {
		r := string(lower(r))
		if r == "heading" {
			in.heading(e, in.attr.level())
		}
		if roles[r] {
			return
		}
	}
	in.report(&ruleAria, e.off, "没有 role=\"%s\" 这样的角色", in.attr.role)
}

// level is that of a heading by its role: 2 where nothing says it (WAI-ARIA 1.2).
func (a *attributes) level() int {
	for _, o := range a.others {
		if n, err := strconv.Atoi(string(o.val)); err == nil && n > 0 && string(o.key) == "aria-level" {
			return n
		}
	}
	return 2
}

// aria looks at an attribute that begins with aria-.
func (in *Inspector) aria(e *element, o pair) {
	values, known := attributesOfAria[string(o.key)]
	if !known {
		in.report(&ruleAria, e.off, "没有 %s 这个属性", o.key)
		return
	}
	if values == nil || len(o.val) == 0 {
		return
	}
	for v := range bytes.FieldsSeq(o.val) {
		if !values[string(v)] {
			in.report(&ruleAria, e.off, "%s 的值不能是 %s", o.key, o.val)
			return
		}
	}
}
