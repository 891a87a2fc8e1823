package annual

import (
	"fmt"
	"strconv"
	"strings"
)

// AppendHTML appends a table as it stands on a page: with its name, and with headings that
// every number names, for some are joined. Nothing in it needs an escape: all words are
// those of the form, and a number is digits.
func (r *Report) AppendHTML(dst []byte, t *Table) []byte {
	l := r.layout(t)
	dst = fmt.Appendf(dst, "<section class=\"table-wrap annual annual-%d\" tabindex=\"0\" aria-label=\"%s\">\n<table>\n<caption", t.Number, t.Caption)
	dst = attr(dst, "data-label", l.note)
	dst = append(append(append(dst, '>'), t.Caption...), "</caption>\n"...)
	if l.head != nil {
		dst = appendLines(append(dst, "<thead>\n"...), l.head)
		dst = append(dst, "</thead>\n"...)
	}
	for _, g := range l.groups {
		dst = appendLines(append(dst, "<tbody>\n"...), g)
		dst = append(dst, "</tbody>\n"...)
	}
	return append(dst, "</table>\n</section>\n"...)
}

func appendLines(dst []byte, lines []line) []byte {
	for _, ln := range lines {
		dst = append(dst, "<tr>"...)
		for i := range ln {
			dst = ln[i].append(dst)
		}
		dst = append(dst, "</tr>\n"...)
	}
	return dst
}

func (b *box) append(dst []byte) []byte {
	tag := "td"
	if b.scope != "" {
		tag = "th"
	}
	dst = append(append(dst, '<'), tag...)
	dst = attr(attr(dst, "scope", b.scope), "id", b.id)
	if b.cols > 1 {
		dst = attr(dst, "colspan", strconv.Itoa(b.cols))
	}
	if b.rows > 1 {
		dst = attr(dst, "rowspan", strconv.Itoa(b.rows))
	}
	dst = attr(attr(dst, "headers", strings.Join(b.headers, " ")), "data-label", b.label)
	return append(append(append(append(append(dst, '>'), b.text...), "</"...), tag...), '>')
}

// AppendText appends a table as plain text: a row of headings or numbers a line, for the
// search and for reading without a page.
func (r *Report) AppendText(dst []byte, t *Table) []byte {
	dst = append(append(dst, t.Caption...), '\n')
	l := r.layout(t)
	for _, g := range append([][]line{l.head}, l.groups...) {
		for _, ln := range g {
			for i := range ln {
				if i > 0 {
					dst = append(dst, ' ')
				}
				dst = append(dst, ln[i].text...)
			}
			dst = append(dst, '\n')
		}
	}
	return dst
}

// attr appends an attribute that has a value.
func attr(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	return append(append(append(append(append(dst, ' '), name...), `="`...), value...), '"')
}
