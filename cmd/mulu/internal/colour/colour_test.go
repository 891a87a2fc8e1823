package colour_test

import (
	"math"
	"regexp"
	"testing"

	"mulu/cmd/mulu/internal/colour"
	"mulu/static"
)

func mustParse(t *testing.T, s string) colour.RGB {
	t.Helper()
	c, err := colour.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"#9f1d1b", "#9f1d1b"}, {"#9F1D1B", "#9f1d1b"}, {"#fa0", "#ffaa00"}, {"#000", "#000000"},
	} {
		if got := mustParse(t, tt.in).String(); got != tt.want {
			t.Errorf("Parse(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
	for _, in := range []string{"", "red", "9f1d1b", "#9f1d1", "#9f1d1g", "#-f1d1b", "#9f1d1b80", "#f f", "＃9f1d"} {
		if c, err := colour.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", in, c)
		}
	}
}

// The values are those of WebAIM's and the W3C's own examples.
func TestContrast(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54},
		{"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#ffffff", 8.59}, {"#ffff00", "#ffffff", 1.07},
	} {
		a, b := mustParse(t, tt.a), mustParse(t, tt.b)
		if got := colour.Contrast(a, b); math.Abs(got-tt.want) > 0.005 || got != colour.Contrast(b, a) {
			t.Errorf("Contrast(%s, %s) = %.3f, want %.2f both ways", tt.a, tt.b, got, tt.want)
		}
	}
}

// Whatever colour a site chooses, once it is legible its tones are, too.
func TestTonesOfEveryColourAreLegible(t *testing.T) {
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				c := colour.RGB{R: uint8(r), G: uint8(g), B: uint8(b)}
				near := colour.Nearest(c, colour.Text, colour.White, colour.Grey)
				if got := colour.Least(near, colour.White, colour.Grey); got < colour.Text {
					t.Errorf("Nearest(%s) = %s with contrast %.2f", c, near, got)
				}
				if again := colour.Nearest(near, colour.Text, colour.White, colour.Grey); again != near {
					t.Errorf("Nearest(%s) = %s, but it is legible", near, again)
				}
				legible(t, c, colour.BrandOf(near))
			}
		}
	}
}

func legible(t *testing.T, c colour.RGB, b colour.Brand) {
	t.Helper()
	for _, p := range []struct {
		tone    colour.RGB
		least   float64
		grounds []colour.RGB
	}{
		{b.B900, colour.Strong, []colour.RGB{colour.White}},
		{b.B800, colour.Strong, []colour.RGB{colour.White}},
		{b.B500, colour.Lines, []colour.RGB{colour.Night, colour.NightSurface}},
		{b.B300, colour.Strong, []colour.RGB{colour.Night, colour.NightSurface}},
	} {
		if got := colour.Least(p.tone, p.grounds...); got < p.least {
			t.Errorf("%s: tone %s has contrast %.2f with %v, want %.1f", c, p.tone, got, p.grounds, p.least)
		}
	}
}

// The grounds are main.css's own, and it has every tone that CSS redefines.
func TestPaletteIsTheStyleSheets(t *testing.T) {
	css, err := static.FS.ReadFile("css/main.css")
	if err != nil {
		t.Fatal(err)
	}
	value := func(name string) colour.RGB {
		m := regexp.MustCompile(`(?m)^  ` + name + `: (#\w+);`).FindSubmatch(css)
		if m == nil {
			t.Fatalf("main.css has no %s", name)
		}
		return mustParse(t, string(m[1]))
	}
	for name, want := range map[string]colour.RGB{"--white": colour.White, "--grey-50": colour.Grey, "--night-900": colour.Night, "--night-800": colour.NightSurface} {
		if got := value(name); got != want {
			t.Errorf("%s is %s in main.css, %s in package colour", name, got, want)
		}
	}
	own := colour.BrandOf(value("--brand-700")).CSS()
	for _, m := range regexp.MustCompile(`--brand-\d+`).FindAllString(own, -1) {
		value(m)
	}
}
