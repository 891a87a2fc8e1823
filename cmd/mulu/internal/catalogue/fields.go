package catalogue

// Type is the form of a front-matter value.
type Type uint8

// The types of fields.
const (
	Text     Type = iota + 1 // one line of text
	Texts                    // a text or a list of texts
	Day                      // a calendar day
	Flag                     // true or false
	Choice                   // one of a list of texts
	Tables                   // a table or a list of tables, or of texts as their short form
	OneTable                 // a table
	Count                    // a whole number, 0 or more
)

// String names the type for the editor.
func (t Type) String() string {
	switch t {
	case Text:
		return "文字"
	case Texts:
		return "文字或列表"
	case Day:
		return "日期"
	case Flag:
		return "true 或 false"
	case Choice:
		return "选项"
	case Tables:
		return "列表"
	case OneTable:
		return "表"
	case Count:
		return "数字"
	}
	return ""
}

// Field is a row of the field table: one key of a document's front matter. The
// alias table is that of labels met on real pages.
type Field struct {
	Key      string   // the English key
	Label    string   // the official label, also accepted as key
	Aliases  []string // further labels accepted as keys
	Type     Type
	Required string // when it is required; empty: never
	Help     string // one sentence for an editor
	Example  string // a TOML value
	// Internal says that the field is for the office alone: no page, feed or export has it.
	Internal bool
	ref      RelationType
}

// Fields is the field table: the parser, `mulu new`, the documentation and the
// header profile are made from it. Order is the order in which `mulu new` writes.
var Fields = []Field{
	{Key: "title", Label: "标题", Aliases: []string{"名称", "信息名称", "文件名称"}, Type: Text, Required: "总是", Help: "文件全称", Example: `"关于印发网约车管理办法的通知"`},
	{Key: "index_number", Label: "索引号", Aliases: []string{"索 引 号", "索取号", "信息索引号"}, Type: Text, Required: "总是", Help: "在目录中的唯一编号，一经公开不再改变", Example: `"113799004189027499/2025-00001"`},
	{Key: "class", Label: "信息类别", Aliases: []string{"文件类别"}, Type: Choice, Help: "决定是否有有效性、需要哪些编号", Example: `"行政规范性文件"`},
	{Key: "issuer", Label: "发布机构", Aliases: []string{"发文机关", "发文机构", "发文单位", "公开主体", "发布单位"}, Type: Texts, Required: "总是", Help: "config.toml 中登记的机构；联合发文写成列表，牵头的在前", Example: `"霁川市交通运输局"`},
	{Key: "doc_number", Label: "发文字号", Aliases: []string{"文号", "文件编号", "发文文号", "发布文号"}, Type: Text, Help: "机关代字、六角括号年份、序号", Example: `"霁交发〔2025〕1号"`},
	{Key: "unified_number", Label: "统一编号", Aliases: []string{"登记号", "规范性文件编号"}, Type: Text, Required: "行政规范性文件", Help: "只用于行政规范性文件", Example: `"JCDR-2025-0130001"`},
	{Key: "written", Label: "成文日期", Aliases: []string{"生成日期", "产生日期", "签发日期"}, Type: Day, Required: "总是", Help: "签发的日期", Example: `2025-03-05`},
	{Key: "published", Label: "发布日期", Aliases: []string{"公开日期", "上载日期"}, Type: Day, Required: "总是", Help: "在网上公开的日期，公开后不再改变", Example: `2025-03-10`},
	{Key: "effective", Label: "施行日期", Aliases: []string{"实施日期", "生效日期"}, Type: Day, Help: "开始施行的日期", Example: `2025-05-01`},
	{Key: "expires", Label: "有效期至", Aliases: []string{"失效日期"}, Type: Day, Help: "有效的最后一天", Example: `2030-04-30`},
	{Key: "repealed", Label: "废止日期", Type: Day, Help: "由不在本目录中的文件废止时填写", Example: `2025-12-31`},
	{Key: "repealed_by", Label: "废止依据", Type: Text, Help: "废止本文件的文件名称和文号", Example: `"省交通运输厅公告2025年第3号"`},
	{Key: "validity", Label: "有效性", Aliases: []string{"时效", "公文时效", "时效性", "效力状态"}, Type: Choice, Help: "可以不写：由日期和关系推算；写了就核对", Example: `"有效"`},
	{Key: "category", Label: "组配分类", Aliases: []string{"信息分类", "公开目录", "目录分类"}, Type: Texts, Required: "总是", Help: "目录树的节点，写路径或名称；可以几个，第一个为主", Example: `"zcwj/gfxwj"`},
	{Key: "theme", Label: "主题分类", Aliases: []string{"主题导航"}, Type: Text, Help: "国务院办公厅主题分类，二级用反斜线隔开", Example: `'工业、交通\公路'`},
	{Key: "genre", Label: "体裁分类", Aliases: []string{"公文种类"}, Type: Text, Help: "通知、公告、意见等公文种类", Example: `"通知"`},
	{Key: "audience", Label: "服务对象分类", Aliases: []string{"服务对象"}, Type: Texts, Help: "面向的人群或企业", Example: `["企业", "个体工商户"]`},
	{Key: "five_disclosure", Label: "五公开", Type: Choice, Help: "决策公开、执行公开、管理公开、服务公开、结果公开", Example: `"决策公开"`},
	{Key: "disclosure", Label: "公开属性", Aliases: []string{"公开方式", "公开类别", "信息公开选项"}, Type: Choice, Required: "总是", Help: "只有“主动公开”的才会出现在网站上", Example: `"主动公开"`},
	{Key: "disclosure_basis", Label: "公开依据", Aliases: []string{"不公开理由", "不予公开理由"}, Type: Text, Help: "公开的依据，或不主动公开的理由", Example: `"政府信息公开条例第二十条第（一）项"`},
	{Key: "reassess", Label: "评估日期", Aliases: []string{"下次评估日期"}, Type: Day, Internal: true, Help: "不主动公开的信息，下一次评估能否公开的日期；不会公开", Example: `2027-03-01`},
	{Key: "requests", Label: "申请次数", Aliases: []string{"申请公开次数"}, Type: Count, Internal: true, Help: "依申请公开的信息被多少人申请过；不会公开", Example: `2`},
	{Key: "keep", Label: "公开时限", Type: Text, Help: "长期公开，或公开到何时", Example: `"长期公开"`},
	{Key: "keywords", Label: "关键词", Aliases: []string{"主题词"}, Type: Texts, Help: "便于检索的词", Example: `["网约车", "客运"]`},
	{Key: "summary", Label: "内容概述", Aliases: []string{"内容概览", "摘要"}, Type: Text, Help: "一两句话说明内容，不重复标题", Example: `"明确网约车经营许可条件和服务规范。"`},
	{Key: "unit", Label: "责任单位", Aliases: []string{"责任部门", "责任科室"}, Type: Text, Help: "承办的科室或单位", Example: `"运输管理科"`},
	{Key: "source", Label: "来源", Aliases: []string{"信息来源"}, Type: OneTable, Help: "转载文件的出处：名称和网址", Example: `{name = "交通运输部", url = "https://www.mot.gov.cn/"}`},
	{Key: "attachments", Label: "附件", Type: Tables, Help: "随文公开的文件；类型和大小由程序查得", Example: `[{file = "申请表.xlsx", title = "经营许可申请表"}]`},
	{Key: "data", Label: "数据文件", Aliases: []string{"年报数据", "统计数据"}, Type: Text, Internal: true, Help: "年度报告的表格或其他统计数据的文件（TOML），放在这个文件旁边；表格由它生成", Example: `"2025.toml"`},
	{Key: "interprets", Label: "解读", Aliases: []string{"解读文件"}, Type: Tables, ref: Interprets, Help: "本文解读的文件：索引号、文号或相对路径", Example: `["113799004189027499/2025-00001"]`},
	{Key: "amends", Label: "修改", Aliases: []string{"修改文件"}, Type: Tables, ref: Amends, Help: "本文修改的文件", Example: `["霁交发〔2020〕3号"]`},
	{Key: "repeals", Label: "废止", Aliases: []string{"废止文件"}, Type: Tables, ref: Repeals, Help: "本文废止的文件；只废止部分条款时写 scope", Example: `[{target = "霁交发〔2019〕8号", scope = "第五条、第六条"}]`},
	{Key: "replaces", Label: "替代", Aliases: []string{"替代文件"}, Type: Tables, ref: Replaces, Help: "本文替代的旧文件；名称相同的自动作修改前后的对照，compare 写 true 或 false 可以改变", Example: `["霁交发〔2018〕2号"]`},
	{Key: "feedback_on", Label: "意见反馈", Aliases: []string{"反馈事项"}, Type: Tables, ref: FeedbackOn, Help: "本文反馈的意见征集", Example: `["113799004189027499/2025-00007"]`},
	{Key: "attached_to", Label: "所附文件", Aliases: []string{"附属于"}, Type: Tables, ref: AttachedTo, Help: "本文随哪个文件印发", Example: `["霁交发〔2025〕1号"]`},
	{Key: "related", Label: "相关文件", Aliases: []string{"关联阅读"}, Type: Tables, ref: RelatedTo, Help: "其他有关的文件", Example: `["../jd/a.md"]`},
	{Key: "form", Label: "解读形式", Type: Texts, Help: "文字、图解、视频、音频、问答、专家、负责人、媒体、新闻发布会", Example: `["文字", "问答"]`},
	{Key: "consultation", Label: "征求意见", Type: OneTable, Help: "起止日期、途径；不足30日的写理由", Example: `{opens = 2025-01-02, closes = 2025-02-05, channel = "电子邮箱"}`},
	{Key: "author", Label: "拟稿人", Aliases: []string{"起草人", "拟稿"}, Type: Text, Internal: true, Help: "起草的人，用来核对审核人不是本人；不会公开", Example: `"王某"`},
	{Key: "review", Label: "审核", Aliases: []string{"审查"}, Type: Tables, Internal: true, Help: "保密审查、三审三校：谁、何时、结论；不会公开", Example: `[{kind = "保密审查", by = "王某", on = 2025-03-04, conclusion = "可以公开"}]`},
	{Key: "changes", Label: "变更说明", Aliases: []string{"更正说明"}, Type: Tables, Help: "公开后的更正：日期和内容，不悄悄改动", Example: `[{on = 2025-04-01, text = "更正附件2第3行的金额"}]`},
	{Key: "withdrawn", Label: "撤回", Type: OneTable, Help: "撤回的日期和理由；页面改为说明，正文不再公开", Example: `{on = 2025-06-01, reason = "处罚决定依法撤销"}`},
	{Key: "aliases", Label: "旧地址", Type: Texts, Help: "以前的网址，会转到新地址", Example: `["art/2020/1/3/art_1_2.html"]`},
	{Key: "draft", Label: "草稿", Type: Flag, Help: "true 时不公开", Example: `false`},
}

// LabelOf is the official label of a field; empty for a key that is none.
func LabelOf(key string) string {
	for i := range Fields {
		if Fields[i].Key == key {
			return Fields[i].Label
		}
	}
	return ""
}
