package official

import (
	"slices"
	"strings"
)

// Audience is whom a document serves, as portals part their services: persons or
// enterprises and other organisations (个人服务, 法人服务).
type Audience uint8

// The audiences.
const (
	Citizens Audience = iota + 1
	Enterprises
)

// Audiences are all audiences in the order in which pages offer them.
var Audiences = []Audience{Citizens, Enterprises}

var audienceSlugs = [...]string{Citizens: "citizens", Enterprises: "enterprises"}

var audienceNames = [...]string{Citizens: "个人", Enterprises: "企业和其他组织"}

// Slug is the audience's name in addresses.
func (a Audience) Slug() string { return audienceSlugs[a] }

// String is the audience's name.
func (a Audience) String() string { return audienceNames[a] }

// Words by which 服务对象分类, which is free text, is known. Bodies that govern are
// neither: what is meant for 县乡政府 helps no one to find it among services.
var (
	governing    = []string{"政府", "机关", "执法", "部门"}
	organisation = []string{"企业", "公司", "法人", "经营", "机构", "单位", "组织", "协会", "商会", "合作社", "个体工商户", "投资者", "学校", "运营人", "承运人", "供应商"}
	person       = []string{"个人", "公民", "公众", "市民", "群众", "居民", "村民", "农民", "人员", "老年人", "老人", "残疾人", "未成年人", "儿童", "妇女", "学生", "学员", "毕业生", "驾驶员", "司机", "乘客", "旅客", "军人", "职工", "家长", "相对人", "船员", "游客", "消费者"}
)

// AudienceOf is whom a value of 服务对象分类 means, 0 when its words do not tell.
func AudienceOf(value string) Audience {
	holds := func(word string) bool { return strings.Contains(value, word) }
	switch {
	case slices.ContainsFunc(governing, holds):
		return 0
	case slices.ContainsFunc(organisation, holds):
		return Enterprises
	case slices.ContainsFunc(person, holds):
		return Citizens
	}
	return 0
}
