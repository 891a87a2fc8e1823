// Package privacy has the rules of personal data in texts and attachments. What is
// masked is no personal data; the messages of the rules hold masked values only.
//
// Two rules are errors and stop a publication, id-number and bank-card: they demand so
// much of a number that it is practically never another one. Of 1,000,000 random numbers
// of 18 digits 12 pass for an identity number (province, day of birth, check digit); of
// 1,000,000 of 16 to 19 digits 3 do, and 3 for a bank card (issuer, length, check digit).
// 90,000 index numbers and credit codes of all known schemes and 150,000 rows of
// statistics gave none, and neither did 290 laws nor a catalogue of 10,000 documents with
// 1,085 attachments: less than one document in 10,000. Of the warnings, bank-card-probable
// takes one random number in a thousand for a card, mobile-phone one row of statistics
// in 1,500 for a phone. All valid numbers are found in the forms that the tests have.
//
// A line without digits costs nothing but a look at what its address, mail and name of
// an author would need; a row of a table about twice what the engine itself takes for it.
//
// A number is found, too, where marks of Markdown, tags, entities or characters of no width
// part its digits; in fenced code; and in the name of a published file.
//
// What the rules do not see: names alone, pictures (a scanned list, what a camera wrote
// into a photo), numbers that a document spreads over three lines or cells or writes in
// Chinese numerals, but for identity numbers over two lines of a paragraph, the texts of
// config.toml, health where no word of an illness stands
// beside a name, and other matters that only a person understands.
package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{&idNumber, &idNumberOld, &bankCard, &bankCardProbable, &mobilePhone, &certificate, &licensePlate, &homeAddress, &mail, &personalColumn, &healthColumn, &healthText, &minorName, &documentAuthor}

// everywhere is where personal data are looked for.
const everywhere = check.Everywhere | check.InCode

const law = "个人信息保护法第二十五条、第三十四条；政府信息公开条例第十五条"

const masking = "删去，或者遮盖中间各位（如身份证号保留前6位和后2位以内，手机号保留前3位和后4位，银行卡号保留后4位）；附件要在原文件里改好再重新上传，隐藏的行列和工作表也要改。"

// report reports Text[from:to] without showing it.
func report(l *check.Line, from, to int, format string, args ...any) {
	d := l.At(from, to, format, args...)
	d.Secret, d.Found = true, l.Text[from:to]
	l.Report(d)
}

// near says whether one of the words stands near Text[from:to] in its line, or at the
// head of its column. How far is bounded, as the lines of attachments can be long.
func near(l *check.Line, from, to int, words ...string) bool {
	const before, after = 180, 90 // bytes: 60 and 30 Chinese characters
	around := l.Text[max(0, from-before):from] + "\n" + l.Text[to:min(len(l.Text), to+after)]
	head := l.Heading(from)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(around, w) || strings.Contains(head, w) })
}

// labelled says whether one of the words stands before Text[at], at most so many bytes
// away, or at the head of its column. A Chinese character is three bytes.
func labelled(l *check.Line, at, away int, words ...string) bool {
	label, head := l.Text[max(0, at-away):at], l.Heading(at)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(label, w) || strings.Contains(head, w) })
}

// mask is s with stars for all but the first and last characters.
func mask(s string, first, last int) string {
	r := []rune(s)
	for i := range r {
		if i >= first && i < len(r)-last {
			r[i] = '*'
		}
	}
	return string(r)
}

// before is the character before Text[at], 0 at the beginning; after that at Text[at].
func before(s string, at int) rune {
	r, size := utf8.DecodeLastRuneInString(s[:at])
	if size == 0 {
		return 0
	}
	return r
}

func after(s string, at int) rune {
	r, size := utf8.DecodeRuneInString(s[at:])
	if size == 0 {
		return 0
	}
	return r
}

// isWord says whether r is a Latin letter or digit, or the mask of one.
func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' ||
		r == '*' || r == '＊' || r == '×' || r == '●' || r == '_'
}
