package report

import (
	"cmp"
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// What only the office knows.
var (
	fill  = Word("（请填写）")
	tick  = Word("（请填写：是或否）")
	ticks = Word("（请选择，可以多选）")
)

// Website is a draft of 政府网站工作年度报表 of a year, to be on the home page by 31 January.
// Its parts and their order are those of 国办函〔2018〕12号 (an annex of it has the form); the
// lines are those that published reports have, for the annex could not be compared word by
// word. What the settings and the catalogue know is filled in, with what it counts; everything
// else is left to the office, for the catalogue is but a part of the website.
func Website(c *catalogue.Catalogue, year int) *Table {
	t := &Table{Title: fmt.Sprintf("政府网站工作年度报表（%d年度）初稿", year), Heads: []string{"部分", "项目", "细目", "数值", "来源"}}
	s, n := &c.Config.Site, countWebsite(c, year)
	const settings = "config.toml"
	for _, l := range []websiteLine{
		{"", "填报单位", "", Word(cmp.Or(s.Sponsor, s.Name)), settings},
		{"", "网站名称", "", Word(s.Name), settings},
		{"", "首页网址", "", Word(cmp.Or(s.Portal, c.Config.BaseURL)), settings},
		{"", "主办单位", "", Word(s.Sponsor), settings},
		{"", "网站类型", "政府门户网站、部门网站、专项网站", ticks, ""},
		{"", "政府网站标识码", "", Word(s.IDCode), settings},
		{"", "ICP备案号", "", Word(s.ICP), settings},
		{"", "公安机关备案号", "", Word(s.Police), settings},
		{"", "独立用户访问总量（单位：个）", "", fill, ""},
		{"", "网站总访问量（单位：次）", "", fill, ""},
		{"信息发布（单位：条）", "总数", "", fill, ""},
		{"信息发布（单位：条）", "概况类信息更新量", "", fill, ""},
		{"信息发布（单位：条）", "政务动态信息更新量", "", fill, ""},
		{"信息发布（单位：条）", "信息公开目录信息更新量", "", Count(n.all), fmt.Sprintf("%d年发布的信息", year)},
		{"专栏专题（单位：个）", "维护数量", "", fill, ""},
		{"专栏专题（单位：个）", "新开设数量", "", fill, ""},
		{"解读回应", "解读信息发布", "总数（单位：条）", Count(n.interpretations), "信息类别为政策解读的，或解读其他文件的"},
		{"解读回应", "解读信息发布", "解读材料数量（单位：条）", Count(n.materials), "其中的文字、问答、专家、负责人等解读"},
		{"解读回应", "解读信息发布", "解读产品数量（单位：个）", Count(n.products), "其中有图解、视频、音频的"},
		{"解读回应", "解读信息发布", "媒体评论文章数量（单位：篇）", Count(n.media), "其中形式为媒体的"},
		{"解读回应", "回应公众关注热点或重大舆情数量（单位：次）", "", fill, ""},
		{"办事服务", "是否发布服务事项目录", "", tick, ""},
		{"办事服务", "注册用户数（单位：个）", "", fill, ""},
		{"办事服务", "政务服务事项数量（单位：项）", "", fill, ""},
		{"办事服务", "可全程在线办理政务服务事项数量（单位：项）", "", fill, ""},
		{"办事服务", "办件量（单位：件）", "总数", fill, ""},
		{"办事服务", "办件量（单位：件）", "自然人办件量", fill, ""},
		{"办事服务", "办件量（单位：件）", "法人办件量", fill, ""},
		{"互动交流", "是否使用统一平台", "", tick, ""},
		{"互动交流", "留言办理", "收到留言数量（单位：条）", fill, ""},
		{"互动交流", "留言办理", "办结留言数量（单位：条）", fill, ""},
		{"互动交流", "留言办理", "平均办理时间（单位：天）", fill, ""},
		{"互动交流", "留言办理", "公开答复数量（单位：条）", fill, ""},
		{"互动交流", "征集调查", "征集调查期数（单位：期）", Count(n.consultations), "当年开始的意见征集；网站另有的加上"},
		{"互动交流", "征集调查", "收到意见数量（单位：条）", fill, ""},
		{"互动交流", "征集调查", "公布调查结果期数（单位：期）", Count(n.feedback), "当年发布的意见反馈；网站另有的加上"},
		{"互动交流", "在线访谈", "访谈期数（单位：期）", fill, ""},
		{"互动交流", "在线访谈", "网民留言数量（单位：条）", fill, ""},
		{"互动交流", "在线访谈", "答复网民提问数量（单位：条）", fill, ""},
		{"互动交流", "是否提供智能问答", "", tick, ""},
		{"安全防护", "安全检测评估次数（单位：次）", "", fill, ""},
		{"安全防护", "发现问题数量（单位：个）", "", fill, ""},
		{"安全防护", "问题整改数量（单位：个）", "", fill, ""},
		{"安全防护", "是否建立安全监测预警机制", "", tick, ""},
		{"安全防护", "是否开展应急演练", "", tick, ""},
		{"安全防护", "是否明确网站安全责任人", "", tick, ""},
		{"移动新媒体", "是否有移动新媒体", "", tick, ""},
		{"移动新媒体", "微博", "名称", fill, ""},
		{"移动新媒体", "微博", "信息发布量（单位：条）", fill, ""},
		{"移动新媒体", "微博", "关注量（单位：个）", fill, ""},
		{"移动新媒体", "微信", "名称", fill, ""},
		{"移动新媒体", "微信", "信息发布量（单位：条）", fill, ""},
		{"移动新媒体", "微信", "订阅数（单位：个）", fill, ""},
		{"移动新媒体", "其他", "", fill, ""},
		{"创新发展", "搜索即服务、多语言版本、无障碍浏览、千人千网、其他", "", ticks, ""},
		{"", "单位负责人", "", fill, ""},
		{"", "审核人", "", fill, ""},
		{"", "填报人", "", fill, ""},
		{"", "联系电话", "", fill, ""},
		{"", "填报日期", "", fill, ""},
	} {
		t.Rows = append(t.Rows, l.row())
	}
	t.Notes = []string{
		"初稿：目录知道的已经填好，其余标着" + fill.Text + "。报表于次年1月31日前在网站首页公布（国办函〔2018〕12号）。各行照各地公布的报表列出，填报前与系统中的表核对。",
		"信息发布总数＝概况类＋政务动态＋信息公开目录；解读信息发布总数＝解读材料＋解读产品＋媒体评论文章；办件量总数＝自然人＋法人。",
	}
	return t
}

// websiteLine is a line of the form: its headings, what is filled in and where it is from.
type websiteLine struct {
	part, item, detail string
	value              Value
	source             string
}

func (l *websiteLine) row() []Value {
	if l.value == Word("") { // the settings do not say
		l.value, l.source = fill, ""
	}
	return []Value{Word(l.part), Word(l.item), Word(l.detail), l.value, Word(l.source)}
}

type website struct {
	all, interpretations, materials, products, media, consultations, feedback int
}

func countWebsite(c *catalogue.Catalogue, year int) (n website) {
	in := func(d official.Date) bool { return d.Year() == year && !d.After(c.Today) }
	for i := range c.Documents {
		d := &c.Documents[i]
		if d.More != nil && d.More.Consultation != nil && in(d.More.Consultation.Opens) {
			n.consultations++
		}
		if !in(d.Published) {
			continue
		}
		n.all++
		if states(d, catalogue.FeedbackOn) {
			n.feedback++
		}
		if d.Class != nil && d.Class.Name == "政策解读" || states(d, catalogue.Interprets) {
			n.interpretation(d)
		}
	}
	return n
}

func states(d *catalogue.Document, t catalogue.RelationType) bool {
	return slices.ContainsFunc(d.Out, func(r catalogue.Relation) bool { return r.Type == t })
}

// interpretation counts an interpretation once as a product when a picture or a film is
// among its forms, else as an article of the media or as material.
func (n *website) interpretation(d *catalogue.Document) {
	n.interpretations++
	var forms []string
	if d.More != nil {
		forms = d.More.Forms
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(forms, func(f string) bool { return slices.Contains(names, f) })
	}
	switch {
	case has("图解", "视频", "音频"):
		n.products++
	case has("媒体"):
		n.media++
	default:
		n.materials++
	}
}
