package chart

import (
	"encoding/xml"
	"strconv"
	"strings"
	"testing"
)

type drawing struct {
	ViewBox string `xml:"viewBox,attr"`
	Role    string `xml:"role,attr"`
	Labels  string `xml:"aria-labelledby,attr"`
	Title   struct {
		ID   string `xml:"id,attr"`
		Text string `xml:",chardata"`
	} `xml:"title"`
	Desc  string `xml:"desc"`
	Rects []struct {
		Class  string `xml:"class,attr"`
		X      int    `xml:"x,attr"`
		Y      int    `xml:"y,attr"`
		Width  int    `xml:"width,attr"`
		Height int    `xml:"height,attr"`
	} `xml:"rect"`
	Texts []struct {
		X    int    `xml:"x,attr"`
		Y    int    `xml:"y,attr"`
		Text string `xml:",chardata"`
	} `xml:"text"`
}

func draw(t *testing.T, svg []byte) (d drawing) {
	t.Helper()
	if err := xml.Unmarshal(svg, &d); err != nil {
		t.Fatalf("%s: %v", svg, err)
	}
	box := strings.Fields(d.ViewBox)
	if len(box) != 4 || d.Role != "img" || d.Labels != "c-t c-d" || d.Title.ID != "c-t" || d.Title.Text == "" || d.Desc == "" {
		t.Errorf("the frame is %+v", d)
	}
	high, _ := strconv.Atoi(box[3])
	for _, r := range d.Rects {
		if r.X < 0 || r.Width < 0 || r.Height < 0 || r.X+r.Width > width || r.Y+r.Height > high {
			t.Errorf("%+v is outside of %s", r, d.ViewBox)
		}
	}
	for _, x := range d.Texts {
		if x.X < 0 || x.X > width || x.Y < 0 || x.Y > high {
			t.Errorf("%+v is outside of %s", x, d.ViewBox)
		}
	}
	return d
}

var name = Words{"c", "按机构 <1>", "每个机构公开的文件数 & 其他"}

func TestBars(t *testing.T) {
	d := draw(t, AppendBars(nil, name, []Bar{{"运输局", "zh-CN", 1234567}, {"很长的名字" + strings.Repeat("字", 40), "", 1}, {"零", "", 0}, {`"><script>`, "", 5}}))
	if len(d.Rects) != 4 || d.Rects[0].Width < 260 || d.Rects[1].Width != 2 || d.Rects[2].Width != 0 {
		t.Errorf("bars are %+v", d.Rects)
	}
	var said []string
	for _, x := range d.Texts {
		said = append(said, x.Text)
	}
	if got, want := strings.Join(said, "|"), `运输局|1234567|很长的名字`+strings.Repeat("字", 16)+`…|1|零|0|"><script>|5`; got != want {
		t.Errorf("the chart says %s, want %s", got, want)
	}
	draw(t, AppendBars(nil, name, nil))
}

func TestColumns(t *testing.T) {
	var labels []string
	for m := range 12 {
		labels = append(labels, strconv.Itoa(m+1))
	}
	svg := AppendColumns(nil, name, labels, []Series{{"2025年", make([]int, 12)}, {"2026年", []int{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 300}}})
	d := draw(t, svg)
	if n := len(d.Rects); n != 26 { // two keys, 24 columns
		t.Errorf("%d columns", n)
	}
	last := d.Rects[25]
	if last.Class != "chart-bar" || last.Height != plotHigh || d.Rects[24].Class != "chart-other" || d.Rects[3].Height != 2 {
		t.Errorf("the last is %+v, that beside it %+v", last, d.Rects[24])
	}
	if !strings.Contains(string(svg), `fill="url(#c-hatch)"`) || !strings.Contains(string(svg), `<pattern id="c-hatch"`) {
		t.Errorf("no pattern in %s", svg)
	}
}
