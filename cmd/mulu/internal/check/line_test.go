package check

import "testing"

// Headings are those of Markdown's first row, and in an attachment of the last row
// without digits before the first with.
func TestHeading(t *testing.T) {
	var h heading
	for _, s := range []string{"| 姓名 | 电话 |", "|---|---|", "| 甲 | 1 |"} {
		h.body(s, 0)
	}
	l := Line{In: InBody, Text: "| 甲 | 1 |", heading: h.row}
	if got := l.Heading(9); got != "电话" {
		t.Errorf("Heading = %q", got)
	}
	if h.body("正文", 0); h.row != "" {
		t.Errorf("a paragraph has the heading %q", h.row)
	}
	for _, row := range []string{"公示名单", "单位：\t填报：", "姓名\t电话", "甲\t1", "乙\t无"} {
		h.file(2, row, hasOf(row), 0)
	}
	l = Line{In: InFile, Text: "甲\t1", heading: h.row, Place: "工作表“名单”第3行"}
	if from, to := l.Cell(4); l.Heading(4) != "电话" || l.Text[from:to] != "1" || l.placeOf(4) != "工作表“名单”第3行B列" {
		t.Errorf("Heading = %q, Cell = %d to %d, place %s", l.Heading(4), from, to, l.placeOf(4))
	}
	if l.Text = h.row; l.Heading(0) != "" || l.InTable() {
		t.Error("the row of headings is under itself")
	}
}
