package catalogue

import (
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// Record is one document's header as its editor wrote it, typed and checked by
// itself but not yet against other documents. It is never changed after Read made
// it, so the preview server keeps records of files that did not change.
//
// There may be 1,000,000 of them: what few documents have is in More.
type Record struct {
	Path      string // source file, relative to the site's folder
	Title     string
	Index     string // 索引号
	DocNumber string // 发文字号, as written
	Summary   string // 内容概述
	keywords  string // see Keywords; a line each
	*Filing          // shared with other documents
	*Words           // likewise

	Written, Published, Effective, Expires official.Date

	Typed      official.Validity // 有效性 as typed; zero when not
	Five       official.FiveDisclosure
	Disclosure official.Disclosure
	Draft      bool
	More       *More // nil when the document has none of it
}

// Filing says who issued a document and where it belongs. Thousands have the same one, so
// it is never changed. That saves a tenth of the memory of a Catalogue.
type Filing struct {
	Class      *Class           // 信息类别; nil when not said
	Issuers    []*config.Issuer // the leading one first
	IssuerAs   []string         // names as written, where a former name was used; else nil
	Categories []*config.Category
}

// Words are what a document says in words that many others say, too; they share one and it
// is never changed. The number of a few is with them, so that it takes no room in the others.
type Words struct {
	Theme   string // 主题分类
	Genre   string // 体裁分类
	Unit    string // 责任单位
	Unified string // 统一编号
}

// Keywords are the 关键词.
func (r *Record) Keywords() []string {
	if r.keywords == "" {
		return nil
	}
	return strings.Split(r.keywords, "\n") // values have no line breaks
}

// SetKeywords sets the Keywords of a record that nobody else sees yet.
func (r *Record) SetKeywords(words []string) { r.keywords = strings.Join(words, "\n") }

// IssuerName is the name of the i-th issuer as the document bears it: what the issuer
// was called then.
func (r *Record) IssuerName(i int) string {
	if r.IssuerAs != nil {
		return r.IssuerAs[i]
	}
	return r.Issuers[i].Name
}

// IssuerNames is the names of all issuers, joined with 、.
func (r *Record) IssuerNames() string {
	if len(r.Issuers) == 1 {
		return r.IssuerName(0)
	}
	names := make([]string, len(r.Issuers))
	for i := range names {
		names[i] = r.IssuerName(i)
	}
	return strings.Join(names, "、")
}

// AttachmentTitles is the titles of all attachments, one a line.
func (r *Record) AttachmentTitles() string {
	if r.More == nil {
		return ""
	}
	titles := make([]string, len(r.More.Attachments))
	for i, a := range r.More.Attachments {
		titles[i] = a.Title
	}
	return strings.Join(titles, "\n")
}

// LastChange is the day of the last change after publication; no date when there is
// none.
func (r *Record) LastChange() (last official.Date) {
	if r.More == nil {
		return last
	}
	for _, c := range r.More.Changes {
		if c.On.After(last) {
			last = c.On
		}
	}
	return last
}

// More holds the fields that few documents have.
type More struct {
	Audience        []string      // 服务对象分类
	DisclosureBasis string        // 公开依据, or why it is not public
	Keep            string        // 公开时限
	Reassess        official.Date // when a document that is not public is next assessed; never published
	Requests        int32         // how many applied for it; never published
	Repealed        official.Date
	RepealedBy      string // 废止依据, when the act is not in this catalogue
	SourceName      string // 来源, for reprints
	SourceURL       string
	Attachments     []Attachment
	Refs            []Ref
	Author          string // 拟稿人; never published
	Reviews         []Review
	Changes         []Change
	Aliases         []string // old addresses, site-relative, clean
	Withdrawn       *Withdrawal
	Forms           []string // 解读形式
	Consultation    *Consultation
	Data            string // 数据文件: figures of an annual report or of other texts; see package annual
}

// Attachment is a file that belongs to a document. File is as written: a path
// relative to the document's file, or one beginning with / relative to static/.
type Attachment struct{ File, Title string }

// Ref is a typed relation as written: Target is an index number, a document number
// or the relative path of a source file.
type Ref struct {
	Type    RelationType
	Compare Wish // of Replaces
	Target  string
	Scope   string        // 部分条款, for a partial repeal
	On      official.Date // when it takes effect, if not with the document
	Note    string
}

// Review is one step of 保密审查 or 三审三校.
type Review struct {
	Kind, By, Conclusion string
	On                   official.Date
}

// Change is a note on a correction or change after publication.
type Change struct {
	On   official.Date
	Text string
}

// Withdrawal says that a published document was taken back, and why (行政处罚法
// 第四十八条: within 3 days, with the reason).
type Withdrawal struct {
	On     official.Date
	Reason string
}

// Consultation is the period of 征求意见 (重大行政决策程序暂行条例 第十五条).
type Consultation struct {
	Opens, Closes official.Date
	Channel       string // how to send opinions
	Reason        string // why it is shorter than 30 days
}

// RelationType is a typed link between two documents. Inverses are made, never typed.
type RelationType uint8

// The relations.
const (
	Interprets RelationType = iota + 1 // 解读
	Amends                             // 修改
	Repeals                            // 废止
	Replaces                           // 替代
	FeedbackOn                         // 意见反馈
	AttachedTo                         // 附属
	RelatedTo                          // 相关
)

// Document is a record in its place among the others.
type Document struct {
	*Record
	ID       int32 // position in Catalogue.Documents
	Validity Validity
	*Links
}

// Links are a document's relations. Those who have none share one; it is never changed.
type Links struct {
	Out []Relation // that the document states
	In  []Relation // that others state of it
}

// NewDocument is a document of its record alone: without relations and validity.
func NewDocument(r *Record) Document {
	return Document{Record: r, Validity: Validity{Grounds: &noGrounds}, Links: &noLinks}
}

// Relation is a link to another public document.
type Relation struct {
	Type    RelationType
	Compare Wish      // as the stating document has it
	Nth     int32     // its place, from 0, among those of its type in the stating document's header
	Doc     *Document // the other end
	Scope   string
	On      official.Date
	Note    string
}

// Cause says why a document has its state.
type Cause uint8

// The causes of a state.
const (
	ByNothing   Cause = iota // nothing touches it
	ByEffective              // 施行日期 is to come
	ByExpiry                 // 有效期至 has passed
	BySunset                 // a sunset rule of the site
	ByRepeal                 // repealed by a document
	ByReplace                // replaced by a document
	ByAmend                  // amended by a document
	ByPartial                // partly repealed by a document
	ByStatement              // 废止日期 in its own header
)

// causeSlugs are the causes as programs read them.
var causeSlugs = [...]string{ByNothing: "", ByEffective: "effective", ByExpiry: "expiry", BySunset: "sunset",
	ByRepeal: "repeal", ByReplace: "replacement", ByAmend: "amendment", ByPartial: "partial-repeal", ByStatement: "statement"}

// Slug is the cause as programs read it, "" of ByNothing.
func (c Cause) Slug() string { return causeSlugs[c] }

// Validity is a document's state on the day of the build, with its cause
// (尚未施行, 有效, 部分失效, 已修改, 失效, 废止, or 尚未明确).
type Validity struct {
	State official.Validity
	Cause Cause
	On    official.Date // since when the state holds, or until when for 尚未施行
	Until official.Date // the day on which the state changes by itself next; zero when none
	*Grounds
}

// Grounds are what a state comes from beside dates, and what comes next. Most have neither
// and share one; it is never changed.
type Grounds struct {
	By    *Document // the document that caused it; nil when none or not public
	Basis string    // a sunset rule's basis, or 废止依据
	// Next is the state from Until on, when it comes from another document, a sunset
	// rule or 废止日期. The days that the header itself gives as 施行日期 and 有效期至
	// need no word more, and nil saves memory for the many that have them.
	Next *Validity
}

var (
	noLinks   Links
	noGrounds Grounds
)

// grounds are By and Basis of a state.
func grounds(by *Document, basis string) *Grounds {
	if by == nil && basis == "" {
		return &noGrounds
	}
	return &Grounds{By: by, Basis: basis}
}
