package colour

import "fmt"

// The grounds of the theme, as main.css has them: of the page and of what is set off.
var (
	White        = RGB{0xff, 0xff, 0xff}
	Grey         = RGB{0xf5, 0xf6, 0xf8}
	Night        = RGB{0x15, 0x18, 0x1c}
	NightSurface = RGB{0x1f, 0x24, 0x2a}
)

// What readers need (WCAG 2.2): contrast of text at level AA (1.4.3) and AAA (1.4.6),
// and of lines and controls (1.4.11).
const (
	Text   = 4.5
	Strong = 7.0
	Lines  = 3.0
)

// Brand is the tones of a site's main colour, named as in main.css's palette.
type Brand struct {
	B900 RGB // ground under white text in the dark mode
	B800 RGB // the same, under a pointer and in high contrast
	B700 RGB // the colour itself: ground under white text, words and lines on light grounds
	B500 RGB // lines on dark grounds
	B300 RGB // words on dark grounds
}

// BrandOf makes the tones of a colour that is legible on the light grounds.
func BrandOf(c RGB) Brand {
	base := toLab(c)
	return Brand{
		B900: Nearest(base.at(base.l*0.72), Strong, White),
		B800: Nearest(base.at(base.l*0.82), Strong, White),
		B700: c,
		B500: Nearest(base.at(max(base.l, 0.55)), Lines, NightSurface),
		B300: Nearest(base.at(0.82), Strong, NightSurface),
	}
}

// WithDark puts a site's own colour for dark grounds in place of the made one.
func (b Brand) WithDark(c RGB) Brand {
	b.B500, b.B300 = c, c
	return b
}

// CSS redefines the palette of main.css.
func (b Brand) CSS() string {
	return fmt.Sprintf(":root { --brand-900: %s; --brand-800: %s; --brand-700: %s; --brand-500: %s; --brand-300: %s; }\n", b.B900, b.B800, b.B700, b.B500, b.B300)
}
