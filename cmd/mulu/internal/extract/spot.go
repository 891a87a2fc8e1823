package extract

import (
	"strconv"
	"strings"
	"unicode"
)

// Passage is a piece of what a file holds: a line, a paragraph, a row, a property.
type Passage struct {
	Place  string // in words, as 工作表“名单”（隐藏）第3行; "" in a text without parts
	Text   string // UTF-8 without line breaks; a tab before each cell of a row but the first
	Table  int    // counts the tables of the file from 1; 0 when this is no row
	Hidden bool   // not all of it is shown to who opens the file
}

// spot is where the line that is being written stands.
type spot struct {
	within string // the files around it
	at     string // part of the file
	unit   string // what is counted there; "" when nothing is
	number int
	table  int
	hidden bool // the whole part
	notes  note // on this line
}

// note says what is particular about a line.
type note uint8

const (
	hiddenRow note = 1 << iota
	hiddenColumn
	hiddenText
	deleted
	inserted
)

var noteNames = []string{"隐藏行", "有隐藏列", "有隐藏文字", "有修订删除的文字", "有修订增加的文字"}

// passage is text at the spot.
func (s *spot) passage(text string) Passage {
	return Passage{Place: s.place(), Text: text, Table: s.table, Hidden: s.hidden || s.notes&^inserted != 0}
}

func (s *spot) place() string {
	b := make([]byte, 0, 64)
	b = append(append(b, s.within...), s.at...)
	if s.unit != "" {
		b = append(strconv.AppendInt(append(b, "第"...), int64(s.number), 10), s.unit...)
	}
	if s.notes != 0 {
		var names []string
		for i, name := range noteNames {
			if s.notes&(1<<i) != 0 {
				names = append(names, name)
			}
		}
		b = append(b, ("（" + strings.Join(names, "、") + "）")...)
	}
	return strings.Map(printable, string(b)) // names within a file may be anything
}

// printable keeps a character that steers neither a line nor a terminal.
func printable(r rune) rune {
	if unicode.IsControl(r) {
		return unicode.ReplacementChar
	}
	return r
}
