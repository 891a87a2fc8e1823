// Package sheet writes tables for offices' programs: rows of typed cells become CSV that
// Excel and WPS open rightly, or a workbook (XLSX) with real dates, numbers and links.
// Rows are streamed: memory does not grow with a table, but for a workbook's links, which
// have a limit. The same rows give the same bytes everywhere.
//
// No text of a cell is ever taken for a formula: see [CSV] for how, and how a program that
// reads the file gets the text back. It knows nothing of documents.
package sheet

import (
	"encoding/binary"
	"slices"
	"strconv"

	"mulu/cmd/mulu/internal/official"
)

// Table is what a file says before its rows.
type Table struct {
	Name    string   // of the sheet in a workbook; CSV has no place for it
	Columns []Column // one at least
}

// Column is the head of a column.
type Column struct {
	Title string
	Width int // in a workbook, in Chinese characters, to 127; 0: what a day or a number needs
}

// Writer takes the rows of a table one by one. Close ends the file; it does not close
// what the file is written to.
type Writer interface {
	Row(cells []Cell) error
	Close() error
}

type kind uint8

const (
	empty kind = iota
	text
	day
	number
	percent
	link
)

// Cell is a typed value. The zero Cell is empty.
type Cell struct {
	kind   kind
	places uint8
	day    official.Date
	number int64
	text   string
	url    string
}

// AppendKey appends what tells the cell from every other one, for a hash.
func (c *Cell) AppendKey(dst []byte) []byte {
	dst = append(dst, byte(c.kind), c.places)
	dst = c.day.AppendTo(dst)
	dst = binary.AppendVarint(dst, c.number)
	for _, s := range [...]string{c.text, c.url} {
		dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
	}
	return dst
}

// Text is a cell of text. The text may hold anything.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: text, text: s}
}

// Day is a cell of a calendar day, as 2024-03-05; of no day it is empty.
func Day(d official.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: day, day: d}
}

// Count is a cell of a whole number.
func Count(n int) Cell { return Cell{kind: number, number: int64(n)} }

// maxPlaces bounds the decimal places that a workbook shows.
const maxPlaces = 4

// Decimal is a cell of the number n/10^places, as Decimal(1234, 2) is 12.34: exact, for
// sums and rates that were rounded by rule. places is 0 to 4.
func Decimal(n int64, places int) Cell {
	return Cell{kind: number, number: n, places: places8(places)}
}

// Percent is a cell of n/10^places per cent, as Percent(7939, 2) is 79.39%: exact
// likewise. A workbook holds 0.7939 and shows 79.39%.
func Percent(n int64, places int) Cell {
	return Cell{kind: percent, number: n, places: places8(places)}
}

func places8(n int) uint8 { return uint8(min(max(n, 0), maxPlaces)) }

// Link is a cell that leads to an address and shows a text: in CSV, which has no links,
// the address.
func Link(url, show string) Cell {
	if url == "" {
		return Text(show)
	}
	if show == "" {
		show = url
	}
	return Cell{kind: link, url: url, text: show}
}

// appendDecimal appends n/10^places.
func appendDecimal(dst []byte, n int64, places int) []byte {
	if n < 0 {
		dst = append(dst, '-')
	}
	digits := len(dst)
	dst = strconv.AppendUint(dst, magnitude(n), 10)
	if places == 0 {
		return dst
	}
	for len(dst)-digits <= places { // 5 of two places is 005, then 0.05
		dst = slices.Insert(dst, digits, '0')
	}
	return slices.Insert(dst, len(dst)-places, '.')
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
