// Package chart draws figures as SVG, while the site is built: bars beside their names,
// and two rows of columns over months. A chart has a title and a description for those who
// do not see it, tells series apart by a pattern as well as by a colour, names every value
// in words, and needs no script; its colours are those of the theme's classes (chart-…),
// so that it is right in the dark and in forced colours.
//
// A chart is 340 units wide, which is about a phone's width: so its words can be read
// there. It shows; the figures themselves stand in a table beside it, which is not made
// here.
package chart

import (
	"html"
	"strconv"
	"unicode/utf8"
)

const (
	width    = 340
	rowHigh  = 44 // a bar with its name above it
	barHigh  = 14
	valueGap = 6
	digit    = 9 // width of a digit
)

// Bar is a value with its name. Lang is the language of the name where it is not that of
// the page around.
type Bar struct {
	Name, Lang string
	Value      int
}

// Words are a chart's name and what it shows in a sentence.
type Words struct{ ID, Title, Description string }

// AppendBars appends a chart of bars, one below the other, in the order given. The
// longest fills the width. ID must be the only one of its page.
func AppendBars(dst []byte, w Words, bars []Bar) []byte {
	most := 1
	for _, b := range bars {
		most = max(most, b.Value)
	}
	dst = begin(dst, w, max(1, len(bars))*rowHigh)
	room := width - valueGap - digit*len(strconv.Itoa(most))
	for i, b := range bars {
		y := i * rowHigh
		dst = named(dst, b, y+16)
		long := b.Value * room / most
		if b.Value > 0 {
			long = max(long, 2) // what there is can be seen
		}
		dst = rect(dst, "chart-bar", 0, y+23, long, barHigh)
		dst = text(dst, "chart-value", long+valueGap, y+35, strconv.Itoa(b.Value))
	}
	return append(dst, "</svg>"...)
}

func named(dst []byte, b Bar, y int) []byte {
	dst = append(dst, `<text class="chart-name"`...)
	if b.Lang != "" {
		dst = append(append(append(dst, ` lang="`...), html.EscapeString(b.Lang)...), '"')
	}
	return words(dst, 0, y, cut(b.Name))
}

// mostName is how many characters of a name have room.
const mostName = 22

func cut(name string) string {
	if utf8.RuneCountInString(name) <= mostName {
		return name
	}
	return string([]rune(name)[:mostName-1]) + "…"
}

// Series is a row of columns with its name.
type Series struct {
	Name   string
	Values []int
}

const (
	plotTop  = 34
	plotHigh = 130
)

// AppendColumns appends a chart of columns over labels; of two series the columns stand
// side by side, the first hatched, the second full. Every series has a value for each label.
func AppendColumns(dst []byte, w Words, labels []string, series []Series) []byte {
	most := 1
	for _, s := range series {
		for _, v := range s.Values {
			most = max(most, v)
		}
	}
	dst = begin(dst, w, plotTop+plotHigh+24)
	dst = hatch(dst, w.ID)
	for i, s := range series {
		dst = key(dst, w.ID, s.Name, i, len(series))
	}
	step := width / max(1, len(labels))
	wide := (step - 4) / max(1, len(series))
	for i, label := range labels {
		for k, s := range series {
			high := s.Values[i] * plotHigh / most
			if s.Values[i] > 0 {
				high = max(high, 2)
			}
			dst = column(dst, w.ID, k, len(series), i*step+2+k*wide, plotTop+plotHigh-high, wide-1, high)
		}
		dst = middle(dst, i*step+step/2, plotTop+plotHigh+17, label)
	}
	dst = append(dst, `<path class="chart-axis" d="M0 `...)
	dst = append(strconv.AppendInt(dst, plotTop+plotHigh, 10), `h340"/>`...)
	return append(dst, "</svg>"...)
}

// column is a value of series k of n: hatched where another, full one stands beside it.
func column(dst []byte, id string, k, n, x, y, wide, high int) []byte {
	if k == n-1 {
		return rect(dst, "chart-bar", x, y, wide, high)
	}
	dst = append(dst, `<rect class="chart-other" fill="url(#`...)
	dst = append(append(dst, html.EscapeString(id)...), `-hatch)"`...)
	return box(dst, x, y, wide, high)
}

// key says which columns are those of a series.
func key(dst []byte, id, name string, k, n int) []byte {
	x := k * width / 2
	dst = column(dst, id, k, n, x, 4, barHigh, barHigh)
	return text(dst, "chart-name", x+barHigh+valueGap, 16, name)
}

// hatch defines the pattern of the first of two series.
func hatch(dst []byte, id string) []byte {
	dst = append(append(dst, `<defs><pattern id="`...), html.EscapeString(id)...)
	return append(dst, `-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="chart-hatch" d="M1 0v5"/></pattern></defs>`...)
}

func begin(dst []byte, w Words, high int) []byte {
	id := html.EscapeString(w.ID)
	dst = append(dst, `<svg class="chart" role="img" font-size="14" viewBox="0 0 340 `...)
	dst = strconv.AppendInt(dst, int64(high), 10)
	dst = append(dst, `" aria-labelledby="`+id+`-t `+id+`-d"><title id="`+id+`-t">`...)
	dst = append(append(dst, html.EscapeString(w.Title)...), `</title><desc id="`+id+`-d">`...)
	return append(append(dst, html.EscapeString(w.Description)...), "</desc>"...)
}

func rect(dst []byte, class string, x, y, wide, high int) []byte {
	dst = append(append(append(dst, `<rect class="`...), class...), '"')
	return box(dst, x, y, wide, high)
}

func box(dst []byte, x, y, wide, high int) []byte {
	for _, a := range [...]struct {
		name  string
		value int
	}{{"x", x}, {"y", y}, {"width", wide}, {"height", high}} {
		dst = append(append(append(dst, ' '), a.name...), `="`...)
		dst = append(strconv.AppendInt(dst, int64(a.value), 10), '"')
	}
	return append(dst, "/>"...)
}

func text(dst []byte, class string, x, y int, s string) []byte {
	return words(append(append(append(dst, `<text class="`...), class...), '"'), x, y, s)
}

func middle(dst []byte, x, y int, s string) []byte {
	return words(append(dst, `<text class="chart-label" text-anchor="middle"`...), x, y, s)
}

func words(dst []byte, x, y int, s string) []byte {
	dst = strconv.AppendInt(append(dst, ` x="`...), int64(x), 10)
	dst = strconv.AppendInt(append(dst, `" y="`...), int64(y), 10)
	return append(append(append(dst, `">`...), html.EscapeString(s)...), "</text>"...)
}
