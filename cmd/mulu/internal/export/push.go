package export

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sheet"
)

// PushSchema is the JSON Schema of a push's manifest.
//
//go:embed push-1.json
var PushSchema []byte

// ErrPush is in the error of ReadPush when a file is no manifest of a push.
var ErrPush = errors.New("不是推送清单，或者不完整")

// Action is what a receiver is to do with a document.
type Action string

// The actions.
const (
	IsNew       Action = "new"
	IsChanged   Action = "changed"
	IsWithdrawn Action = "withdrawn"
	IsSame      Action = "same" // nothing: its files are not in the push
)

// Actions are all actions, with the words for them.
var Actions = []struct {
	Action Action
	Name   string
}{{IsNew, "新增"}, {IsChanged, "变更"}, {IsWithdrawn, "撤回"}, {IsSame, "未变"}}

// PushFile is a file of a document.
type PushFile struct {
	Path   string `json:"path"` // from the push's folder
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// PushDoc is an entry of the manifest.
type PushDoc struct {
	Action    Action     `json:"action"`
	Index     string     `json:"index_number"`
	Title     string     `json:"title,omitempty"`
	DocNumber string     `json:"doc_number,omitempty"`
	Issuer    string     `json:"issuer,omitempty"`
	Published string     `json:"published,omitempty"`
	Validity  string     `json:"validity,omitempty"`
	URL       string     `json:"url,omitempty"`
	On        string     `json:"on,omitempty"`     // withdrawn: the day
	Reason    string     `json:"reason,omitempty"` // withdrawn: why; empty when nobody said it
	Missing   []string   `json:"missing,omitempty"`
	Digest    string     `json:"digest,omitempty"` // of the files, by which the next push knows whether the document changed
	Files     []PushFile `json:"files,omitempty"`
}

// Digest makes the digest of files: SHA-256 over a line of each, as sha256sum writes it.
func Digest(files []PushFile) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%s  %s\n", f.SHA256, f.Path)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// PushHead is what a manifest says before its documents.
type PushHead struct {
	Format  int    `json:"format"`
	Schema  string `json:"schema"`
	Kind    string `json:"kind"` // full or delta
	Title   string `json:"title"`
	Site    string `json:"site"`
	Date    string `json:"date"`              // the day for which validity was derived
	Since   string `json:"since,omitempty"`   // delta: from this day on
	Against string `json:"against,omitempty"` // delta: SHA-256 of the manifest that it was compared with
}

// PushWriter writes the manifest of a push as JSON and as a table, a document a line.
type PushWriter struct {
	json   *bufio.Writer
	table  *sheet.CSV
	Counts map[Action]int
	Short  int // documents that lack something
	begun  bool
	err    error
}

var pushTable = sheet.Table{Name: "推送清单", Columns: []sheet.Column{{Title: "动作"}, {Title: "索引号"}, {Title: "标题"}, {Title: "发文字号"}, {Title: "发布机构"}, {Title: "发布日期"}, {Title: "有效性"}, {Title: "网址"}, {Title: "撤回日期"}, {Title: "撤回理由"}, {Title: "缺少的内容"}, {Title: "文件数"}, {Title: "校验码"}}}

// NewPush begins a manifest.
func NewPush(asJSON, asCSV io.Writer, head PushHead) *PushWriter {
	p := &PushWriter{json: bufio.NewWriter(asJSON), table: sheet.NewCSV(asCSV, pushTable), Counts: map[Action]int{}}
	data, err := json.Marshal(head)
	p.err = err
	if err == nil {
		_, _ = p.json.Write(append(data[:len(data)-1], `,"documents":[`...)) // Flush reports it
	}
	return p
}

// Add writes a document.
func (p *PushWriter) Add(d *PushDoc) error {
	data, err := json.Marshal(d)
	if p.err = errors.Join(p.err, err); p.err != nil {
		return p.err
	}
	if p.begun {
		_ = p.json.WriteByte(',') // likewise
	}
	p.begun = true
	_, _ = p.json.Write(append([]byte("\n"), data...)) // likewise
	p.Counts[d.Action]++
	if len(d.Missing) > 0 {
		p.Short++
	}
	name := ""
	for _, a := range Actions {
		if a.Action == d.Action {
			name = a.Name
		}
	}
	p.err = p.table.Row([]sheet.Cell{sheet.Text(name), sheet.Text(d.Index), sheet.Text(d.Title), sheet.Text(d.DocNumber), sheet.Text(d.Issuer), sheet.Text(d.Published), sheet.Text(d.Validity),
		sheet.Text(d.URL), sheet.Text(d.On), sheet.Text(d.Reason), sheet.Text(strings.Join(d.Missing, "；")), sheet.Count(len(d.Files)), sheet.Text(d.Digest)})
	return p.err
}

// pushEnd ends a manifest: the numbers by which a receiver knows that it has all.
type pushEnd struct {
	Total      int `json:"total"` // documents of the catalogue: new, changed and same
	New        int `json:"new"`
	Changed    int `json:"changed"`
	Withdrawn  int `json:"withdrawn"`
	Same       int `json:"same"`
	Incomplete int `json:"incomplete"`
}

// Close ends the manifest.
func (p *PushWriter) Close() error {
	c := p.Counts
	data, err := json.Marshal(pushEnd{c[IsNew] + c[IsChanged] + c[IsSame], c[IsNew], c[IsChanged], c[IsWithdrawn], c[IsSame], p.Short})
	_, _ = fmt.Fprintf(p.json, "\n],\"counts\":%s}\n", data) // Flush reports it
	return errors.Join(p.err, err, p.json.Flush(), p.table.Close())
}

// ReadPush reads of an earlier manifest the address of its site and the digests of the
// documents, by index number, but of those that were withdrawn. The error is ErrPush when it
// is none.
func ReadPush(in io.Reader) (site string, digests map[string]string, err error) {
	dec := json.NewDecoder(in)
	bad := func(err error) (string, map[string]string, error) {
		return "", nil, fmt.Errorf("%w：%v", ErrPush, err)
	}
	digests = map[string]string{}
	n, format, total := 0, 0, -1
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return bad(errors.Join(err, errors.New("开头不是 {")))
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return bad(err)
		}
		switch key {
		case "format":
			err = dec.Decode(&format)
		case "site":
			err = dec.Decode(&site)
		case "counts":
			var end pushEnd
			err = dec.Decode(&end)
			total = end.Total
		case "documents":
			n, err = readPushDocs(dec, digests)
		default:
			var skipped json.RawMessage
			err = dec.Decode(&skipped)
		}
		if err != nil {
			return bad(err)
		}
	}
	if _, err := dec.Token(); err != nil {
		return bad(err)
	}
	if format != Format || n != total {
		return bad(fmt.Errorf("版本 %d，文件 %d 个，应有 %d 个", format, n, total))
	}
	return site, digests, nil
}

func readPushDocs(dec *json.Decoder, digests map[string]string) (n int, err error) {
	if _, err := dec.Token(); err != nil {
		return 0, err
	}
	for dec.More() {
		var d PushDoc
		if err := dec.Decode(&d); err != nil {
			return 0, err
		}
		if d.Action != IsWithdrawn {
			digests[d.Index] = d.Digest
			n++
		}
	}
	_, err = dec.Token()
	return n, err
}

// Lacks names what a document should have in a library of documents and has not: the four
// fields of every catalogue (政府信息公开条例 第十二条: 索引、名称、内容概述、生成日期, of which
// no document is without the others), a text or an attachment, and of 行政规范性文件 what
// they are known by.
func Lacks(d *catalogue.Document, text bool) (missing []string) {
	need := func(key string, has bool) {
		if !has {
			missing = append(missing, catalogue.LabelOf(key))
		}
	}
	need("summary", d.Summary != "")
	need("class", d.Class != nil)
	need("theme", d.Theme != "")
	if d.Class != nil && d.Class.Unified {
		need("doc_number", d.DocNumber != "")
		need("effective", !d.Effective.IsZero())
	}
	if !text && (d.More == nil || len(d.More.Attachments) == 0) {
		missing = append(missing, "正文")
	}
	return missing
}

// PushDoc is the entry of a document, without its files.
func (e *Exporter) PushDoc(d *catalogue.Document) PushDoc {
	return PushDoc{Index: d.Index, Title: d.Title, DocNumber: d.DocNumber, Issuer: d.IssuerNames(), Published: d.Published.String(), Validity: d.Validity.State.String(),
		URL: e.plan.Canonical(plan.DocumentPath(d.Index))}
}

// ChangedSince says whether a document that was public before a day became another since
// then, as far as its dates tell: it was corrected, its state changed, or a document that
// speaks of it was published.
func (e *Exporter) ChangedSince(d *catalogue.Document, day official.Date) bool {
	v := &d.Validity
	if !d.LastChange().Before(day) && !d.LastChange().IsZero() {
		return true
	}
	for _, rel := range d.In {
		if !rel.Doc.Published.Before(day) {
			return true
		}
	}
	for _, iv := range e.plan.Catalogue.Intervals(d) {
		if d.HasValidity() && !iv.From.Before(day) && !iv.From.After(e.plan.Catalogue.Today) {
			return true
		}
	}
	return v.Cause != catalogue.ByNothing && v.State != official.NotYet && !v.On.Before(day)
}
