package report

import (
	"fmt"
	"slices"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
)

// fill stands for what only the office knows.
const fill = "（请填写）"

// Website is a draft of 政府网站工作年度报表 of a year (政府网站发展指引, 国办发〔2017〕47号,
// to be on the home page by 31 January): what the settings and the catalogue know is filled
// in, the rest is marked. The wording of the lines was not held against the official form;
// what they count is said beside them.
func Website(c *catalogue.Catalogue, year int) *Table {
	t := &Table{Title: fmt.Sprintf("政府网站工作年度报表（%d年度）初稿", year), Heads: []string{"部分", "项目", "数值", "来源"}}
	add := func(part, name string, v Value, source string) {
		if v.String() == "" {
			v = Word(fill)
		}
		t.Rows = append(t.Rows, []Value{Word(part), Word(name), v, Word(source)})
	}
	ask := func(part string, names ...string) {
		for _, name := range names {
			add(part, name, Word(fill), "")
		}
	}
	s := &c.Config.Site
	for _, f := range [][2]string{{"网站名称", s.Name}, {"首页网址", c.Config.BaseURL}, {"主办单位", s.Sponsor}, {"政府网站标识码", s.IDCode}, {"ICP备案号", s.ICP}, {"公安机关备案号", s.Police}} {
		add("基本情况", f[0], Word(f[1]), "config.toml")
	}
	ask("基本情况", "网站类型", "独立用户访问总量", "网站总访问量")
	n := countWebsite(c, year)
	add("信息发布", "信息公开目录信息更新量（条）", Count(n.all), fmt.Sprintf("%d年发布的信息", year))
	ask("信息发布", "总数（条）", "概况类信息更新量（条）", "政务动态信息更新量（条）")
	ask("专栏专题", "维护数量（个）", "新开设数量（个）")
	add("解读回应", "解读信息发布总数（条）", Count(n.interpretations), "信息类别为政策解读的，或解读其他文件的")
	add("解读回应", "解读材料数量（条）", Count(n.materials), "其中的文字、问答、专家、负责人等解读")
	add("解读回应", "解读产品数量（个）", Count(n.products), "其中有图解、视频、音频的")
	add("解读回应", "媒体评论文章数量（篇）", Count(n.media), "其中形式为媒体的")
	ask("解读回应", "回应公众关注热点或重大舆情数量（次）")
	ask("办事服务", "是否发布服务事项目录", "注册用户数（个）", "政务服务事项数量（项）", "可全程在线办理政务服务事项数量（项）", "办件量（件）")
	ask("互动交流", "收到留言数量（条）", "办结留言数量（条）", "平均办理时间（天）", "公开答复数量（条）")
	add("互动交流", "征集调查期数（期）", Count(n.consultations), "当年开始的意见征集")
	add("互动交流", "公布调查结果期数（期）", Count(n.feedback), "当年发布的意见反馈")
	ask("互动交流", "征集调查收到意见数量（条）", "在线访谈期数（期）")
	ask("安全防护", "安全检测评估次数（次）", "发现问题数量（个）", "问题整改数量（个）", "是否建立安全监测预警机制", "是否开展应急演练", "是否明确网站安全责任人")
	ask("移动新媒体", "是否有移动新媒体", "微博名称、发布量、关注量", "微信名称、发布量、订阅数", "其他")
	ask("创新发展", "搜索即服务、多语言版本、无障碍浏览、千人千网、其他")
	t.Notes = []string{"初稿：目录知道的已经填好，其余标着" + fill + "。报表于次年1月31日前在网站首页公布。"}
	return t
}

type website struct {
	all, interpretations, materials, products, media, consultations, feedback int
}

func countWebsite(c *catalogue.Catalogue, year int) (n website) {
	in := func(d official.Date) bool { return d.Year() == year }
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
