package links

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/lazy"
)

var mapNumber = check.Rule{
	Rule: diag.Rule{Code: "map-number-missing", Severity: diag.Notice, Title: "地图没有审图号",
		Explain:  "公开的地图要经审核，并在图上或者旁边标明审图号。按图片替代文字末尾的“地图”“区位图”“路网图”等词判断，正文里有“审图号”的不算；示意性质、不含行政区域界线的图可以不理会。",
		Source:   "地图管理条例（国务院令第664号）第二十二条",
		Repair:   "确是地图的，送审后在图的下方写上审图号，例如“审图号：某S（2026）001号”；不是地图的，改图名。",
		Examples: []diag.Example{{Wrong: "![霁川市公交线路分布地图](xl.png)", Right: "![霁川市公交线路分布地图](xl.png)\n\n审图号：某S（2026）001号"}}},
	Body: func(b *check.Body) {
		if b.Document == nil {
			return
		}
		for i := range b.Links {
			if l := &b.Links[i]; l.Image && isMap(l.Text) {
				if !strings.Contains(string(b.Raw), "审图号") {
					b.Report(b.AtPlace(b.File, l.Pos, "“%s”像是地图，页面上没有审图号", strings.TrimSpace(l.Text)))
				}
				return
			}
		}
	},
}

var mapWords = lazy.Compile(`(?:地图|区位图|区划图|路网图|交通图|位置图)(?:[（(：:，,。\s]|$)`)

// isMap says whether an alternative text names a map: by its last word, for 地图册 and
// 地图服务 are none.
func isMap(alt string) bool {
	return strings.Contains(alt, "图") && mapWords.MatchString(alt) && !strings.Contains(alt, "网站地图")
}
