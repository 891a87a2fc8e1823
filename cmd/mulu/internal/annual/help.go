package annual

import (
	"fmt"
	"strings"
)

// Help explains how a file of data is written, with all its keys, for mulu explain.
func Help() string {
	var b strings.Builder
	b.WriteString("年度报告的三张表写在正文旁边的一个 TOML 文件里，报告的文件头用 data（数据文件）写明文件名，例如 data = \"2025年度报告数据.toml\"。" +
		"网页上，每张表放在正文相应部分（二、三、四）的最后，行、列和合并的表头照全国统一的格式。用 mulu report annual 2025 生成一份，目录知道的数字已经填好。\n\n" +
		"文件开头写 year = 2025（哪一年的报告）和 form = 2021（表格的格式，2019、2020年度的报告写 2019）。一行有几个数的写成列表，按表格的列从左到右，总计也要写。没有的写0；还没有填的写一对空的引号。\n")
	for _, f := range [...]*Form{&form2021, &form2019} {
		fmt.Fprintf(&b, "\nform = %d（%s）：\n", f.Year, f.Source)
		for i := range f.Tables {
			f.Tables[i].help(&b)
		}
	}
	b.WriteString("\n任何文件都可以用 data 写明一个数据文件，里面写正文中的总数和分项，检查时核对：\n\n" +
		"- [[statistic]]：一个总数。name 是名称，unit 是单位（万条一类的是约数），total 是总数，parts 是分项，some = true 表示分项不是全部\n" +
		"- 分项：name 是名称，value 是数，percent 是正文写的占总数的百分比，change 是正文写的由总数到这个数增减的百分比（减少写负数），parts 是它自己的分项\n")
	return b.String()
}

func (t *Table) help(b *strings.Builder) {
	fmt.Fprintf(b, "\n[%s] %s\n", t.Key, t.Title)
	for i := range t.Blocks {
		block := &t.Blocks[i]
		fmt.Fprintf(b, "\n%s每行依次是%s：\n\n", prefixed(block.Title, "，"), columnNames(block))
		for k := range block.Rows {
			fmt.Fprintf(b, "- %s：%s\n", block.Rows[k].Key, block.Rows[k].Name())
		}
	}
}
