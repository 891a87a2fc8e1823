// Package colour reckons with the colours of a site's theme: the contrast that a
// reader needs (WCAG 2.2), and tones of one colour that have it. Tones are made in
// OKLab, where a step of lightness looks as large in blue as in yellow.
//
// It knows no style sheet: what a tone is for is said in static/css/main.css.
package colour

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// RGB is an opaque colour of the sRGB space.
type RGB struct{ R, G, B uint8 }

// Parse reads a colour as style sheets write it, #9f1d1b or #fa0.
func Parse(s string) (RGB, error) {
	digits, ok := strings.CutPrefix(s, "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	v, err := strconv.ParseUint(digits, 16, 24)
	if !ok || len(digits) != 6 || err != nil {
		return RGB{}, fmt.Errorf("colour %q is not # and 6 hexadecimal digits", s)
	}
	return RGB{uint8(v >> 16), uint8(v >> 8), uint8(v)}, nil
}

// String writes a colour as style sheets do.
func (c RGB) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Contrast is how far two colours stand apart, from 1 (the same) to 21 (black and
// white): WCAG 2.2, contrast ratio.
func Contrast(a, b RGB) float64 {
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c RGB) float64 {
	return float64(0.2126*linear(c.R)) + float64(0.7152*linear(c.G)) + float64(0.0722*linear(c.B))
}

func linear(v uint8) float64 {
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

func encode(c float64) float64 {
	if c <= 0.0031308 {
		return float64(c * 12.92 * 255)
	}
	return float64(float64(1.055*math.Pow(c, 1/2.4))-0.055) * 255
}

// lab is a colour in OKLab (Björn Ottosson 2020): lightness from 0 to 1, and how far it
// is from grey in two directions.
type lab struct{ l, a, b float64 }

// sum adds three products. The conversions keep processors from joining a product and
// a sum, which would make other last bits on some: a site is the same bytes everywhere.
func sum(x, kx, y, ky, z, kz float64) float64 {
	return float64(float64(x*kx)+float64(y*ky)) + float64(z*kz)
}

func toLab(c RGB) lab {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(sum(r, 0.4122214708, g, 0.5363325363, b, 0.0514459929))
	m := math.Cbrt(sum(r, 0.2119034982, g, 0.6806995451, b, 0.1073969566))
	s := math.Cbrt(sum(r, 0.0883024619, g, 0.2817188376, b, 0.6299787005))
	return lab{
		sum(l, 0.2104542553, m, 0.7936177850, s, -0.0040720468),
		sum(l, 1.9779984951, m, -2.4285922050, s, 0.4505937099),
		sum(l, 0.0259040371, m, 0.7827717662, s, -0.8086757660),
	}
}

// rgb gives the screen's colour, and whether there is one.
func (c lab) rgb() (RGB, bool) {
	l := cube(sum(c.l, 1, c.a, 0.3963377774, c.b, 0.2158037573))
	m := cube(sum(c.l, 1, c.a, -0.1055613458, c.b, -0.0638541728))
	s := cube(sum(c.l, 1, c.a, -0.0894841775, c.b, -1.2914855480))
	var out [3]uint8
	for i, v := range [3]float64{
		sum(l, 4.0767416621, m, -3.3077115913, s, 0.2309699292),
		sum(l, -1.2684380046, m, 2.6097574011, s, -0.3413193965),
		sum(l, -0.0041960863, m, -0.7034186147, s, 1.7076147010),
	} {
		e := math.Round(encode(v))
		if e < 0 || e > 255 {
			return RGB{}, false
		}
		out[i] = uint8(e)
	}
	return RGB{out[0], out[1], out[2]}, true
}

func cube(v float64) float64 { return float64(v*v) * v }

// at gives the colour of the same hue at another lightness, as full of colour as before
// or as a screen can show.
func (c lab) at(lightness float64) RGB {
	for keep := 1.0; keep > 0; keep -= 0.02 {
		if out, ok := (lab{lightness, float64(c.a * keep), float64(c.b * keep)}).rgb(); ok {
			return out
		}
	}
	if lightness < 0.5 {
		return RGB{}
	}
	return RGB{255, 255, 255}
}

// Nearest gives the colour of the same hue, as near in lightness as can be, whose
// contrast with every ground is at least the given one; c itself when it has it. The
// grounds are all light or all dark: it goes away from them.
func Nearest(c RGB, least float64, grounds ...RGB) RGB {
	base, step := toLab(c), -0.004
	if luminance(grounds[0]) < 0.18 {
		step = -step
	}
	out := c
	for l := base.l; Least(out, grounds...) < least && l >= 0 && l <= 1; l += step {
		out = base.at(l)
	}
	return out
}

// Least is the contrast of a colour with that ground from which it is told worst.
func Least(c RGB, grounds ...RGB) float64 {
	least := math.Inf(1)
	for _, g := range grounds {
		least = min(least, Contrast(c, g))
	}
	return least
}
