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

// RequestsHelp explains how the file of request statistics is written, for mulu explain.
func RequestsHelp() string {
	var b strings.Builder
	b.WriteString("依申请公开统计记每个时段收到和办理了多少件政府信息公开申请，写在 content/_requests.toml 里（config.toml 的 [report] requests 可以另定）。" +
		"这个文件不会公开，里面也只有件数：姓名、单位、联系方式、申请内容没有地方写，写了就报错。\n\n" +
		"用处：检查时核对每个时段的勾稽关系、时段之间的结转，全年的合计与年度报告的申请情况表逐格比较；公开统计页列出各年的件数；mulu report annual 用全年的合计填写草稿；mulu report requests 写成表格。\n\n" +
		"一个时段写一段，照先后次序接着写；可以按月、季度、半年或年，一个机构一年里不要重叠。例如：\n\n" +
		"[[period]]\nperiod = \"2025-01\"\nreceived = [3, 1, 0, 0, 0, 0, 4]\ncarried_over = [1, 0, 0, 0, 0, 0, 1]\ngranted = [2, 1, 0, 0, 0, 0, 3]\nunavailable_not_held = [1, 0, 0, 0, 0, 0, 1]\nresults_total = [3, 1, 0, 0, 0, 0, 4]\ncarried_forward = [1, 0, 0, 0, 0, 0, 1]\n\n" +
		"- period：时段，写成 \"2025-01\"、\"2025-Q1\"、\"2025-H1\" 或 \"2025\"，加引号\n" +
		"- issuer：哪个机构的；不写时是 config.toml 中第一个 [[issuer]]\n" +
		"- 其余每行依次是" + columnNames(&form2021.Table(Applications).Blocks[0]) + "，没有的写0\n" +
		"- received、carried_over、results_total、carried_forward 四行每个时段都要写；没有发生的办理结果可以不写，漏写了的，总计会对不上\n\n" +
		"2021年起的各行（2019、2020年没有 other_uncorrected、other_unpaid）：\n\n")
	rows := form2021.Table(Applications).Blocks[0].Rows
	for i := range rows {
		fmt.Fprintf(&b, "- %s：%s\n", rows[i].Key, rows[i].Name())
	}
	return b.String()
}
