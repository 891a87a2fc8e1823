package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mulu/cmd/mulu/internal/rounds"
)

// everything gives the passages of a file as "place|text".
func everything(name string, data []byte, limits Limits) (list []string, err error) {
	err = Everything(name, bytes.NewReader(data), int64(len(data)), limits, func(p Passage) {
		list = append(list, p.Place+"|"+strings.ReplaceAll(p.Text, "\t", "→"))
	})
	return list, err
}

func wantPassages(t *testing.T, name string, data []byte, problem string, want ...string) {
	t.Helper()
	got, err := everything(name, data, Limits{})
	if code(err) != problem {
		t.Errorf("%s: %v, want problem %q", name, err, problem)
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s lacks %s\nhas\n  %s", name, w, strings.Join(got, "\n  "))
		}
	}
}

func TestEverythingDOCX(t *testing.T) {
	run := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	p := func(s string) string { return "<w:p>" + s + "</w:p>" }
	body := p(run("第一段")+run("续")) + p(run("留")+`<w:del w:author="王小二"><w:r><w:delText>删</w:delText></w:r></w:del>`) +
		p(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>`) + p(`<w:ins w:author="李四">`+run("增")+`</w:ins>`) +
		"<w:tbl><w:tr><w:tc>" + p(run("姓名")) + "</w:tc><w:tc>" + p(run("电话")) + "</w:tc></w:tr><w:tr><w:tc>" + p("") + "</w:tc><w:tc>" + p(run("一")+"") + p(run("二")) + "</w:tc></w:tr></w:tbl>" +
		p(`<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr="照片说明"/><w:txbxContent>`+p(run("框内"))+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:txbxContent>`+p(run("框内"))+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`) +
		p(`<w:r><w:instrText>HYPERLINK "mailto:a@b.c"</w:instrText></w:r>`)
	inner := docx(t, p(run("里面")))
	data := docx(t, body,
		"word/header1.xml", p(run("页眉字")), "word/footer2.xml", p(run("页脚字")), "word/comments.xml", `<w:comment w:author="赵五">`+p(run("批注字"))+"</w:comment>",
		"word/footnotes.xml", `<w:footnote w:id="2">`+p(run("脚注字"))+`</w:footnote>`,
		"word/charts/chart1.xml", "<c:chart><a:p><a:r><a:t>图</a:t></a:r>\n<a:r><a:t>表</a:t></a:r></a:p><c:v>13</c:v><c:v>57</c:v></c:chart>",
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Target="mailto:x@y.z" TargetMode="External"/></Relationships>`,
		"docProps/core.xml", "<cp><dc:creator>张三</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy></cp>",
		"docProps/app.xml", "<Properties><Company>某公司</Company></Properties>", "docProps/custom.xml", `<Properties><property name="x"><vt:lpwstr>自定义</vt:lpwstr></property></Properties>`,
		"word/embeddings/内部.docx", string(inner), "word/embeddings/old.xls", "x")
	wantPassages(t, "a.docx", data, "attachment-unchecked",
		"正文第1段|第一段续", "正文第2段（有修订删除的文字）|留删", "正文第3段（有隐藏文字）|藏", "正文第4段（有修订增加的文字）|增", "正文第5行|姓名→电话", "正文第6行|→一 二",
		"正文文本框第1段|框内", "正文的说明文字|照片说明", `正文第8段|HYPERLINK "mailto:a@b.c"`,
		"修订和批注的作者|王小二", "修订和批注的作者|赵五", "页眉第1段|页眉字", "页脚第1段|页脚字", "批注第1段|批注字", "脚注第1段|脚注字", "图表|图表", "图表|57", "超链接|mailto:x@y.z",
		"文档属性“作者”|张三", "文档属性“上次保存者”|李四", "文档属性“单位”|某公司", "文档属性|自定义", "内含的“word/embeddings/内部.docx”正文第1段|里面")
}

func TestEverythingXLSX(t *testing.T) {
	data := zipped(t,
		"xl/workbook.xml", `<workbook><sheets><sheet name="藏" r:id="r2" state="veryHidden"/><sheet name="名单" r:id="r1"/></sheets><definedNames><definedName name="x">"甲乙"</definedName></definedNames></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>渡口</t></si><si><t>没人用</t></si></sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet><cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="B1" t="s"><v>0</v></c><c r="C1"><v>110101199003070011</v></c></row>
<row r="7" hidden="1"><c r="A7"><v>13800138000</v></c><c t="str"><f>"前"&amp;A1</f><v>果</v></c></row></sheetData><headerFooter><oddHeader>页眉</oddHeader></headerFooter></worksheet>`,
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>密</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet9.xml", `<worksheet><sheetData><row><c><v>9</v></c></row></sheetData></worksheet>`,
		"xl/comments1.xml", `<comments><authors><author>钱六</author></authors><commentList><comment><text><r><t>注</t></r><r><t>释</t></r></text></comment></commentList></comments>`,
		"xl/pivotCache/pivotCacheDefinition1.xml", `<x><s v="缓存值"/></x>`, "docProps/core.xml", "<a><dc:creator>孙七</dc:creator></a>")
	wantPassages(t, "a.xlsx", data, "",
		"工作表“藏”（隐藏）第1行|密", "工作表“名单”第1行（有隐藏列）|→渡口→110101199003070011", "工作表“名单”第7行（隐藏行）|13800138000→果", `工作表“名单”第7行的公式（隐藏行）|"前"&A1`,
		"工作表“名单”的批注、页眉、有效性等|页眉", "没有用到的共享字符串|没人用", "工作表“sheet9.xml”（隐藏）第1行|9", "批注|注释", "批注|钱六", "数据透视表缓存|缓存值", "内部文件 workbook.xml|\"甲乙\"", "文档属性“作者”|孙七")
}

func TestEverythingPlain(t *testing.T) {
	gb, err := simplifiedchinese.GBK.NewEncoder().String("中文第一行\n第二行电话")
	if err != nil {
		t.Fatal(err)
	}
	wantPassages(t, "a.txt", []byte(gb), "", "第2行|第二行电话")
	wantPassages(t, "a.csv", []byte("姓名,电话\n\"甲\n乙\",,1\n丙,2"), "", "第1行|姓名→电话", "第2行|甲 乙→→1", "第4行|丙→2")
	wantPassages(t, "a.txt", []byte("caf\xE9\n13800138000"), "attachment-unreadable-text", "第2行|13800138000")
	wantPassages(t, "a.json", []byte("{\n\"a\": 1}"), "", "第2行|\"a\": 1}")
	wantPassages(t, "a.xls", []byte("x"), "attachment-unchecked")
	wantPassages(t, "a.log", []byte("x"), "attachment-unchecked")
	wantPassages(t, "a.jpg", zipped(t, "word/document.xml", "<d/>"), "attachment-wrong-type")
	wantPassages(t, "a.png", []byte("%PDF-1.4"), "attachment-wrong-type")
	wantPassages(t, "b.png", []byte("\x89PNG\r\n"), "")
	wantPassages(t, "c.png", nil, "")
	wantPassages(t, "a.zip", zipped(t, "b.jpg", "%PDF-1.4"), "attachment-unchecked")
}

// Places of office files in which something can hide that no page shows.
func TestEverythingHidden(t *testing.T) {
	wantPassages(t, "a.xlsx", workbookOf(t, `<worksheet><sheetData/><dataValidations><dataValidation prompt="甲" error="乙"/></dataValidations><headerFooter><oddHeader>&amp;C&amp;"宋体"丙&amp;P</oddHeader></headerFooter></worksheet>`), "",
		"工作表“登记表”的批注、页眉、有效性等|甲", "工作表“登记表”的批注、页眉、有效性等|乙", "工作表“登记表”的批注、页眉、有效性等|丙")
	data := zipped(t, "word/document.xml", "<w:document><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>", "_rels/.rels", `<Relationships><Relationship Id="r" Type="/officeDocument" Target="word/document.xml"/></Relationships>`,
		"customXml/item1.xml", `<a 名单="丁"/>`, "word/settings.xml", `<s><w:docVar w:name="x" w:val="戊"/></s>`, "word/afchunk.htm", "<p>己</p>")
	wantPassages(t, "a.docx", data, "", "内部文件 item1.xml|丁", "内部文件 settings.xml|戊", "内含的“word/afchunk.htm”第1行|<p>己</p>")
	wantPassages(t, "a.ods", zipped(t, "content.xml", `<d><table:table-cell office:string-value="庚"/></d>`), "", "正文|庚")
}

func TestEverythingArchives(t *testing.T) {
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String("名单.txt")
	inner := zipped(t, "b.txt", "再里面", "d.zip", "PK")
	wantPassages(t, "a.zip", zipped(t, gbk, "里面", "b.docx", string(docx(t, "<w:p><w:r><w:t>文档</w:t></w:r></w:p>")), "图.png", "x", "c.zip", string(inner)), "attachment-unchecked",
		"内含文件的名称|名单.txt", "内含的“名单.txt”第1行|里面", "内含的“b.docx”正文第1段|文档", "内含文件的名称|图.png", "内含的“c.zip”内含的“b.txt”第1行|再里面")
	wantPassages(t, "a.odt", zipped(t, "content.xml", "<d><text:h>标题</text:h><text:p>一<text:span>二</text:span><text:s/>三</text:p><table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table></d>", "meta.xml", "<m><dc:creator>张三</dc:creator></m>"), "",
		"正文|标题", "正文|一二 三", "正文|甲→乙", "文档属性“作者”|张三")
	wantPassages(t, "a.ofd", zipped(t, "OFD.xml", "<o/>", "Doc_0/Pages/Page_0/Content.xml", `<p><ofd:TextObject><ofd:TextCode X="1">版式</ofd:TextCode><ofd:TextCode X="3">文字</ofd:TextCode></ofd:TextObject><ofd:TextObject><ofd:TextCode>另行</ofd:TextCode></ofd:TextObject></p>`), "", "正文|版式文字", "正文|另行")
	wantPassages(t, "a.pptx", zipped(t, "ppt/slides/slide1.xml", "<p><a:p><a:r><a:t>幻</a:t></a:r><a:r><a:t>灯</a:t></a:r></a:p></p>"), "", "幻灯片|幻灯")
}

// Names of persons are known by their place.
func TestNamesPerson(t *testing.T) {
	for place, want := range map[string]bool{placeAuthor: true, "内含的“a.docx”" + placeSaver: true, "文档属性“单位”": false, "正文第1段": false} {
		if NamesPerson(place) != want {
			t.Errorf("NamesPerson(%s) = %v", place, !want)
		}
	}
}

// endless is a text of any size that repeats a line; it is made while it is read.
type endless struct {
	line string
	size int64
	fail error
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off < e.size {
		k := copy(p[n:min(int64(len(p)), int64(n)+e.size-off)], e.line[off%int64(len(e.line)):])
		n, off = n+k, off+int64(k)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, e.fail
}

// A text of 1 GB is read to its end in little memory.
func TestEverythingLarge(t *testing.T) {
	for name, line := range map[string]string{"a.txt": "2024年渡口改造，项目八百万元，数字一二三。\n", "a.csv": "渡口,\"八百\",13,地址\n", "one line.txt": "渡口"} {
		size := int64(1 << 25)
		switch {
		case testing.Short():
			size = 1 << 23
		case os.Getenv("MULU_FULL_LIMITS") != "" && name == "a.txt": // a minute
			size = 1 << 30
		}
		size -= size % int64(len(line))
		last, longest := "", 0
		most, start := uint64(0), time.Now()
		n := 0
		err := Everything(name, endless{line: strings.Repeat(line, 1000), size: size}, size, Limits{}, func(p Passage) {
			last, longest = p.Place, max(longest, len(p.Text))
			if n++; n%(1<<16) == 0 {
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapAlloc)
			}
		})
		lines := size / int64(len(line))
		if strings.Contains(line, "\n") && last != fmt.Sprintf("第%d行", lines) || err != nil {
			t.Errorf("%s ends with %s, %v, want line %d", name, last, err, lines)
		}
		t.Logf("%s: %d MB in %v, %d MB of memory", name, size>>20, time.Since(start).Round(time.Millisecond), most>>20)
		if most > 100<<20 || longest > 3*maxPiece {
			t.Errorf("%s: %d MB of memory, a passage of %d bytes", name, most>>20, longest)
		}
	}
}

// A failure of the reader is no fault of the file.
func TestEverythingFails(t *testing.T) {
	broken := errors.New("disk")
	err := Everything("a.txt", endless{"x\n", 100, broken}, 100, Limits{}, func(Passage) {})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

// A long line without Chinese is cut where no number is.
func TestEverythingCutsNoNumber(t *testing.T) {
	list, err := everything("a.json", []byte(strings.Repeat(`{"id":"110101199003077336"},`, 5000)), Limits{})
	n := 0
	for _, s := range list {
		n += strings.Count(s, "110101199003077336")
	}
	if n != 5000 || len(list) < 5 || err != nil {
		t.Errorf("%d numbers in %d passages, %v", n, len(list), err)
	}
}

// encryptedZip has the mark of encryption on its file.
func encryptedZip(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "a.txt", Flags: 1, Method: zip.Store, UncompressedSize64: 3, CompressedSize64: 3})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte("abc"))
	_ = z.Close()
	return b.Bytes()
}

// ole is the wrapping of an encrypted office file ([MS-OFFCRYPTO] 2.3.4).
func ole() []byte {
	data := make([]byte, 1536)
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	data[30] = 9
	copy(data[512:], "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	return data
}

// Hostile files end soon, with a problem that says what was not read.
func TestEverythingHostile(t *testing.T) {
	rounds.Alone(t)
	bomb := docx(t, "<w:p><w:r><w:t>渡口</w:t></w:r></w:p>"+strings.Repeat(" ", 8<<20))
	var many []string
	for i := range maxEntries + 10 {
		many = append(many, fmt.Sprintf("%d.txt", i), "")
	}
	whole := docx(t, strings.Repeat("<w:p><w:r><w:t>渡口</w:t></w:r></w:p>", 1000))
	quine := zipped(t, "r.zip", string(zipped(t, "r.zip", "PK")))
	for _, tt := range []struct {
		name, problem string
		data          []byte
	}{
		{"bomb.docx", "attachment-unchecked", bomb},
		{"bomb.zip", "attachment-unchecked", zipped(t, "a.docx", string(bomb), "b.txt", strings.Repeat(" ", 8<<20))},
		{"quine.zip", "attachment-unchecked", quine},
		{"entries.zip", "attachment-unchecked", zipped(t, many...)},
		{"laughs.docx", "attachment-unchecked", docx(t, `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`+"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")},
		{"truncated.docx", "attachment-damaged", whole[:len(whole)/2]},
		{"truncated.zip", "attachment-damaged", quine[:len(quine)-30]},
		{"locked.xlsx", "attachment-encrypted", ole()},
		{"locked.zip", "attachment-encrypted", encryptedZip(t)},
		{"locked.odt", "attachment-encrypted", zipped(t, "META-INF/manifest.xml", "<m><encryption-data/></m>", "content.xml", "\x01\x02")},
		{"deep.docx", "attachment-damaged", docx(t, strings.Repeat("<a>", 5000))},
		{"empty.pdf", "attachment-wrong-type", nil},
		{"locked.pdf", "attachment-encrypted", []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] >>\nendobj\ntrailer\n<< /Root 1 0 R /Encrypt << /Filter /Other >> >>\n%%EOF\n")},
		{"pictures.pdf", "attachment-no-text", []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Title (scan) >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")},
		{"properties.docx", "attachment-no-text", docx(t, "<w:p/>", "docProps/core.xml", "<a><dc:creator>张三</dc:creator></a>")},
	} {
		_, err := everything(tt.name, tt.data, Limits{Unpacked: 4 << 20})
		if code(err) != tt.problem || strings.Contains(fmt.Sprint(err), "panic") {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.problem)
		}
	}
	for name, data := range hostile(t, 1<<13) {
		if _, err := everything(name, data, Limits{Unpacked: 4 << 20, Characters: 50_000}); err != nil && strings.Contains(err.Error(), "panic") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The problem names the limit that was hit, also that of a file within.
func TestLimitsAreNamed(t *testing.T) {
	rounds.Alone(t)
	long := zipped(t, "a.csv", strings.Repeat("渡口,八百,一三\n", 4<<20))
	inner := zipped(t, "b.zip", string(zipped(t, "c.txt", "x")))
	for _, tt := range []struct {
		name     string
		data     []byte
		unpacked int64
		want     string
	}{
		{"a.zip", long, 0, "里的“a.csv”解压后超过单个文件的上限（64 MiB），没有检查"},
		{"a.zip", zipped(t, "a.zip", string(inner)), 0, "里的“a.zip”里的“b.zip”套在第三层，超过能打开的层数，没有检查"},
		{"a.zip", zipped(t, "a.doc", "x"), 0, "里的“a.doc”是不能检查的格式"},
		{"a.zip", zipped(t, "a.zip", string(inner), "b.doc", "x"), 0, "里有2个文件没有查完：“a.zip”“b.doc”等；第一个的原因：“a.zip”里的“b.zip”套在第三层"},
		{"a.zip", zipped(t, "a.txt", strings.Repeat(" ", 8<<20)), 0, "没有查完：有的内容压缩比超过300倍"},
		{"a.docx", docx(t, strings.Repeat("渡口", 1<<19)), 1 << 20, "没有查完：解压后的内容超过上限（1 MiB）"},
	} {
		_, err := everything(tt.name, tt.data, Limits{Unpacked: tt.unpacked})
		var p *Problem
		if !errors.As(err, &p) || !strings.HasPrefix(p.message, tt.want) {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// Of two files of one name within an archive each is read: one program shows the first,
// another the last.
func TestEverythingTwins(t *testing.T) {
	wantPassages(t, "a.zip", zipped(t, "a.txt", "甲", "A.TXT", "乙"), "", "内含的“a.txt”第1行|甲", "内含的“A.TXT”第1行|乙")
	wantPassages(t, "a.docx", zipped(t, "word/document.xml", "<w:document><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>", "word/document.xml", "<a><t>乙</t></a>"), "", "正文第1段|甲", "内部文件 document.xml|乙")
}

// What a reader sees of the files of real programs is among everything.
func TestEverythingHasText(t *testing.T) {
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for _, name := range []string{"libreoffice.docx", "libreoffice.xlsx"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		seen, err := text(name, data, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		list, err := everything(name, data, Limits{})
		all := bare(strings.ReplaceAll(strings.Join(list, "\n"), "→", ""))
		for line := range strings.Lines(seen.Text) {
			if !strings.Contains(all, bare(line)) {
				t.Errorf("%s: everything lacks %s", name, line)
			}
		}
		if err != nil || len(list) <= strings.Count(seen.Text, "\n")+1 {
			t.Errorf("%s: %d passages, %v", name, len(list), err)
		}
	}
}

// Any bytes end in passages of one line each, the same ones each time.
func FuzzEverything(f *testing.F) {
	f.Add("a.docx", docx(f, "<w:p><w:r><w:t>文字</w:t></w:r></w:p>", "docProps/core.xml", "<a><creator>b</creator></a>"))
	f.Add("a.xlsx", workbookOf(f, "<sheetData><row><c><v>1</v></c></row></sheetData>"))
	f.Add("a.zip", zipped(f, "a.csv", "a,\"b\nc\"", "b.zip", "PK"))
	f.Add("a.ods", zipped(f, "content.xml", "<table-row><table-cell><p>x</p></table-cell></table-row>"))
	f.Add("a.pdf", []byte("%PDF-1.4\n1 0 obj<</Title(x)>>endobj"))
	f.Add("a.csv", []byte("a,b\n\"c"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		list, err := everything(name, data, Limits{Characters: 5000, Unpacked: 1 << 20})
		if err != nil && strings.Contains(err.Error(), "panic") {
			t.Fatal(err)
		}
		for _, s := range list {
			if strings.ContainsAny(s, "\n\r\x00") {
				t.Errorf("%q", s)
			}
		}
		if again, _ := everything(name, data, Limits{Characters: 5000, Unpacked: 1 << 20}); !slices.Equal(again, list) {
			t.Errorf("%q, then %q", list, again)
		}
	})
}

// A cell that ends and never began hides nothing, and names within a file steer no line.
func TestEverythingOdd(t *testing.T) {
	wantPassages(t, "a.xlsx", workbookOf(t, `<cols><col min="1" max="2" hidden="1"/></cols><v>2</v></c>`), "", "工作表“登记表”第0行（有隐藏列）|→2")
	wantPassages(t, "a.docx", zipped(t, "word/document.xml", "<w:document><w:body><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:body></w:document>", "word/a\nb\x1b.xml", "<a>甲</a>"), "", "内部文件 a\uFFFDb\uFFFD.xml|甲")
}
