package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strconv"
)

// The colours of charts: each at least 3:1 against white and told apart by
// lightness too, for readers who see no hue.
var (
	white = color.Gray{Y: 255}
	ink   = color.RGBA{R: 0x1f, G: 0x29, B: 0x37, A: 255}
	fills = []color.RGBA{{0x1d, 0x4e, 0x89, 255}, {0x2f, 0x85, 0x5a, 255}, {0xb4, 0x53, 0x09, 255}}
)

// digits are the shapes of 0 to 9, five bits a row, seven rows.
var digits = [10][7]byte{
	{14, 17, 19, 21, 25, 17, 14}, {4, 12, 4, 4, 4, 4, 14}, {14, 17, 1, 2, 4, 8, 31}, {31, 2, 4, 2, 1, 17, 14},
	{2, 6, 10, 18, 31, 2, 2}, {31, 16, 30, 1, 1, 17, 14}, {6, 8, 16, 30, 17, 17, 14}, {31, 1, 2, 4, 8, 8, 8},
	{14, 17, 17, 14, 17, 17, 14}, {14, 17, 17, 15, 1, 2, 12},
}

// canvas is an image of filled rectangles. It has no fonts: words stand in the text
// beside the image, figures are drawn from digits.
type canvas struct{ *image.RGBA }

func newCanvas(w, h int) canvas {
	c := canvas{image.NewRGBA(image.Rect(0, 0, w, h))}
	c.fill(0, 0, w, h, white)
	return c
}

func (c canvas) fill(x, y, w, h int, col color.Color) {
	for j := y; j < y+h; j++ {
		for i := x; i < x+w; i++ {
			c.Set(i, j, col)
		}
	}
}

// number draws n around the middle x, with its top at y, scale dots a bit.
func (c canvas) number(n, x, y, scale int, col color.Color) {
	s := strconv.Itoa(n)
	x -= (6*len(s) - 1) * scale / 2
	for _, d := range s {
		for row, bits := range digits[d-'0'] {
			for bit := range 5 {
				if bits>>(4-bit)&1 == 1 {
					c.fill(x+bit*scale, y+row*scale, scale, scale, col)
				}
			}
		}
		x += 6 * scale
	}
}

func (c canvas) encode() ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err := e.Encode(&b, c)
	return b.Bytes(), err
}

// bars draws groups of bars with their values on top; highest is the value of a
// bar of full height.
func bars(groups [][]int, highest int) ([]byte, error) {
	const bar, gap, left, height, top = 64, 40, 48, 300, 56
	width := left
	for _, g := range groups {
		width += len(g)*bar + gap
	}
	c := newCanvas(width+left-gap, top+height+24)
	x := left
	for _, g := range groups {
		for i, v := range g {
			h := v * height / highest
			c.fill(x+4, top+height-h, bar-8, h, fills[i%len(fills)])
			c.number(v, x+bar/2, top+height-h-26, 3, ink)
			x += bar
		}
		x += gap
	}
	c.fill(left/2, top+height, width-gap, 3, ink)
	return c.encode()
}

// flow draws n numbered steps in a row, with an arrow back from one step to an
// earlier one.
func flow(n, from, to int) ([]byte, error) {
	const box, gap, left, top = 112, 48, 32, 32
	c := newCanvas(2*left+n*box+(n-1)*gap, top+box+88)
	for i := range n {
		x := left + i*(box+gap)
		c.fill(x, top, box, box, fills[0])
		c.number(i+1, x+box/2, top+box/2-28, 8, white)
		if i+1 < n {
			c.arrow(x+box+4, top+box/2, gap-8, 0, ink)
		}
	}
	a, b := left+(from-1)*(box+gap)+box/2, left+(to-1)*(box+gap)+box/2
	low := top + box + 56
	c.fill(a-2, top+box+4, 4, low-top-box-4, fills[2])
	c.fill(b-2, low-4, a-b+4, 4, fills[2])
	c.arrow(b, low, 0, -(low - top - box - 4), fills[2])
	return c.encode()
}

// arrow draws an arrow from a point, dx to the right or dy (negative) up.
func (c canvas) arrow(x, y, dx, dy int, col color.Color) {
	const head = 12
	if dx > 0 {
		c.fill(x, y-2, dx-head, 4, col)
		for i := range head {
			c.fill(x+dx-head+i, y-head+i, 1, 2*(head-i), col)
		}
		return
	}
	c.fill(x-2, y+dy+head, 4, -dy-head, col)
	for i := range head {
		c.fill(x-i, y+dy+i, 2*i+1, 1, col)
	}
}

func chartFiles() []file {
	draw := func(make func() ([]byte, error)) func(string) ([]byte, error) {
		return func(string) ([]byte, error) { return make() }
	}
	return []file{
		{"content/zcfg/qtwj/补贴办理流程.png", draw(func() ([]byte, error) { return flow(5, 3, 1) })},
		{"content/zcjd/tjjd/源头治超五步走.png", draw(func() ([]byte, error) { return flow(5, 3, 2) })},
		{"content/yjgl/yjya/应急响应流程图.png", draw(func() ([]byte, error) { return flow(5, 4, 2) })},
		{"content/zcfg/yjzj/慢行系统建设里程.png", draw(func() ([]byte, error) { return bars([][]int{{52}, {70}, {64}}, 70) })},
		{"content/tjxx/tjgb/2025年公路里程构成.png", draw(func() ([]byte, error) {
			return bars([][]int{{486}, {628}, {1086}, {2368}, {6112}}, 6112)
		})},
		{"content/zfxxgk/gknb/2025年度申请办理情况.png", draw(func() ([]byte, error) {
			return bars([][]int{{19, 18, 1}, {25, 24, 2}, {33, 34, 1}}, 34)
		})},
	}
}
