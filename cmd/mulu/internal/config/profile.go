package config

// DefaultProfile is the preset of a site that names none.
const DefaultProfile = "通用"

// Profiles are the presets of the header table: which fields real sites of a region
// show, in their order and under their labels. A field with Wide stands alone. Fields that
// a document may lack are shown where it has them: no rule asks for an empty row, and 统一编号
// belongs to 行政规范性文件 alone. A site that must show one lists its own fields.
var Profiles = map[string][]ProfileField{
	"通用": {
		{Field: "index_number", Label: "索引号"}, {Field: "category", Label: "组配分类"},
		{Field: "issuer", Label: "发布机构"}, {Field: "doc_number", Label: "发文字号", Hide: true},
		{Field: "title", Label: "标题", Wide: true},
		{Field: "written", Label: "成文日期"}, {Field: "published", Label: "发布日期"},
		{Field: "effective", Label: "施行日期", Hide: true}, {Field: "expires", Label: "有效期至", Hide: true},
		{Field: "theme", Label: "主题分类", Hide: true}, {Field: "unified_number", Label: "统一编号", Hide: true},
		{Field: "validity", Label: "有效性"},
	},
	"国办": { // www.gov.cn 信息公开目录
		{Field: "index_number", Label: "索引号"}, {Field: "theme", Label: "主题分类", Hide: true},
		{Field: "issuer", Label: "发文机关"}, {Field: "written", Label: "成文日期"},
		{Field: "title", Label: "标题", Wide: true},
		{Field: "doc_number", Label: "发文字号", Hide: true}, {Field: "published", Label: "发布日期"},
		{Field: "validity", Label: "有效性"}, {Field: "keywords", Label: "主题词", Hide: true},
	},
	"山东": { // 济南市城乡交通运输局
		{Field: "index_number", Label: "索引号"}, {Field: "category", Label: "组配分类"},
		{Field: "written", Label: "成文日期"}, {Field: "published", Label: "发布日期"},
		{Field: "issuer", Label: "发布机构"}, {Field: "unified_number", Label: "统一编号", Hide: true},
		{Field: "title", Label: "标题", Wide: true},
		{Field: "doc_number", Label: "发文字号", Hide: true}, {Field: "validity", Label: "有效性"},
	},
	"安徽": { // 宁国市
		{Field: "index_number", Label: "索引号"}, {Field: "category", Label: "组配分类"},
		{Field: "issuer", Label: "发布机构"}, {Field: "theme", Label: "主题分类", Hide: true},
		{Field: "title", Label: "名称"}, {Field: "doc_number", Label: "文号", Hide: true},
		{Field: "written", Label: "成文日期"}, {Field: "published", Label: "发布日期"},
		{Field: "validity", Label: "有效性"},
	},
	"广东": { // 阳江市 gkmlpt
		{Field: "index_number", Label: "索引号"}, {Field: "category", Label: "分类"},
		{Field: "issuer", Label: "发布机构"}, {Field: "written", Label: "成文日期"},
		{Field: "title", Label: "名称", Wide: true},
		{Field: "doc_number", Label: "文号", Hide: true}, {Field: "published", Label: "发布日期"},
		{Field: "validity", Label: "有效性"}, {Field: "keywords", Label: "主题词", Hide: true},
	},
	"重庆": { // 綦江区
		{Field: "index_number", Label: "索引号"}, {Field: "doc_number", Label: "发文字号", Hide: true},
		{Field: "theme", Label: "主题分类", Hide: true}, {Field: "genre", Label: "体裁分类", Hide: true},
		{Field: "issuer", Label: "发布机构"}, {Field: "validity", Label: "有效性"},
		{Field: "written", Label: "成文日期"}, {Field: "published", Label: "发布日期"},
	},
	"浙江": { // 湖州市交通运输局
		{Field: "index_number", Label: "索引号"}, {Field: "written", Label: "成文日期"},
		{Field: "disclosure", Label: "公开方式"}, {Field: "keep", Label: "公开时限", Hide: true},
		{Field: "doc_number", Label: "文件编号", Hide: true}, {Field: "issuer", Label: "发布机构"},
		{Field: "validity", Label: "有效性"}, {Field: "published", Label: "发布日期"},
	},
}

// ProfileNames lists the presets for messages and help.
var ProfileNames = []string{"通用", "国办", "山东", "安徽", "广东", "重庆", "浙江"}

// Header gives the fields of the header table in their order: the site's own, else
// its preset's.
func (c *Config) Header() []ProfileField {
	if len(c.Profile.Fields) > 0 {
		return c.Profile.Fields
	}
	return Profiles[c.Profile.Preset]
}

// asNeeded is the cycle of a column that gets a document whenever there is one; how long
// it may stay still is a setting ([check.columns] as_needed).
const asNeeded = "实时"

// cycles are the words for 更新周期 with the number of days after which a column
// counts as stale; 0 never does by its cycle.
var cycles = map[string]int{
	asNeeded: 0, "每周": 7, "每两周": 14, "每月": 31, "每季度": 92, "每半年": 183, "每年": 366, "长期": 0,
}

var cycleNames = []string{asNeeded, "每周", "每两周", "每月", "每季度", "每半年", "每年", "长期"}
