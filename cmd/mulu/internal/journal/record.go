package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// Sum is a hash of a part of a document: half a SHA-256, which is enough against those who
// write the documents themselves, and saves half of files that nothing compresses.
type Sum [16]byte

// SumOf hashes bytes.
func SumOf(data []byte) (s Sum) {
	sum := sha256.Sum256(data)
	copy(s[:], sum[:])
	return s
}

// Attached is a file of a document as it is published.
type Attached struct {
	Path   string
	Title  string // "" of a picture or a file that only the body names
	SHA256 [32]byte
}

// record is a document's line of the records.
type record struct {
	Index     string `json:"index"`
	Published string `json:"published"`
	Text      string `json:"text"`
	Fields    string `json:"fields"`
	Files     string `json:"files,omitempty"`
	State
}

// recordIndex names the files of records; goneFile is WithdrawnPath.
type recordIndex struct {
	Version int      `json:"version"`
	Form    int      `json:"form"`
	Parts   []string `json:"parts"`
}

type goneFile struct {
	Version   int    `json:"version"`
	Documents []Gone `json:"documents"`
}

// Gone is a document that was public once.
type Gone struct {
	Index string `json:"index"`
	Event Event  `json:"event"` // withdrawn or removed
	On    string `json:"on"`    // the day of the build that noted it
}

// Form is that of what is hashed. It is another where a text or the fields of a document
// that nobody changed hash otherwise: then they are not compared with those of a site that
// has another form.
const Form = 1

// RecordPath is the address of the records of a period's documents.
func RecordPath(pd *plan.Period) string { return "data/record-" + pd.Name() + ".json" }

const recordHead, recordFoot = `{"version":1,"documents":[` + "\n", "]}\n"

// AppendRecords appends the records of a period's documents, newest first, one a line. text
// and files give what is not in the catalogue.
func AppendRecords(dst []byte, p *plan.Plan, pd *plan.Period, text func(*catalogue.Document) Sum, files func(*catalogue.Document) []Attached) []byte {
	dst = append(dst, recordHead...)
	var fields []byte
	for i, id := range pd.Docs {
		d := &p.Catalogue.Documents[id]
		fields = appendFields(fields[:0], d)
		sum, all := text(d), files(d)
		dst = append(dst, `{"index":`...)
		dst = jsontext.Append(dst, d.Index)
		dst = append(append(dst, `,"published":"`...), d.Published.String()...)
		dst = appendSum(append(dst, `","text":"`...), sum)
		dst = appendSum(append(dst, `","fields":"`...), SumOf(fields))
		if len(all) > 0 {
			dst = appendSum(append(dst, `","files":"`...), SumOf(appendFiles(fields[:0], all)))
		}
		dst = append(dst, '"')
		dst = appendState(dst, &d.Validity)
		dst = append(dst, '}')
		if i < len(pd.Docs)-1 {
			dst = append(dst, ',')
		}
		dst = append(dst, '\n')
	}
	return append(dst, recordFoot...)
}

func appendSum(dst []byte, s Sum) []byte { return hex.AppendEncode(dst, s[:]) }

func appendState(dst []byte, v *catalogue.Validity) []byte {
	dst = append(append(append(dst, `,"state":"`...), v.State.Slug()...), '"')
	if v.Cause != catalogue.ByNothing {
		dst = append(append(append(dst, `,"cause":"`...), v.Cause.Slug()...), '"')
		dst = append(append(append(dst, `,"since":"`...), v.On.String()...), '"')
	}
	if v.By != nil {
		dst = jsontext.Append(append(dst, `,"by":`...), v.By.Index)
	}
	return dst
}

// appendFiles writes what is hashed of a document's files.
func appendFiles(dst []byte, files []Attached) []byte {
	for i := range files {
		f := &files[i]
		dst = fmt.Appendf(dst, "%s\x00%s\x00%x\n", f.Path, f.Title, f.SHA256)
	}
	return dst
}

// appendFields writes what is hashed of a document's fields: those that are public, each
// under its key. What a document gets from others or from the day is not among them.
func appendFields(dst []byte, d *catalogue.Document) []byte {
	field := func(key string, values ...string) {
		for _, v := range values {
			if v != "" {
				dst = append(append(append(append(dst, key...), 0), v...), '\n')
			}
		}
	}
	field("title", d.Title)
	field("doc_number", d.DocNumber)
	field("unified_number", d.Unified)
	field("summary", d.Summary)
	field("theme", d.Theme)
	field("genre", d.Genre)
	field("unit", d.Unit)
	field("keywords", d.Keywords()...)
	if d.Class != nil {
		field("class", d.Class.Name)
	}
	field("issuer", d.IssuerNames())
	for _, c := range d.Categories {
		field("category", c.Path)
	}
	for _, on := range [...]official.Date{d.Written, d.Published, d.Effective, d.Expires} {
		field("days", on.String()+".")
	}
	if d.Five != 0 {
		field("five", d.Five.Slug())
	}
	for _, t := range catalogue.RelationTypes { // whose keys may stand in any order in a header
		for i := range d.Out {
			if r := &d.Out[i]; r.Type == t {
				field("relation", strings.Join([]string{t.Slug(true), r.Doc.Index, r.Scope, r.On.String(), r.Note}, "\x00"))
			}
		}
	}
	if d.More != nil {
		moreFields(d.More, field)
	}
	return dst
}

func moreFields(m *catalogue.More, field func(key string, values ...string)) {
	field("audience", m.Audience...)
	field("disclosure_basis", m.DisclosureBasis)
	field("keep", m.Keep)
	field("repealed", m.Repealed.String(), m.RepealedBy)
	field("source", m.SourceName, m.SourceURL)
	field("form", m.Forms...)
	for _, c := range m.Changes {
		field("change", c.On.String()+"\x00"+c.Text)
	}
	if c := m.Consultation; c != nil {
		field("consultation", strings.Join([]string{c.Opens.String(), c.Closes.String(), c.Channel, c.Reason}, "\x00"))
	}
}

// lines are the records of a file, by their lines; ok is false where it is not such a file.
func lines(data []byte) (ls [][]byte, ok bool) {
	if len(data) == 0 {
		return nil, true
	}
	data, ok = bytes.CutPrefix(data, []byte(recordHead))
	data, ok2 := bytes.CutSuffix(data, []byte(recordFoot))
	for l := range bytes.Lines(data) {
		ls = append(ls, bytes.TrimSuffix(bytes.TrimSuffix(l, []byte("\n")), []byte(",")))
	}
	return ls, ok && ok2
}
