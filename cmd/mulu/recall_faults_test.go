package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// faults are the classes that TestRecall plants.
var faults = []fault{
	{"key-unknown", "slip", func(v *victim) int {
		return v.add("sumary = \"" + v.value("title") + "\"")
	}},
	{"date-invalid", "no such day", func(v *victim) int {
		return v.set("published", pick(v, "2025-02-29", "2025-13-01", "2025-04-31", `"2025年13月1日"`))
	}},
	{"category-unknown", "path", func(v *victim) int { return v.set("category", `"zcfg/gfxw"`) }},
	{"disclosure-missing", "gone", func(v *victim) int {
		return v.drop("disclosure")
	}},
	{"doc-number-form", "header", func(v *victim) int {
		return v.set("doc_number", pick(v, `"霁交发[2025]91号"`, `"霁交发〔2025〕 91 号"`, `"霁交发（2025）91号"`, `"霁交发〔2025〕091号"`, `"霁交发〔25〕91号"`, `"霁交发〔2025〕第91号"`, `"霁交发〔2O25〕91号"`))
	}},
	{"link-broken", "file", func(v *victim) int {
		return v.sentence("详见[办理细则](没有这个文件%d.md)。", v.IntN(100))
	}},
	{"link-fragment-unknown", "place", func(v *victim) int { return v.sentence("详见[第九十九条](#第九十九条)。") }},
	{"link-empty", "nothing", func(v *victim) int { return v.sentence("详见[申请表]()。") }},
	{"image-alt", "none", func(v *victim) int { return v.paragraph(0, "![](流程图.png)") }},
	{"relation-unknown", "number", func(v *victim) int { return v.set("related", `["113799004189027499/1999-00001"]`) }},
	{"html-not-allowed", "tag", func(v *victim) int { return v.within("<font color=red>") }},

	// Days and numbers.
	{"date-in-future", "published", func(v *victim) int { return v.set("published", day(v, 2031)) }},
	{"date-order", "published before written", func(v *victim) int {
		return v.set("published", day(v, 2001))
	}},
	{"doc-number-text", "brackets and spaces", func(v *victim) int {
		return v.sentence("依据%s办理。", pick(v, "省交函[2024]57号", "国办发（2019）14号", "霁交发〔2024〕 9 号", "省交规【2022】3号", "霁交办〔2024〕第7号", "霁交办〔2024〕07号"))
	}},
	{"doc-number-year", "another year", func(v *victim) int {
		return v.set("doc_number", `"霁交发〔`+pick(v, "1998", "1999", "2001")+`〕`+digits(v, 2)+`号"`)
	}},

	// The text.
	{"secret-mark", "mark", func(v *victim) int {
		return v.paragraph(0, "%s", pick(v, "机密★10年", "秘密★5年", "绝密★", "机密★启用前", "秘密★长期"))
	}},
	{"internal-mark", "mark", func(v *victim) int {
		return v.paragraph(0, "%s", pick(v, "内部资料，注意保存", "（内部资料 注意保存）", "内部文件，不得外传", "【内部资料】"))
	}},
	{"placeholder", "left over", func(v *victim) int {
		if strings.Contains(v.text(), "示范文本") {
			return -1 // blanks of a form are to be filled in by others
		}
		return v.sentence("%s", pick(v, "由20XX年起执行。", "于XX年XX月XX日报送。", "（此处填写联系人）", "TODO：补充数据。", "详见20xx年度计划。"))
	}},
	{"number-empty", "count", func(v *victim) int {
		return v.sentence("全年共办理%s。", pick(v, "  件", "    个", "   项"))
	}},
	{"word-wrong", "known wrong forms", func(v *victim) int {
		return v.sentence("%s", pick(v, "为中华人民共合国成立七十周年献礼。", "各级人民攻府要高度重视。", "打好扫黑险恶专项斗争。", "提升便民效劳水平。", "夯实根底设施建设。"))
	}},
	{"char-traditional", "one character", func(v *victim) int {
		return v.within(string(pick(v, []rune("國門車長務應實業關開見書馬鳥魚風飛龍龜東樂學習議論設計說話請讓這邊還進過運達遠選適邏錢銀鐵鋼錯鍵鎮陽陰際陸隊階難電頭題類顯飯館駐驗體點黨齊")...)))
	}},
	{"punctuation-halfwidth", "comma", func(v *victim) int { return v.within(pick(v, ",", ";", "?", ":", "!")) }},
	{"punctuation-repeated", "twice", func(v *victim) int { return v.within(pick(v, "，，", "，。", "、、", "。。")) }},
	{"bracket-unpaired", "open", func(v *victim) int {
		return v.sentence("%s", pick(v, "依照办法（试行执行。", "依照《养护工程管理办法执行。", "依照办法试行）执行。"))
	}},
	{"quote-unpaired", "open", func(v *victim) int {
		return v.sentence("%s", pick(v, "落实“一网通办的要求。", "落实一网通办”的要求。"))
	}},
	{"title-nesting", "nested", func(v *victim) int {
		return v.sentence("印发《关于转发《公路养护%s办法》的通知》。", pick(v, "管理", "资金", "评定"))
	}},
	{"text-doubled", "sentence", func(v *victim) int {
		return v.paragraph(0, "%s", strings.Repeat(pick(v, "各单位要加强组织领导，落实工作责任，确保任务按期完成。", "请于每月五日前报送上月的工作进展情况和统计数据。"), 2))
	}},
	{"sum-parts", "parts", func(v *victim) int {
		a, b, c := 20+v.IntN(400), 20+v.IntN(400), 20+v.IntN(400)
		return v.sentence("全年共受理%d件，其中投诉%d件、咨询%d件、建议%d件。", slip(v, a+b+c), a, b, c)
	}},
	{"percent-wrong", "share", func(v *victim) int {
		a, b := 20+v.IntN(400), 20+v.IntN(400)
		return v.sentence("共检查%d家，合格%d家，合格率%.1f%%。", a+b, a, 100*float64(a)/float64(a+b)+[]float64{1, 2.5, -3, 10}[v.IntN(4)])
	}},
	{"percent-wrong", "of a total", func(v *victim) int {
		a, b := 20+v.IntN(400), 20+v.IntN(400)
		return v.sentence("全年共受理%d件，其中网上受理%d件，占%.1f%%。", a+b, a, 100*float64(a)/float64(a+b)+pick(v, 1, 2.5, -3, 10))
	}},
	{"sum-parts", "money", func(v *victim) int {
		a, b := 20+v.IntN(400), 20+v.IntN(400)
		return v.sentence("共安排资金%d.5万元，其中中央资金%d.2万元、市级资金%d.3万元。", slip(v, a+b), a, b)
	}},
	{"word-wrong", "whole list", func(v *victim) int { return v.sentence("关于%s的问题。", pick(v, wrongWords()...)) }},
	{"text-doubled", "one line", func(v *victim) int {
		i := v.sentence("")
		if i < 0 || strings.Count(v.lines[i-1], "。") != 1 || len(v.lines[i-1]) < 40 || len(v.lines[i-1]) > 300 {
			return -1
		}
		v.lines[i-1] += v.lines[i-1]
		return i
	}},
	{"text-doubled", "paragraph", func(v *victim) int {
		i := v.sentence("")
		if i < 0 || len(v.lines[i-1]) < 40 {
			return -1
		}
		v.lines = slices.Insert(v.lines, i, "", v.lines[i-1])
		return i + 2
	}},
	{"summary-long", "long", func(v *victim) int {
		return v.set("summary", `"`+strings.Repeat("公布工程的范围、资金、工期。", 40+v.IntN(9))+`"`)
	}},
	{"file-bidi-control", "mark", func(v *victim) int { return v.within("\u202e") }},
	{"file-control-character", "bell", func(v *victim) int { return v.within(pick(v, "\a", "\x01", "\x0b")) }},
	{"placeholder", "in the title", func(v *victim) int {
		return v.set("title", pick(v, `"关于20xx年公路养护工作的通知"`, `"关于做好XX工作的通知（待补充）"`))
	}},
	{"end-mark-disclosure", "mark", func(v *victim) int {
		v.lines = append(v.lines, "", pick(v, "（此件不予公开）", "（此件依申请公开）"))
		return len(v.lines)
	}},
	{"title-form", "full stop", func(v *victim) int { return v.set("title", `"`+v.value("title")+`。"`) }},
	{"summary-repeats-title", "same", func(v *victim) int { return v.set("summary", `"`+v.value("title")+`"`) }},
	{"keyword-duplicate", "twice", func(v *victim) int { return v.set("keywords", `["公交", "线路", "公交"]`) }},

	// Personal data.
	{"id-number", "in a sentence", func(v *victim) int { return v.sentence("当事人身份证号%s。", idNumber(v)) }},
	{"id-number", "alone", func(v *victim) int { return v.within("（" + idNumber(v) + "）") }},
	{"id-number", "in a table", func(v *victim) int {
		return v.paragraph(2, "| 姓名 | 证件号码 |\n| --- | --- |\n| 王某 | %s |", idNumber(v))
	}},
	{"id-number", "in groups", func(v *victim) int {
		n, sep := idNumber(v), pick(v, " ", "-")
		return v.sentence("当事人身份证号%s。", n[:6]+sep+n[6:14]+sep+n[14:])
	}},
	{"id-number", "in the title", func(v *victim) int { return v.set("title", `"关于王某`+idNumber(v)+`的公告"`) }},
	{"mobile-phone", "in groups", func(v *victim) int {
		sep := pick(v, " ", "-")
		return v.sentence("联系人电话：139%s%s%s%s。", sep, digits(v, 4), sep, digits(v, 4))
	}},
	{"bank-card", "in groups", func(v *victim) int {
		n := bankCard(v)
		return v.sentence("收款账号%s。", n[:4]+" "+n[4:8]+" "+n[8:12]+" "+n[12:16]+" "+n[16:])
	}},
	{"bank-card", "account", func(v *victim) int { return v.sentence("补贴款发放到银行卡%s。", bankCard(v)) }},
	{"mobile-phone", "number", func(v *victim) int {
		return v.sentence("申请人电话1%s%s。", pick(v, "38", "39", "59", "86"), digits(v, 8))
	}},
	{"license-plate", "number", func(v *victim) int {
		return v.sentence("%s鲁%s%s。", pick(v, "车主王某，车牌号", "李某驾驶", "号牌为", "车牌："), pick(v, "A", "B", "Q"), digits(v, 5))
	}},
	{"personal-mail", "address", func(v *victim) int { return v.sentence("请发送到zhang%s@qq.com。", digits(v, 4)) }},
	{"home-address", "door", func(v *victim) int {
		return v.sentence("家住和平小区%d号楼%d单元%d室。", 1+v.IntN(30), 1+v.IntN(5), 101+v.IntN(1800))
	}},

	// Links and headings.
	{"link-text-vague", "words", func(v *victim) int {
		return v.sentence("请%s。", "["+pick(v, "点击这里", "点此", "查看", "详情")+"](https://www.mot.gov.cn/)")
	}},
	{"link-private-address", "host", func(v *victim) int {
		return v.sentence("详见[内部系统](http://%s/a)。", pick(v, "192.168.1.20", "10.0.3.4", "localhost:8080", "172.16.9.9"))
	}},
	{"link-host-unlisted", "host", func(v *victim) int { return v.sentence("详见[报道](https://www.unlisted%d.com/a)。", v.IntN(100)) }},
	{"link-text-address", "address", func(v *victim) int {
		return v.sentence("详见[https://www.mot.gov.cn/xxgk/](https://www.mot.gov.cn/xxgk/)。")
	}},
	{"heading-order", "skipped", func(v *victim) int { return v.paragraph(2, "## 附则\n\n#### 施行时间") }},
	{"image-alt-poor", "file name", func(v *victim) int {
		return v.paragraph(0, "![%s](流程图.png)", pick(v, "图片", "IMG_2034.jpg", "示意图", "image"))
	}},

	{"link-address-form", "slip", func(v *victim) int {
		return v.sentence("详见[交通运输部](%s)。", pick(v, "https://https://www.mot.gov.cn/", "https://www.mot.gov.cn，/xxgk/", "https:///xxgk/"))
	}},
	{"link-mail-form", "slip", func(v *victim) int {
		return v.sentence("请寄[局邮箱](mailto:%s)。", pick(v, "zwgk＠jtysj.jichuan.example", "zwgk", "zwgk@jichuan", "zwgk@@jtysj.jichuan.example"))
	}},
	{"link-own-address", "whole", func(v *victim) int {
		return v.sentence("详见[公开指南](https://jtysj.jichuan.example/xxgk/guide.html)。")
	}},
	{"link-plain-http", "scheme", func(v *victim) int {
		return v.sentence("详见[%s网站](http://www.%s.gov.cn/)。", "部门", pick(v, "mot", "mof", "ndrc"))
	}},
	{"link-same-text", "two", func(v *victim) int {
		return v.sentence("详见[部门规定](https://www.mot.gov.cn/a%d)和[部门规定](https://www.mof.gov.cn/b)。", v.IntN(9))
	}},
	{"link-scheme", "scheme", func(v *victim) int {
		return v.sentence("详见[申请表](%s)。", pick(v, "file:///D:/公开/申请表.doc", "javascript:alert(1)", "//www.mot.gov.cn/", "data:text/html,1"))
	}},
	{"link-text-mismatch", "host", func(v *victim) int {
		return v.sentence("详见[www.mot.gov.cn](https://www.mof.gov.cn/a%d)。", v.IntN(9))
	}},
	{"link-text-missing", "nothing", func(v *victim) int { return v.sentence("详见[](https://www.mot.gov.cn/a%d)。", v.IntN(9)) }},
	{"link-not-public", "index number", func(v *victim) int { return v.sentence("详见[评审意见](113799004189027499/2026-00020)。") }},
	{"image-remote", "host", func(v *victim) int {
		return v.paragraph(0, "![办理流程分为五步](https://www.mot.gov.cn/a%d.png)", v.IntN(9))
	}},
	{"heading-empty", "nothing", func(v *victim) int { return v.paragraph(0, "##") }},
	{"footnote-unknown", "mark", func(v *victim) int { return v.sentence("统计口径见说明[^%d]。", 90+v.IntN(9)) }},
	{"footnote-unused", "note", func(v *victim) int { return v.paragraph(0, "[^99]: 按照统计制度的口径。") }},

	// More of the text.
	{"space-between", "space", func(v *victim) int { return v.inClause(" ") }},
	{"table-sum", "total", func(v *victim) int {
		a, b := 20+v.IntN(400), 20+v.IntN(400)
		return v.paragraph(4, "| 类别 | 受理数 | 办结数 |\n| --- | ---: | ---: |\n| 投诉 | %d | %d |\n| 咨询 | %d | %d |\n| 合计 | %d | %d |", a, a, b, b, a+b, a+b+pick(v, 1, 10, -1, 9))
	}},
	{"table-extra-cells", "cell", func(v *victim) int {
		return v.paragraph(2, "| 项目 | 金额 |\n| --- | --- |\n| 补贴 | %d | 万元 |", v.IntN(90))
	}},
	{"text-cut", "half a sentence", (*victim).cut},
	{"text-cut", "comma", func(v *victim) int {
		return v.before("%s", pick(v, "各单位要加强组织领导，及时研究解决问题，", "对检查中发现的安全隐患要建立台账、"))
	}},
	{"quote-form", "marks", func(v *victim) int {
		return v.sentence("着力打造%s。", pick(v, "“阳光政府〞", "〝阳光政府〞", "\"阳光政府\""))
	}},
	{"bracket-halfwidth", "brackets", func(v *victim) int {
		return v.sentence("参照管理办法(%s)执行。", pick(v, "试行", "暂行", "修订"))
	}},
	{"character-fullwidth", "digits", func(v *victim) int {
		return v.sentence("共检查%s。", pick(v, "１２家企业", "Ａ级企业三家", "３０公里道路"))
	}},
	{"body-unwritten", "hint", func(v *victim) int { return v.paragraph(0, "在这里写正文，替换这一行。") }},
	{"office-mark", "mark", func(v *victim) int {
		return v.paragraph(0, "%s", pick(v, "拟稿：王某　核稿：李某", "会签：财务科", "拟稿人：赵某"))
	}},
	{"page-leftover", "words", func(v *victim) int {
		return v.paragraph(0, "%s", pick(v, "因篇幅问题不能全部显示，请点此查看更多更全内容", "此文档下载收益归作者所有", "打开APP查看全文"))
	}},
	{"paragraph-merged", "indent", func(v *victim) int {
		return v.paragraph(1, "第一项工作由各科室负责。\n　　第二项工作由各单位负责。")
	}},
	{"markdown-lookalike", "tabs", func(v *victim) int {
		return v.paragraph(0, "项目\t金额\n补贴\t%d\n经费\t%d", v.IntN(90), v.IntN(90))
	}},
	{"doc-number-text", "our own agency", func(v *victim) int {
		return v.sentence("依据%s办理。", pick(v, "霁交办〔2024〕第7号", "霁交办〔2024〕07号", "霁交发〔2024〕009号"))
	}},

	// More personal data.
	{"id-number-old", "labelled", func(v *victim) int {
		return v.sentence("身份证号11010%s%02d%02d%s。", digits(v, 1)+"6"+digits(v, 1), 1+v.IntN(12), 10+v.IntN(18), digits(v, 3))
	}},
	{"bank-card-probable", "no words", func(v *victim) int { return v.sentence("王某 %s。", luhn("6299"+digits(v, 14))) }},
	{"certificate-number", "passport", func(v *victim) int { return v.sentence("护照号码%s%s。", pick(v, "E", "G"), digits(v, 8)) }},
	{"personal-column", "column", func(v *victim) int {
		return v.paragraph(2, "| 姓名 | %s |\n| --- | --- |\n| 王某 | 4401%s |", pick(v, "身份证号", "身份证号码", "银行账号"), digits(v, 14))
	}},

	// Blanks beside figures, marks in cells, what does not fit the header or itself.
	{"placeholder", "beside figures", func(v *victim) int {
		if strings.Contains(v.text(), "示范文本") {
			return -1
		}
		return v.sentence("%s", pick(v, "同比增长XX%。", "完成投资××亿元。", "共办理xx件。", "减少____万元。", "约……万元。", "新增？？人。", "由202X年起执行。", "依据霁交发〔2025〕X号办理。", "投资（数据待核实）。"))
	}},
	{"secret-mark", "in a row", func(v *victim) int {
		return v.paragraph(0, pick(v, "| 密级 | 机密 | 编号 |\n| --- | --- | --- |\n| 来文 | 省厅 | %d |", "| 秘密★10年 | 特急 |\n| --- | --- |\n| 编号 | %d |"), v.IntN(90))
	}},
	{"secret-mark", "in a column", func(v *victim) int {
		return v.paragraph(2, "| 序号 | 文件 | 密级 |\n| --- | --- | --- |\n| %d | 方案 | %s |", v.IntN(90), pick(v, "机密", "秘密", "秘密 10年"))
	}},
	{"secret-mark", "in the header", func(v *victim) int {
		return v.set("title", `"关于应急方案的通知`+pick(v, "（秘密）", "【机密】", "机密★5年")+`"`)
	}},
	{"internal-mark", "in a row", func(v *victim) int {
		return v.paragraph(0, "| 第%d期 | %s |\n| --- | --- |\n| 编号 | 12 |", v.IntN(90), pick(v, "内部资料 注意保存", "不得外传", "阅后收回"))
	}},
	{"series-gap", "points", func(v *victim) int {
		return v.sentence("%s", pick(v, "一是加强领导；三是落实责任。", "一是排查；二是整改；四是验收。", "一是排查；二是整改；二是验收。"))
	}},
	{"growth-wrong", "direction", func(v *victim) int {
		a := 20 + v.IntN(400)
		return v.sentence(pick(v, "受理申请由%d件增加到%d件。", "办结时间从%d天增加到%d天。", "受理%[2]d件，比上年的%[1]d件增加3件。"), a+1+v.IntN(90), a)
	}},
	{"growth-wrong", "amount", func(v *victim) int {
		a, b := 20+v.IntN(400), 1+v.IntN(90)
		return v.sentence("公开信息%d条，较上年的%d条增加%d条。", a+b, a, b+1+v.IntN(9))
	}},
	{"growth-wrong", "percentage", func(v *victim) int {
		a, b := 100+v.IntN(400), 10+v.IntN(90)
		return v.sentence("投资由%d万元增加到%d万元，增长%.1f%%。", a, a+b, 100*float64(b)/float64(a)+pick(v, 1, 2.5, 10))
	}},
	{"sum-parts", "ten thousand times", func(v *victim) int {
		a, b := 20+v.IntN(400), 20+v.IntN(400)
		return v.sentence("共安排资金%d亿元，其中中央资金%d万元、市级资金%d万元。", a+b, a, b)
	}},
	{"home-address", "in prose", func(v *victim) int {
		return v.sentence("当事人王某，男，%s%s。", pick(v, "现住", "家住", "住"), pick(v, "西城镇王家村128号", "和平里小区6-2-301", "建设路12号"))
	}},
	{"health-text", "illness", func(v *victim) int {
		return v.sentence("%s%s，患%s，救助3000元。", pick(v, "受助人", "申请人", "当事人"), pick(v, "陈国强", "王建国", "李娟"), pick(v, "尿毒症", "乳腺癌", "白血病", "精神分裂症"))
	}},
	{"health-column", "column", func(v *victim) int {
		return v.paragraph(2, "| 姓名 | %s |\n| --- | --- |\n| 周小红 | %s |", pick(v, "残疾类别", "病种", "疾病名称"), pick(v, "精神二级", "尿毒症", "乳腺癌"))
	}},
	{"minor-name", "column", func(v *victim) int {
		return v.paragraph(2, "| %s | 监护人 |\n| --- | --- |\n| 王小明 | 王某 |", pick(v, "儿童姓名", "孤儿姓名", "学生姓名"))
	}},

	// More of the header.
	{"doc-number-prefix", "another office", func(v *victim) int {
		if v.value("source") != "" || v.value("written") == "" {
			return -1
		}
		return v.set("doc_number", `"霁文广〔`+v.value("written")[:4]+`〕`+digits(v, 2)+`号"`)
	}},
	{"date-with-time", "time", func(v *victim) int { return v.set("written", v.value("written")+"T09:30:00+08:00") }},
	{"issuer-unknown", "name", func(v *victim) int {
		return v.set("issuer", pick(v, `"霁川市文化局"`, `"霁川市交通运输"`, `"市交通委"`))
	}},
	{"value-unknown", "disclosure", func(v *victim) int { return v.set("disclosure", pick(v, `"全部公开"`, `"主动"`, `"公开"`)) }},
	{"value-type", "number", func(v *victim) int { return v.set("keywords", digits(v, 2)) }},
	{"field-missing", "title", func(v *victim) int { return v.drop("title") }},
	{"field-duplicate", "both names", func(v *victim) int { return v.add(`标题 = "关于同一件事的通知"`) }},
	{"label-ambiguous", "date", func(v *victim) int { return v.add("发文日期 = 2025-03-05") }},
	{"key-duplicate", "twice", func(v *victim) int { return v.add(`title = "关于同一件事的通知"`) }},
	{"toml-syntax", "quote", func(v *victim) int {
		return v.add(pick(v, `source = "没有结束`, "source 没有等号", "source = "))
	}},
}

// wrongWords are the wrong forms that the rule knows.
var wrongWords = sync.OnceValue(func() (list []string) {
	data, err := os.ReadFile("internal/check/text/words.txt")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(data)) {
		if wrong, _, ok := strings.Cut(line, "\t"); ok && line[0] != '#' {
			list = append(list, wrong)
		}
	}
	return list
})

// pick takes one of a list at random.
func pick[T any](v *victim, list ...T) T { return list[v.IntN(len(list))] }

// day is a random day of a year's first ten months.
func day(v *victim, year int) string {
	return time.Date(year, 1, 1+v.IntN(300), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// slip is a number with one digit wrong.
func slip(v *victim, n int) int {
	s := []byte(strconv.Itoa(n))
	i := v.IntN(len(s))
	s[i] = '1' + (s[i]-'0'+byte(v.IntN(8)))%9
	wrong, _ := strconv.Atoi(string(s)) // digits
	return wrong
}

// digits are n random ones, the first not 0.
func digits(v *victim, n int) string {
	b := []byte{byte('1' + v.IntN(9))}
	for len(b) < n {
		b = append(b, byte('0'+v.IntN(10)))
	}
	return string(b)
}

// idNumber is a made-up identity number with a right check digit (GB 11643).
func idNumber(v *victim) string {
	area := pick(v, "110101", "310115", "440305", "370102", "610113")
	s := area + strings.ReplaceAll(day(v, 1950+v.IntN(55)), "-", "") + digits(v, 3)
	sum := 0
	for i, w := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(s[i]-'0')
	}
	return s + string("10X98765432"[sum%11])
}

// bankCard is a made-up card number with a right check digit (Luhn).
func bankCard(v *victim) string {
	return luhn(pick(v, "622202", "621700", "622848", "621661") + digits(v, 12))
}

// luhn adds the check digit.
func luhn(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return fmt.Sprintf("%s%d", s, (10-sum%10)%10)
}
