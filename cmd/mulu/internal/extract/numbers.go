package extract

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// format is a number format of a spreadsheet, as far as it decides which characters a
// reader sees; the zero value is the general format.
type format struct {
	kind     formatKind
	percent  bool
	least    int // digits after the point that are always shown
	most     int // and at most
	hasClock bool
	hasDay   bool
}

type formatKind uint8

const (
	general formatKind = iota
	fixed
	date
)

// builtinFormat is the code of a format that files do not write out (ECMA-376 part 1,
// 18.8.30), those of Chinese editions too.
func builtinFormat(id int) string {
	switch {
	case id == 1:
		return "0"
	case id == 2:
		return "0.00"
	case id == 3, id == 37, id == 38:
		return "#,##0"
	case id == 4, id == 39, id == 40:
		return "#,##0.00"
	case id == 9:
		return "0%"
	case id == 10:
		return "0.00%"
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return "yyyy-mm-dd"
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return "hh:mm"
	case id == 22:
		return "yyyy-mm-dd hh:mm"
	}
	return ""
}

// parseFormat reads a format code. Of what it cannot say it makes the general format.
func parseFormat(code string) format {
	code = bareFormat(code)
	if strings.EqualFold(code, "general") {
		return format{}
	}
	f := format{hasDay: strings.ContainsAny(code, "yYdDeE") && !strings.ContainsAny(code, "0#"), hasClock: strings.ContainsAny(code, "hHsS")}
	if f.hasDay || f.hasClock {
		f.kind = date
		return f
	}
	code, f.percent = strings.CutSuffix(code, "%")
	if code == "" || strings.Trim(code, "0#?,.") != "" {
		return format{}
	}
	f.kind = fixed
	if _, places, ok := strings.Cut(code, "."); ok {
		f.least, f.most = strings.Count(places, "0"), len(places)
	}
	if f.most > 15 || strings.HasSuffix(code, ",") { // in thousands
		return format{}
	}
	return f
}

// bareFormat is the section of a code for positive numbers without what stands for
// itself: quoted text, fillers, colours, conditions, currency.
func bareFormat(code string) string {
	var b strings.Builder
	for i := 0; i < len(code) && code[i] != ';'; i++ {
		switch c := code[i]; c {
		case '"', '[':
			closing := c
			if c == '[' {
				closing = ']'
			}
			n := strings.IndexByte(code[i+1:], closing)
			if n < 0 {
				return b.String()
			}
			if inside := code[i+1 : i+1+n]; c == '[' && len(inside) <= 2 && strings.Trim(inside, "hHmMsS") == "" {
				b.WriteString(inside) // hours over a day
			}
			i += n + 1
		case '\\', '_', '*':
			i++
		case ' ', '(', ')', '$', '-', '+', '/', ':', '@':
		default:
			if c < 0x80 {
				b.WriteByte(c)
			}
		}
	}
	return b.String()
}

// show is v as the format shows it; dates as 2024-03-05. A thousands separator makes no
// difference to a search and is left out.
func (f format) show(v float64, date04 bool) string {
	switch {
	case f.kind == date && v >= 0 && v < 2_958_466:
		return f.showDate(v, date04)
	case f.kind == fixed && math.Abs(v) < 1e15:
		unit := ""
		if f.percent {
			v, unit = v*100, "%"
		}
		s := strconv.FormatFloat(v, 'f', f.most, 64)
		for n := f.most; n > f.least && strings.HasSuffix(s, "0"); n-- {
			s = s[:len(s)-1]
		}
		return strings.TrimSuffix(s, ".") + unit
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	// A cell shows no more digits; what is behind them is the error of binary numbers.
	s := strconv.FormatFloat(v, 'g', 10, 64)
	if w, err := strconv.ParseFloat(s, 64); err == nil && math.Abs(w) >= 1e-4 && math.Abs(w) < 1e15 {
		return strconv.FormatFloat(w, 'f', -1, 64)
	}
	return s
}

// showDate reads a day number: 1 is 1900-01-01, or 0 is 1904-01-01; the day 60 of the
// former is 1900-02-29, which never was.
func (f format) showDate(v float64, date04 bool) string {
	days, clock := math.Modf(v + 0.5/86400) // to the nearest second
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date04:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		epoch = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	t := epoch.AddDate(0, 0, int(days)).Add(time.Duration(clock*86400) * time.Second)
	switch {
	case !f.hasDay:
		return t.Format("15:04")
	case f.hasClock && clock > 1.0/86400:
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("2006-01-02")
}
