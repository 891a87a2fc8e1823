package extract

import (
	"bytes"
	"encoding/binary"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/rounds"
)

// hostile are office files and texts that ask for endless work or memory.
func hostile(t *testing.T, million int) map[string][]byte {
	const p = "<w:p><w:r><w:t>渡口</w:t></w:r></w:p>"
	sheet := func(s string) []byte { return workbookOf(t, "<worksheet><sheetData>"+s+"</sheetData></worksheet>") }
	var many []string
	for i := range million / 4 {
		many = append(many, "word/"+strings.Repeat("x", i%9)+string(rune('a'+i%26))+strings.Repeat("y", i/234), "")
	}
	lying := docx(t, p)
	binary.LittleEndian.PutUint32(lying[len(lying)-22+12:], 1<<31) // size of the list of files
	return map[string][]byte{
		"a bomb.docx":         docx(t, p+strings.Repeat(" ", 200*million)),
		"text bomb.docx":      docx(t, strings.Repeat(p, million)),
		"deep.docx":           docx(t, p+strings.Repeat("<a>", million)),
		"deep tables.docx":    docx(t, p+strings.Repeat("<w:tr>", 900)+p),
		"deep boxes.docx":     docx(t, p+strings.Repeat("<w:txbxContent><w:p>", 400)),
		"boxes.docx":          docx(t, "<w:p>"+strings.Repeat("<w:txbxContent>"+p+"</w:txbxContent>", million/4)),
		"entities.docx":       docx(t, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`+p+strings.Repeat("&b;", million)),
		"open doctype.docx":   docx(t, p+"<!DOCTYPE "+strings.Repeat("<", 8*million)),
		"long name.docx":      docx(t, p+"<"+strings.Repeat("a", 16*million)),
		"long value.docx":     docx(t, p+`<a b="`+strings.Repeat("a", 16*million)+`">`),
		"many values.docx":    docx(t, p+"<a "+strings.Repeat(`b="aaaaaaaaaa" `, million)+">"),
		"many names.docx":     docx(t, p+"<a"+strings.Repeat(`><aaaaaaaaaaaaaaaaaaaaaaaa/`, million)+">"),
		"long text.docx":      docx(t, p+"<w:t>"+strings.Repeat("渡", 8*million)),
		"comment.docx":        docx(t, p+"<!--"+strings.Repeat("-", 16*million)),
		"data.docx":           docx(t, p+"<w:t><![CDATA["+strings.Repeat("]", 16*million)),
		"fields.docx":         docx(t, p+strings.Repeat(`<w:fldChar w:fldCharType="begin"/>`, million)+p),
		"many parts.docx":     zipped(t, append(many, "word/document.xml", p)...),
		"lying list.DOCX":     lying,
		"wide.xlsx":           sheet(`<row><c r="ZZZZ1" t="inlineStr"><is><t>` + strings.Repeat("x", 4*million) + `</t></is></c></row>`),
		"cells.xlsx":          sheet("<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, 2*million)),
		"empty cells.xlsx":    sheet(strings.Repeat("<row>"+strings.Repeat("<c/>", 1000)+"</row>", million/100)),
		"hidden columns.xlsx": workbookOf(t, "<cols>"+strings.Repeat(`<col min="1" max="99999999" hidden="1"/>`, million)+"</cols>"),
		"strings.xlsx":        zipped(t, "xl/workbook.xml", "<workbook/>", "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 16*million)),
		"sheets.xlsx":         zipped(t, "xl/workbook.xml", "<workbook>"+strings.Repeat(`<sheet name="a" r:id="a"/>`, million/4)+"</workbook>", "xl/_rels/workbook.xml.rels", `<Relationship Id="a" Target="a.xml"/>`, "xl/a.xml", strings.Repeat("<row/>", 1000)),
		"lines.txt":           []byte(strings.Repeat("\n", 16*million)),
		"one line.csv":        []byte("\"" + strings.Repeat("渡口\n", 2*million)),
		"columns.csv":         []byte(strings.Repeat(",", 16*million)),
	}
}

// Nothing makes a reader work for long, or take much memory.
func TestHostile(t *testing.T) {
	rounds.Alone(t)
	limits, million := Limits{Unpacked: 4 << 20, Characters: 50_000}, 1<<15
	if os.Getenv("MULU_FULL_LIMITS") != "" { // for measuring
		limits, million = Limits{}, 1<<20
	}
	for name, data := range hostile(t, million) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		got, err := text(name, data, limits)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%-20s %6d KB %8v %5d MB allocated, %d bytes, %v", name, len(data)>>10, took.Round(time.Millisecond), allocated, len(got.Text), err)
		if took > time.Minute || err != nil && strings.Contains(err.Error(), "panic") {
			t.Errorf("%s: %v, took %v", name, err, took)
		}
		if limits.Unpacked > 0 && allocated > 100 {
			t.Errorf("%s: %d MB allocated", name, allocated)
		}
		if strings.HasSuffix(name, "docx") && !bytes.Contains([]byte(got.Text), []byte("渡口")) {
			t.Errorf("%s: the text before is lost", name)
		}
	}
}
