package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// standardHigh are the characters of the standard encoding (ISO 32000-1, annex D) from
// code 161 on; a space is none.
const standardHigh = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß"

// encoding is the character of each code of a font with codes of one byte.
func (f *file) encoding(d dict) *[256]string {
	var table [256]string
	encoding := f.resolve(d["Encoding"])
	base, differences := name(""), array(nil)
	switch e := encoding.(type) {
	case name:
		base = e
	case dict:
		base, differences = f.name(e, "BaseEncoding"), f.array(e, "Differences")
	}
	if f.name(d, "Subtype") != "Type3" || base != "" {
		fillEncoding(&table, base)
	}
	at := 0
	f.spend(len(differences))
	for _, o := range differences {
		switch o := f.resolve(o).(type) {
		case int:
			at = o
		case name:
			if at >= 0 && at < 256 {
				table[at] = glyphText(o)
			}
			at++
		}
	}
	return &table
}

func fillEncoding(table *[256]string, base name) {
	page := charmap.Windows1252
	if base == "MacRomanEncoding" {
		page = charmap.Macintosh
	}
	for c := 32; c < 256; c++ {
		if r := page.DecodeByte(byte(c)); r != '\uFFFD' && r >= ' ' {
			table[c] = string(r)
		}
	}
	if base == "StandardEncoding" {
		table['\''], table['`'] = "’", "‘"
		for c := 127; c < 256; c++ {
			table[c] = ""
		}
		for i, r := range []rune(standardHigh) {
			if r != ' ' {
				table[161+i] = string(r)
			}
		}
	}
}

// named are glyph names of the Adobe Glyph List that are no letters; accented letters
// are put together by glyphText.
var named = func() map[string]string {
	const list = `space   exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk *
plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ;
less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _ grave ` + "`" + ` braceleft {
bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ currency ¤ yen ¥ brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª
guillemotleft « logicalnot ¬ registered ® macron ¯ degree ° plusminus ± acute ´ mu μ paragraph ¶ periodcentered · cedilla ¸ ordmasculine º
guillemotright » onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿ multiply × divide ÷ AE Æ ae æ Oslash Ø oslash ø Eth Ð eth ð Thorn Þ
thorn þ germandbls ß dotlessi ı Lslash Ł lslash ł OE Œ oe œ florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜
hungarumlaut ˝ endash – emdash — quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ dagger † daggerdbl ‡
bullet • ellipsis … perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro € trademark ™ minus − fi fi fl fl ff ff ffi ffi ffl ffl
lessequal ≤ greaterequal ≥ notequal ≠ approxequal ≈ infinity ∞ summation ∑ integral ∫ radical √ partialdiff ∂ product ∏ alpha α beta β
gamma γ delta δ epsilon ε lambda λ pi π sigma σ tau τ phi φ omega ω Delta Δ Omega Ω Sigma Σ nbspace   nonbreakingspace   sfthyphen - middot ·`
	m := map[string]string{"space": " ", "nbspace": " ", "nonbreakingspace": " "}
	words := strings.Fields(list)
	for i := 0; i+1 < len(words); {
		if m[words[i]] == " " { // its character is white space itself
			i++
			continue
		}
		m[words[i]] = words[i+1]
		i += 2
	}
	return m
}()

// accents are the combining marks behind the second half of a letter's glyph name.
var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304", "breve": "\u0306",
	"dotaccent": "\u0307", "dieresis": "\u0308", "ring": "\u030A", "hungarumlaut": "\u030B", "caron": "\u030C", "cedilla": "\u0327", "ogonek": "\u0328",
}

// glyphText is the text that a glyph name stands for (Adobe Glyph List Specification),
// "" when it stands for none.
func glyphText(n name) string {
	s, _, _ := strings.Cut(string(n), ".")
	if strings.Contains(s, "_") && len(s) < 32 {
		out := ""
		for part := range strings.SplitSeq(s, "_") {
			out += glyphText(name(part))
		}
		return out
	}
	if t, ok := named[s]; ok {
		return t
	}
	switch {
	case len(s) == 1:
		return s
	case strings.HasPrefix(s, "uni") && len(s) >= 7 && len(s) <= 35:
		return hexText(s[3:], 4)
	case s != "" && s[0] == 'u' && len(s) >= 5 && len(s) <= 7:
		return hexText(s[1:], len(s)-1)
	case len(s) > 1 && accents[s[1:]] != "":
		return norm.NFC.String(s[:1] + accents[s[1:]])
	}
	return ""
}

// hexText reads characters of n hexadecimal digits each.
func hexText(s string, n int) string {
	out := ""
	for ; len(s) >= n; s = s[n:] {
		v, err := strconv.ParseUint(s[:n], 16, 21)
		if err != nil {
			return ""
		}
		out += string(rune(v))
	}
	return out
}
