package config

import (
	"math"

	"mulu/cmd/mulu/internal/colour"
)

// checkTheme makes the tones of the site's main colour, when it is legible.
func (l *loader) checkTheme() {
	t := &l.c.Theme
	if t.Color == "" {
		if t.Dark != "" {
			l.report(ruleMissing.At(l.file, l.at("theme", "dark"), "写了 dark，没有写 color：网站的主色").WithHint(`补上 color，例如 color = "#9f1d1b"，或者删去 dark`))
		}
		return
	}
	c, ok := l.legible("color", t.Color, "浅色底", colour.White, colour.Grey)
	if !ok {
		return
	}
	brand := colour.BrandOf(c)
	if t.Dark != "" {
		if c, ok = l.legible("dark", t.Dark, "深色底", colour.Night, colour.NightSurface); !ok {
			return
		}
		brand = brand.WithDark(c)
	}
	t.Brand = &brand
}

// legible reads a colour and says when text of it cannot be read on one of the grounds.
func (l *loader) legible(key, value, ground string, grounds ...colour.RGB) (colour.RGB, bool) {
	c, err := colour.Parse(value)
	if err != nil {
		l.report(ruleValue.At(l.file, l.at("theme", key), "%s 的值“%s”不是颜色", key, value).WithHint("写成 # 加6位十六进制数字，例如 #9f1d1b"))
		return c, false
	}
	if got := colour.Least(c, grounds...); got < colour.Text {
		near := colour.Nearest(c, colour.Text, grounds...)
		// Cut, not rounded: 4.496 must not be said to be 4.50.
		d := ruleColour.At(l.file, l.at("theme", key), "主色 %s 和%s的对比度是 %.2f:1，看不清，至少要有 %.1f:1", value, ground, math.Floor(got*100)/100, colour.Text)
		l.report(d.WithHint("同一色相中最接近的、看得清的颜色是 %s", near))
		return c, false
	}
	return c, true
}
