package catalogue

import (
	"strings"
	"testing"
)

// Each fault of a line is one problem, and its hint can be followed as it stands.
func TestHints(t *testing.T) {
	const yaml = "---\n标题: 文件\n索引号: 113701000041890072/2025-00001\n发布机构: 栖澜市交通运输局\n成文日期: 2025-03-01\n发布日期: 2025-03-05\n组配分类: wj\n公开属性: 主动公开\n---\n"
	for _, tt := range []struct{ text, old, line, code, hint string }{
		{doc(1, ""), `title = "文件1"`, `title = ""`, "field-missing", `必须写，例如 title = "`},
		{doc(1, ""), `title = "文件1"`, `titel = "文件"`, "key-unknown", "是不是“title”"},
		{doc(1, `titel = "文件"`), "", "", "key-unknown", "这一项已经有了（“title”）"},
		{doc(1, `description = "概述"`), "", "", "key-unknown", "内容概述"},
		{doc(1, `日期 = 2025-03-01`), "", "", "label-ambiguous", "成文日期"},
		{doc(1, ""), `title = "文件1"`, `title = 12`, "value-type", `写成 "12"`},
		{doc(1, ""), `written = 2025-03-01`, `written = ""`, "field-missing", "例如 written = 2025-03-05"},
		{doc(1, ""), `written = 2025-03-01`, `written = 20250301`, "value-type", "应写成 2025-03-01"},
		{doc(1, ""), `written = 2025-03-01`, `written = "2025年3月1日"`, "date-invalid", "应写成 2025-03-01"},
		{doc(1, ""), `written = 2025-03-01`, `written = 2025-02-30`, "date-invalid", "核对年、月、日"},
		{doc(1, ""), `category = "wj"`, `category = "文件/规范性文件"`, "category-unknown", "是不是“wj/gf”"},
		{doc(1, ""), `category = "wj"`, `category = 3`, "value-type", `写成 "3"`},
		{doc(1, ""), `issuer = "栖澜市交通运输局"`, "issuer = []", "field-missing", `例如 issuer = "栖澜市交通运输局"`},
		{doc(1, ""), `disclosure = "主动公开"`, `disclosure = "主动"`, "value-unknown", "是不是“主动公开”"},
		{doc(1, ""), `disclosure = "主动公开"`, `disclosure = true`, "value-type", `例如 disclosure = "主动公开"`},
		{doc(1, ""), index(1), "113701000041890072／2025－00001", "index-number-form", "是不是“" + index(1) + "”"},
		{doc(1, ""), index(1), "1137/1", "index-number-form", "形如 " + index(1)},
		{doc(1, `consultation = {opens = 2025-02-30, closes = 2025-04-01}`), "", "", "date-invalid", "核对"},
		{doc(1, `consultation = "一个月"`), "", "", "value-type", "例如 consultation = {opens"},
		{doc(1, `attachments = [{path = "a.pdf"}]`), "", "", "key-unknown", "file（文件）"},
		{doc(1, `withdrawn = {on = 2025-04-01}`), "", "", "field-missing", "例如 withdrawn = {on"},
		{doc(1, `draft = "否"`), "", "", "value-type", "只写 true 或 false，不加引号"},
		{doc(1, `doc_number = "无"`), "", "", "doc-number-form", "删去这一行"},
		{yaml, "发布日期: 2025-03-05", "发文日期: 2025-03-05", "label-ambiguous", "改写为“成文日期”或“发布日期”"},
		{yaml, "标题: 文件\n", "", "field-missing", `例如 标题: "`},
		{yaml, "标题: 文件\n", "　标题: 文件\n", "key-unknown", "删去“标题”前后的空格"},
		{yaml, "公开属性: 主动公开", "公开属性:", "field-missing", `例如 公开属性: "主动公开"`},
		{yaml, "公开属性: 主动公开", "公开属性: 主动公开\n附件: {标题: 表}", "field-missing", `例如 附件: [{file: "申请表.xlsx"`},
	} {
		text := tt.text
		if tt.old != "" {
			text = strings.Replace(text, tt.old, tt.line, 1)
		}
		_, ds := testSite{files: map[string]string{"content/a.md": text}}.build(t)
		if len(ds) != 1 || ds[0].Code != tt.code || !strings.Contains(ds[0].Hint, tt.hint) {
			t.Errorf("%s%q for %q: reports %+v, want one %s with the hint %q", tt.text[len(tt.text)-60:], tt.line, tt.old, ds, tt.code, tt.hint)
		}
	}
}
