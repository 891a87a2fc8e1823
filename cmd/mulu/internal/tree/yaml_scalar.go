package tree

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/token"
)

// scalar makes a value of the token of a plain or quoted scalar. The type of a
// plain one follows YAML 1.2.2, 10.3 (core schema), with days and times besides.
func (r *yamlReader) scalar(t *token.Token) Value {
	v := Value{Kind: String, Str: scalarText(t)}
	switch t.Type {
	case token.SingleQuoteType, token.DoubleQuoteType:
	case token.ImplicitNullType:
		v.Kind, v.Str = None, ""
	default:
		v = plainScalar(v.Str)
	}
	v.Pos = r.place(t)
	r.checkValue(&v, t.Type)
	return v
}

// scalarText is the text of a scalar. goccy/go-yaml loses the tabs inside a plain one.
func scalarText(t *token.Token) string {
	if t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType {
		return t.Value
	}
	if s := written(t); strings.Contains(s, "\t") && strings.ReplaceAll(s, "\t", "") == strings.ReplaceAll(t.Value, "\t", "") {
		return s
	}
	return t.Value
}

// checkValue reports what cannot stand in a value.
func (r *yamlReader) checkValue(v *Value, t token.Type) {
	if v.Kind == Int && v.Int == 0 && strings.Trim(v.Str, "+-0xo") != "" {
		r.report(ruleYAML.At(r.file, v.Pos, "数字 %s 太大", v.Str).WithHint("这是编号时，用英文双引号括起"))
		return
	}
	if t != token.DoubleQuoteType {
		return
	}
	for _, c := range v.Str {
		if isHidden(c) {
			r.report(controlCharacter(r.file, c, v.Pos))
			return
		}
	}
}

var (
	yamlInteger = regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	yamlFloat   = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
)

// plainScalar decides the type of a plain scalar. An integer that is too large for
// Int has Int 0.
func plainScalar(s string) Value {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Value{Kind: None, Str: s}
	case "true", "True", "TRUE":
		return Value{Kind: Bool, Str: s, Bool: true}
	case "false", "False", "FALSE":
		return Value{Kind: Bool, Str: s}
	case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
		f, _ := strconv.ParseFloat(strings.Replace(s, ".", "", 1), 64)
		return Value{Kind: Float, Str: s, Float: f}
	}
	switch {
	case isDay(s):
		return Value{Kind: Date, Str: s}
	case isDigit(s[0]) && isDateTime(s):
		return Value{Kind: DateTime, Str: s}
	case yamlInteger.MatchString(s):
		return Value{Kind: Int, Str: s, Int: yamlInt(s)}
	case yamlFloat.MatchString(s):
		f, _ := strconv.ParseFloat(s, 64)
		return Value{Kind: Float, Str: s, Float: f}
	}
	return Value{Kind: String, Str: s}
}

// yamlInt is the number that s writes; leading zeros mean nothing in YAML 1.2.
func yamlInt(s string) int64 {
	base := 10
	if len(s) > 2 && (s[1] == 'o' || s[1] == 'x') {
		base = map[byte]int{'o': 8, 'x': 16}[s[1]]
		s = s[2:]
	}
	n, err := strconv.ParseInt(s, base, 64)
	if err != nil {
		return 0
	}
	return n
}
