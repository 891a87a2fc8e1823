package catalogue

// Class is the kind of a document (信息类别). It decides whether validity applies,
// which numbers it needs and where the home page counts it.
type Class struct {
	Name     string
	Validity bool   // has a validity at all; others are 尚未明确
	Unified  bool   // needs a unified number (三统一 制度: 行政规范性文件 only)
	Page     string // the page that lists all documents of this class: rules, reports
	Help     string
	Asks     []string // the fields that an editor of this class should think of first
}

// Classes are all classes, in the order in which `mulu new` offers them.
var Classes = []Class{
	{Name: "规章", Validity: true, Help: "政府规章、部门规章", Asks: []string{"doc_number", "effective", "expires"}},
	{Name: "行政规范性文件", Validity: true, Unified: true, Help: "经统一登记、统一编号、统一印发的规范性文件，应有统一编号和有效期", Asks: []string{"doc_number", "unified_number", "effective", "expires"}},
	{Name: "其他文件", Validity: true, Help: "通知、方案、工作要点等不属于规范性文件的公文", Asks: []string{"doc_number", "effective", "expires"}},
	{Name: "公开制度", Validity: true, Page: "rules", Help: "政府信息公开制度，列入“政府信息公开制度”页", Asks: []string{"doc_number", "effective"}},
	{Name: "年度报告", Page: "reports", Help: "政府信息公开工作年度报告，列入“政府信息公开年报”页", Asks: []string{"unit"}},
	{Name: "政策解读", Help: "对文件的解读，用 interprets 指向所解读的文件", Asks: []string{"interprets", "form"}},
	{Name: "意见征集", Help: "决策草案公开征求意见，写明起止日期", Asks: []string{"consultation", "attachments"}},
	{Name: "意见反馈", Help: "征求意见的采纳情况，用 feedback_on 指向意见征集", Asks: []string{"feedback_on"}},
	{Name: "机构职能", Help: "机构设置、职责、领导分工", Asks: []string{"unit"}},
	{Name: "规划计划", Validity: true, Help: "规划、年度计划", Asks: []string{"doc_number", "expires", "attachments"}},
	{Name: "统计信息", Help: "统计数据和分析", Asks: []string{"unit", "source", "attachments"}},
	{Name: "财政信息", Help: "预算、决算、收费、采购", Asks: []string{"unit", "attachments"}},
	{Name: "行政许可", Help: "许可事项和结果", Asks: []string{"doc_number", "unit"}},
	{Name: "行政处罚", Help: "处罚决定（公开前应隐去个人信息）", Asks: []string{"doc_number", "disclosure_basis", "keep"}},
	{Name: "权责清单", Validity: true, Help: "权力和责任清单、随机抽查事项清单等", Asks: []string{"effective", "attachments"}},
	{Name: "办事指南", Validity: true, Help: "名称、依据、条件、材料、时限、收费等要素", Asks: []string{"effective", "audience", "attachments"}},
	{Name: "建议提案", Help: "人大建议、政协提案的答复", Asks: []string{"doc_number", "unit"}},
	{Name: "其他信息", Help: "以上各类之外的法定主动公开内容"},
}

// ClassNamed finds a class by its name; nil when there is none.
func ClassNamed(name string) *Class {
	for i := range Classes {
		if Classes[i].Name == name {
			return &Classes[i]
		}
	}
	return nil
}
