package fix

import (
	"bytes"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/markdown"
)

// numberForm is the rest of a document number after 机关代字, with other brackets or
// with spaces (GB/T 9704-2012 7.2.5).
const numberForm = `[ \x{3000}]*[〔［\[【（(﹝][ \x{3000}]*(?:19|20)\d{2}[ \x{3000}]*[〕］\]】）)﹞][ \x{3000}]*[1-9]\d{0,4}[ \x{3000}]*号`

// body takes away space at the ends of lines and repairs document numbers of the site's
// own issuers.
func (f *Fixer) body(data []byte) ([]byte, []Repair) {
	at, line := frontmatter.BodyAt(data)
	text, repairs := f.numbersOf(data[at:], line)
	text, more := trim(text, line)
	repairs = append(repairs, more...)
	if len(repairs) == 0 {
		return data, nil
	}
	return append(bytes.Clone(data[:at]), text...), repairs
}

// trim takes away the space at the ends of lines where it means nothing: two spaces are
// a line break where a line of the same paragraph follows (CommonMark 6.7), and code
// keeps its own.
func trim(body []byte, line int) ([]byte, []Repair) {
	var edits []edit
	starts := lineStarts(body)
	lineOf := func(i int) []byte {
		if i+1 < len(starts) {
			return body[starts[i] : starts[i+1]-1]
		}
		if i < len(starts) {
			return body[starts[i]:]
		}
		return nil
	}
	for i := range starts {
		text := lineOf(i)
		kept := len(bytes.TrimRight(text, " \t"))
		breaks := bytes.HasSuffix(text, []byte("  ")) && kept > 0 && len(bytes.TrimSpace(lineOf(i+1))) > 0
		if kept == len(text) || breaks {
			continue
		}
		edits = append(edits, edit{starts[i] + kept, starts[i] + len(text), "", Repair{line + i, "去掉行尾空格"}})
	}
	if len(edits) == 0 {
		return body, nil
	}
	fixed, repairs := apply(body, edits)
	if page(fixed) != page(body) {
		return body, nil
	}
	return fixed, repairs
}

// numbersOf repairs the document numbers of a body.
func (f *Fixer) numbersOf(body []byte, line int) ([]byte, []Repair) {
	if f.numbers == nil {
		return body, nil
	}
	var edits []edit
	var pairs []string
	for _, m := range f.numbers.FindAllIndex(body, -1) {
		old := string(body[m[0]:m[1]])
		if right := rightNumber(old); right != "" && inProse(body, m[0]) {
			edits = append(edits, edit{m[0], m[1], right, Repair{line + bytes.Count(body[:m[0]], []byte{'\n'}), "发文字号改为 " + right}})
			pairs = append(pairs, old, right)
		}
	}
	if len(edits) == 0 {
		return body, nil
	}
	fixed, repairs := apply(body, edits)
	// On the page nothing but these numbers may be another.
	if right := strings.NewReplacer(pairs...); right.Replace(page(fixed)) != right.Replace(page(body)) {
		return body, nil
	}
	return fixed, repairs
}

// inProse says whether the text at an offset is prose: code quotes what others wrote, and
// an address may be one on another site.
func inProse(body []byte, at int) bool {
	from := bytes.LastIndexByte(body[:at], '\n') + 1
	before := body[from:at]
	address := bytes.LastIndex(before, []byte("]("))
	if bytes.Count(before, []byte("`"))%2 == 1 || address >= 0 && bytes.IndexByte(before[address:], ')') < 0 {
		return false
	}
	var fence markdown.Fence
	for line := range bytes.Lines(body[:from]) {
		fence.Next(strings.TrimRight(string(line), "\r\n"))
	}
	return !fence.Next(string(before))
}

var converter = sync.OnceValue(func() *markdown.Converter { return markdown.New(markdown.Options{RawHTML: true}) })

// page is the HTML of a body, without looking up where links lead.
func page(body []byte) string {
	var r markdown.Result
	converter().Convert("", body, 1, nil, &r)
	return string(r.HTML)
}
