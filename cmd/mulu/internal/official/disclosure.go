package official

import "strings"

// Disclosure is how far a document may be made known (公开属性). The zero value
// is a document of which nothing was said: it is not public.
type Disclosure uint8

// The kinds of disclosure. 删减后公开 is used in some places for a document of
// which only an extract may be known; the document itself is not public.
const (
	DisclosureUnstated  Disclosure = iota
	DisclosurePublic               // 主动公开
	DisclosureOnRequest            // 依申请公开
	DisclosureWithheld             // 不予公开
	DisclosureRedacted             // 删减后公开
)

var disclosureNames = names{"", "主动公开", "依申请公开", "不予公开", "删减后公开"}

// ParseDisclosure reads the official label, or 免予公开 and 不公开, older words
// for 不予公开. Nothing else is understood: a slip must never publish a document.
func ParseDisclosure(s string) (Disclosure, bool) {
	if s == "免予公开" || s == "不公开" {
		return DisclosureWithheld, true
	}
	i, ok := disclosureNames.index(s)
	return Disclosure(i), ok
}

// Disclosures lists the labels that a header may use.
func Disclosures() []string { return disclosureNames.all() }

// String gives the label; nothing stated is the empty string.
func (d Disclosure) String() string { return disclosureNames.at(int(d)) }

// Public says whether the document may reach any output: of 主动公开 alone
// (政府信息公开条例 第十三条至第十六条 leave the rest to a decision of the office).
func (d Disclosure) Public() bool { return d == DisclosurePublic }

// Validity is a state of validity (有效性). The zero value is none.
type Validity uint8

// The states of validity. Unstated is of documents for which none can be named.
const (
	NotYet        Validity = iota + 1 // 尚未施行
	InForce                           // 有效
	PartlyInvalid                     // 部分失效
	Amended                           // 已修改
	Expired                           // 失效
	Repealed                          // 废止
	Unstated                          // 尚未明确
)

var (
	validityNames = names{"", "尚未施行", "有效", "部分失效", "已修改", "失效", "废止", "尚未明确"}
	validitySlugs = names{"", "not-yet", "in-force", "partly", "amended", "expired", "repealed", "unstated"}
)

// Words that sites and law databases use for the states.
var validitySynonyms = map[string]Validity{
	"尚未生效": NotYet, "未生效": NotYet, "未施行": NotYet, "未实施": NotYet, "尚未实施": NotYet,
	"现行有效": InForce, "继续有效": InForce, "有效文件": InForce,
	"部分有效": PartlyInvalid, "部分废止": PartlyInvalid, "部分条款失效": PartlyInvalid, "部分条款废止": PartlyInvalid,
	"已被修改": Amended, "已修订": Amended, "已被修订": Amended,
	"已失效": Expired, "自动失效": Expired, "到期失效": Expired, "已到期": Expired,
	"已废止": Repealed, "已被废止": Repealed, "宣布废止": Repealed,
	"未明确": Unstated, "不明确": Unstated,
}

// ParseValidity reads the label of a state or a usual synonym, as 现行有效. Words
// that name an intention instead of a state, as 需修订后重新发布, are not read.
func ParseValidity(s string) (Validity, bool) {
	if v, ok := validitySynonyms[s]; ok {
		return v, true
	}
	i, ok := validityNames.index(s)
	return Validity(i), ok
}

// Validities lists the labels of the states.
func Validities() []string { return validityNames.all() }

// String gives the label; no state is the empty string.
func (v Validity) String() string { return validityNames.at(int(v)) }

// Slug gives the ASCII name for addresses and style classes, as in-force.
func (v Validity) Slug() string { return validitySlugs.at(int(v)) }

// FiveDisclosure is one of the 五公开, the stages of administration that are
// opened (中办发〔2016〕8号). The zero value is none.
type FiveDisclosure uint8

// The five stages.
const (
	DecisionStage   FiveDisclosure = iota + 1 // 决策公开
	ExecutionStage                            // 执行公开
	ManagementStage                           // 管理公开
	ServiceStage                              // 服务公开
	ResultStage                               // 结果公开
)

var (
	fiveNames = names{"", "决策公开", "执行公开", "管理公开", "服务公开", "结果公开"}
	fiveSlugs = names{"", "decision", "execution", "management", "service", "result"}
)

// ParseFiveDisclosure reads 决策公开 or 决策, and so on.
func ParseFiveDisclosure(s string) (FiveDisclosure, bool) {
	i, ok := fiveNames.index(s)
	if !ok && !strings.HasSuffix(s, "公开") {
		i, ok = fiveNames.index(s + "公开")
	}
	return FiveDisclosure(i), ok
}

// FiveDisclosures lists the labels.
func FiveDisclosures() []string { return fiveNames.all() }

// String gives the label; none is the empty string.
func (f FiveDisclosure) String() string { return fiveNames.at(int(f)) }

// Slug gives the ASCII name for addresses, as decision.
func (f FiveDisclosure) Slug() string { return fiveSlugs.at(int(f)) }

// names are the names of small numbers; 0 has none.
type names []string

func (n names) at(i int) string {
	if i < 0 || i >= len(n) {
		return ""
	}
	return n[i]
}

func (n names) index(s string) (int, bool) {
	for i, name := range n {
		if i > 0 && name == s {
			return i, true
		}
	}
	return 0, false
}

func (n names) all() []string { return append([]string(nil), n[1:]...) }
