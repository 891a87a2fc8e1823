package official

import (
	"errors"
	"fmt"

	"mulu/cmd/mulu/internal/lazy"
)

// UnifiedNumber is the registration number of an administrative normative
// document (统一编号), as HFGS—2017—9. Other documents have none. The zero value
// is none.
type UnifiedNumber struct {
	Area   string // capital letters of the area and the office
	Year   int
	Serial string // digits; zeros in front are part of it, as some places hold codes in it
}

// ErrUnified is wrapped by every error of ParseUnifiedNumber.
var ErrUnified = errors.New("不是有效的统一编号")

var unified = lazy.Compile(`\A([A-Z]{2,8})[-—–]{1,2}((?:19|20)\d{2})[-—–]{1,2}(\d{1,8})\z`)

// ParseUnifiedNumber reads a unified number; the places write the dash between
// its parts in different ways, and all of them are right. The error is in Chinese.
func ParseUnifiedNumber(s string) (UnifiedNumber, error) {
	m := unified.FindStringSubmatch(s)
	if m == nil {
		return UnifiedNumber{}, fmt.Errorf("“%s”%w：应由大写字母、年份、序号三部分组成，用连接号隔开，如 JNCR-2023-0360001", s, ErrUnified)
	}
	return UnifiedNumber{Area: m[1], Year: decimal(m[2]), Serial: m[3]}, nil
}

// IsZero says whether n is no number.
func (n UnifiedNumber) IsZero() bool { return n == UnifiedNumber{} }

// String gives the form with plain hyphens, by which two numbers are compared:
// HFGS-2017-9. Pages show the number as its place writes it.
func (n UnifiedNumber) String() string {
	if n.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s-%d-%s", n.Area, n.Year, n.Serial)
}
