package extract

import (
	"os"
	"strings"
	"testing"
)

// Files of a real program.
func TestLibreOffice(t *testing.T) {
	for name, want := range map[string]string{
		"libreoffice.docx": "渡口办法\n第一条 渡口二十一个，办法二〇二一年二月一日起施行。\n第二条 渡口 0599-1234。\n渡口 一日\n二口 24",
		"libreoffice.xlsx": "l\n序号 项目名称 批准日期 金额（万元） 比例\n1 文庙东街路灯改造 2024-03-05 520.6 0.125\n2 浦江渡口护栏 2024-12-31 1783.42 0.03",
	} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := text(name, data, Limits{}); err != nil || got.Text != want {
			t.Errorf("%s: %v\n%s", name, err, got.Text)
		}
	}
}

func TestDOCX(t *testing.T) {
	run := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	p := func(s string) string { return "<w:p>" + s + "</w:p>" }
	box := `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + p(run("框内一")) + p(run("框内二")) +
		`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + p(run("框内一")) + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	for name, tt := range map[string]struct{ body, want string }{
		"runs":           {p(run("一")+run("二")) + p("") + p(run("三")), "一二\n三"},
		"entities":       {p(run("a &lt;b&gt; &amp; &#x4E00;&#20108; &quot;&apos;&unknown;<![CDATA[<c>]]>")), `a <b> & 一二 "'<c>`},
		"tabs, breaks":   {p(`<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:noBreakHyphen/><w:t>四</w:t></w:r>`), "一 二 三-四"},
		"table":          {"<w:tbl><w:tr><w:tc>" + p(run("甲")) + p(run("乙")) + "</w:tc><w:tc>" + p(run("丙")) + "</w:tc></w:tr><w:tr><w:tc>" + p(run("丁")) + "</w:tc></w:tr></w:tbl>" + p(run("后")), "甲 乙 丙\n丁\n后"},
		"table in table": {"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>" + p(run("里一")) + "</w:tc></w:tr><w:tr><w:tc>" + p(run("里二")) + "</w:tc></w:tr></w:tbl>" + p("") + "</w:tc><w:tc>" + p(run("外")) + "</w:tc></w:tr></w:tbl>", "里一 里二 外"},
		"deleted":        {p(run("留") + `<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del><w:ins w:id="2">` + run("增") + `</w:ins><w:moveFrom>` + run("移走") + `</w:moveFrom><w:moveTo>` + run("移来") + `</w:moveTo>`), "留增移来"},
		"deleted mark":   {p(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + run("还在")), "还在"},
		"hidden": {p(`<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>` + run("显") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t><w:tab/></w:r>` +
			`<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>现</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>藏</w:t></w:r>`), "显现"},
		"fields": {p(field("begin") + `<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>` + run("指令") + field("begin") + field("separate") + run("指令") + field("end") + field("separate") + run("结果") + field("end") +
			`<w:fldSimple w:instr="PAGE">` + run("7") + `</w:fldSimple>`), "结果7"},
		"text box":      {p(run("前")+box+run("后")) + p(run("下")), "前后\n框内一\n框内二\n下"},
		"box in table":  {"<w:tbl><w:tr><w:tc>" + p(run("格")+box) + "</w:tc><w:tc>" + p(run("二")) + "</w:tc></w:tr></w:tbl>", "格 二\n框内一\n框内二"},
		"ruby":          {p(`<w:r><w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt><w:rubyBase>` + run("霁") + `</w:rubyBase></w:ruby></w:r>`), "霁"},
		"content block": {`<w:sdt><w:sdtContent>` + p(run("目录")) + `</w:sdtContent></w:sdt>`, "目录"},
		"formula":       {p(`<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>`), "x=1"},
	} {
		styles := `<w:styles><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Plain"/></w:styles>`
		got, err := text("a.docx", docx(t, tt.body, "word/styles.xml", styles, "word/header1.xml", p(run("页眉"))), Limits{})
		if err != nil || got.Text != tt.want {
			t.Errorf("%s: %q, %v, want %q", name, got.Text, err, tt.want)
		}
	}
}

// Notes come after the body; a main part of another name is found.
func TestDOCXParts(t *testing.T) {
	note := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	data := zipped(t,
		"_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/word/main2.xml"/></Relationships>`,
		"word/main2.xml", "<w:document>"+note("正文")+"</w:document>",
		"word/footnotes.xml", `<w:footnotes><w:footnote w:type="separator">`+note("线")+`</w:footnote><w:footnote w:id="2">`+note("脚注")+`</w:footnote></w:footnotes>`,
		"word/endnotes.xml", "\xFF\xFE"+utf16le(`<w:endnotes><w:endnote w:id="2">`+note("尾注")+`</w:endnote></w:endnotes>`),
		"word/comments.xml", note("批注"))
	if got, err := text("a.docx", data, Limits{}); err != nil || got.Text != "正文\n脚注\n尾注" {
		t.Errorf("Text = %q, %v", got.Text, err)
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// workbookOf makes a workbook whose first visible sheet has the XML.
func workbookOf(t testing.TB, sheet string) []byte {
	t.Helper()
	return zipped(t,
		"xl/workbook.xml", `<workbook><sheets><sheet name="藏起来" r:id="r2" state="hidden"/><sheet name="登记表" r:id="r1"/><sheet name="Sheet2" r:id="r3"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Target="worksheets/sheet3.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>渡口</t></si><si><r><t>文</t></r><r><t xml:space="preserve">庙</t></r><rPh><t>wen</t></rPh></si><si/></sst>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="[$-804]#,##0.00_ "/><numFmt numFmtId="166" formatCode="0.0#"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/><xf numFmtId="22"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", sheet,
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>密</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet3.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>另表</t></is></c></row></sheetData></worksheet>`)
}

func TestXLSX(t *testing.T) {
	got, err := text("a.xlsx", workbookOf(t, `<worksheet><cols><col min="4" max="5" hidden="1"/></cols><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1"><v>99</v></c><c r="F1" t="s"><v>77</v></c></row>
<row r="2" hidden="1"><c><v>1</v></c></row>
<row r="3"><c><v>1</v></c><c><v>0.1</v></c><c><v>520.60000000000002</v></c><c><v>9</v></c><c><v>9</v></c><c><v>1.5E-7</v></c></row>
<row r="4"><c s="1"><v>45356</v></c><c s="2"><v>1234567.5</v></c><c s="3"><v>0.125</v></c><c r="F4" s="4"><v>45356.75</v></c><c s="5"><v>2</v></c><c s="1"><v>-1</v></c></row>
<row r="5"><c t="str"><f>A1&amp;"x"</f><v>公式结果</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c r="G5" t="d"><v>2024-03-05T00:00:00</v></c></row>
<row r="6"/><row r="7"><c t="inlineStr"><is><t>第一行
第二行</t></is></c></row></sheetData></worksheet>`), Limits{})
	want := "登记表\n渡口 文庙\n1 0.1 520.6 1.5e-07\n2024-03-05 1234567.50 12.50% 2024-03-05 18:00 2.0 -1\n公式结果 TRUE 2024-03-05\n第一行 第二行\n另表"
	if err != nil || got.Text != want {
		t.Errorf("Text: %v\n%s\nwant\n%s", err, got.Text, want)
	}
}

func TestFormat(t *testing.T) {
	for _, tt := range []struct {
		code string
		v    float64
		want string
	}{
		{"General", 45356, "45356"}, {`General"元"`, 3.5, "3.5"}, {"@", 12, "12"}, {"", 1e20, "1e+20"},
		{"0", 2.5, "2"}, {"0.00", 1.005, "1.00"}, {"#,##0", 1234567, "1234567"}, {"0.##", 1.5, "1.5"}, {"0.##", 1, "1"},
		{"0.00E+00", 12345, "12345"}, {"#,##0,", 1234567, "1234567"}, {"0%", 0.5, "50%"}, {`"¥"#,##0.00;[Red]"¥"-#,##0.00`, -3, "-3.00"},
		{"yyyy-mm-dd", 1, "1900-01-01"}, {"yyyy-mm-dd", 59, "1900-02-28"}, {"yyyy-mm-dd", 61, "1900-03-01"}, {"d/m/yy", 45356, "2024-03-05"},
		{"h:mm:ss", 0.5, "12:00"}, {"[h]:mm", 1.25, "06:00"}, {"yyyy-m-d h:mm", 45356, "2024-03-05"}, {"yyyy-mm-dd", 1e9, "1000000000"},
		{"yyyy-mm-dd", 45356.99999999, "2024-03-06"}, {`"未闭合`, 1, "1"},
	} {
		if got := parseFormat(tt.code).show(tt.v, false); got != tt.want {
			t.Errorf("%q shows %v as %q, want %q", tt.code, tt.v, got, tt.want)
		}
	}
	if got := parseFormat("yyyy-mm-dd").show(0, true); got != "1904-01-01" {
		t.Errorf("day 0 of 1904 = %q", got)
	}
}
