package main

import "fmt"

// dataFiles are the tables and forms.
func dataFiles() []file {
	return []file{
		csvOf("content/zcfg/qtwj/补贴标准.csv", "zcfg/qtwj/老旧营运货车报废更新补贴实施方案.md", 1),
		csvOf("content/qzqd/权责清单.csv", "qzqd/权责清单-2025年版.md", 2),
		csvOf("content/xzzf/ssj/sxqd/随机抽查事项清单.csv", "xzzf/ssj/sxqd/随机抽查事项清单-2026.md", 1),
		csvOf("static/fj/2026/jibenmulu.csv", "zfxxgk/jbml/交通运输领域主动公开基本目录.md", 1),
		csvData("content/zcfg/gfxwj/网约车车辆条件对照表.csv", vehicleConditions),
		csvData("content/zcfg/qlqk/规范性文件清理结果.csv", reviewedDocuments),
		csvData("static/fj/2026/xinyu-kaohe-zhibiao.csv", creditScores),
		csvData("static/fj/2026/2026q3-chouchajieguo.csv", inspections()),
		workbook("content/ghjh/ndjh/2026年养护工程分县计划.xlsx", "ghjh/ndjh/2026年公路养护工程计划.md", "计划规模", "分县安排"),
		workbook("content/ghjh/zxgh/十五五重大工程项目表.xlsx", "ghjh/zxgh/十五五综合交通运输发展规划.md", "主要指标", "重大工程和投资"),
		workbook("content/tjxx/tjgb/2025年统计公报数据.xlsx", "tjxx/tjgb/2025年交通运输行业发展统计公报.md", "公路里程", "运输服务"),
		workbook("content/czxx/bmys/2026年部门预算表.xlsx", "czxx/bmys/2026年部门预算.md", "收入总表", "支出总表", "三公经费"),
		form("content/zcfg/gfxwj/网约车经营许可申请表.xlsx", "申请表", licenceForm),
		form("content/zcfg/qtwj/补贴资金申请表.xlsx", "申请表", subsidyForm),
	}
}

// csvOf makes a CSV of the nth table of a document.
func csvOf(name, doc string, n int) file {
	return file{name, func(root string) ([]byte, error) {
		t, err := documentTable(root, doc, n)
		return csvFile(t), err
	}}
}

func csvData(name string, t table) file {
	return file{name, func(string) ([]byte, error) { return csvFile(t), nil }}
}

// workbook makes a workbook of the first tables of a document, one a sheet.
func workbook(name, doc string, names ...string) file {
	return file{name, func(root string) ([]byte, error) {
		var sheets []sheet
		for i, n := range names {
			t, err := documentTable(root, doc, i+1)
			if err != nil {
				return nil, err
			}
			sheets = append(sheets, sheet{n, t})
		}
		return xlsxFile(sheets...)
	}}
}

func form(name, title string, rows table) file {
	return file{name, func(string) ([]byte, error) { return xlsxFile(sheet{title, rows}) }}
}

var vehicleConditions = table{
	{"条件", "燃油（含混合动力）车", "纯电动车"},
	{"车籍", "在本市登记注册的七座及以下乘用车", "在本市登记注册的七座及以下乘用车"},
	{"初次登记年限", "不满4年", "不满4年"},
	{"轴距", "不小于2650毫米", "不小于2600毫米"},
	{"续航里程", "不要求", "不低于300公里"},
	{"装置", "卫星定位、应急报警", "卫星定位、应急报警"},
	{"第三者责任险保额", "不低于100万元", "不低于100万元"},
	{"承运人责任险保额", "每座不低于50万元", "每座不低于50万元"},
	{"2026年1月1日起新增、更新", "不再受理", "可以申请"},
}

var reviewedDocuments = table{
	{"序号", "文件名称", "发文字号", "清理结果", "依据或者说明"},
	{"1", "出租汽车经营权有偿使用金返还办法", "霁交发〔2015〕22号", "废止", "霁政发〔2019〕14号"},
	{"2", "网络预约出租汽车经营服务管理实施细则（试行）", "霁交发〔2016〕41号", "废止", "由霁交发〔2018〕52号替代"},
	{"3", "道路客运站服务管理规定", "霁交发〔2018〕15号", "废止", "霁交发〔2021〕38号"},
	{"4", "网络预约出租汽车经营服务管理实施细则", "霁交发〔2018〕52号", "废止", "由霁交发〔2023〕36号替代"},
	{"5", "巡游出租汽车服务质量信誉考核办法", "霁交发〔2020〕18号", "失效", "施行满5年"},
	{"6", "道路旅客运输包车管理规定", "霁交发〔2020〕27号", "失效", "有效期至2025年9月30日"},
	{"7", "道路危险货物运输安全管理补充规定", "霁交发〔2021〕20号", "废止", "省交通运输厅公告2025年第3号"},
	{"8", "农村公路养护管理办法", "霁交发〔2021〕45号", "继续有效", "有效期至2026年12月31日"},
	{"9", "机动车维修经营备案管理办法", "霁交发〔2022〕9号", "部分失效", "第五条、第六条由霁交发〔2025〕27号废止"},
	{"10", "机动车驾驶员培训服务管理办法", "霁交发〔2022〕30号", "已修改", "第五条、第八条由霁交发〔2025〕27号修改"},
	{"11", "互联网租赁自行车停放管理规定（试行）", "霁交发〔2023〕14号", "失效", "试行满2年"},
	{"12", "内河渡口渡船安全管理办法", "霁交发〔2023〕21号", "继续有效", "有效期至2028年7月31日"},
	{"13", "网络预约出租汽车经营服务管理实施细则", "霁交发〔2023〕36号", "继续有效", "有效期至2028年12月31日"},
	{"14", "城市公共交通运营补贴资金管理办法", "霁交发〔2024〕22号", "继续有效", "有效期至2029年8月31日"},
	{"15", "交通运输行政处罚裁量基准", "霁交发〔2025〕12号", "继续有效", "有效期至2030年6月30日"},
}

var creditScores = table{
	{"考核项目", "主要内容", "分值"},
	{"运输安全", "责任事故率、死亡率、安全隐患治理", "300"},
	{"经营行为", "合法经营、合同履约、价格公示", "200"},
	{"服务质量", "投诉率、投诉办结率、服务事件", "200"},
	{"社会责任", "应急运输、维护稳定、节能减排", "150"},
	{"企业管理", "制度、人员、档案、信息报送", "150"},
	{"合计", "", "1000"},
}

var licenceForm = table{
	{"网络预约出租汽车经营许可申请表"},
	{"申请人名称", "", "统一社会信用代码", ""},
	{"法定代表人", "", "联系电话", ""},
	{"注册地址", "", "本市办公地址", ""},
	{"网络服务平台名称", "", "线上服务能力认定文号", ""},
	{"专职管理人员（人）", "", "其中安全管理人员（人）", ""},
	{"拟投入车辆（辆）", "", "其中新能源车辆（辆）", ""},
	{"经营区域", "□云汀区 □东栖区 □兰渚县 □石帆县 □望桑市"},
	{"提交材料", "□资信证明 □办公场所信息 □人员信息 □管理制度文本"},
	{"申请人声明", "以上内容和所附材料真实、准确，如有虚假，愿意承担法律责任。"},
	{"申请人（盖章）", "", "申请日期", "　　年　月　日"},
}

var subsidyForm = table{
	{"老旧营运货车报废更新补贴资金申请表"},
	{"申请人", "", "联系电话", ""},
	{"报废车辆号牌", "", "排放标准", "□国三 □国四"},
	{"车辆类型", "□中型 □重型", "注销日期", "　　年　月　日"},
	{"距报废期", "□不足2年 □满2年不足4年 □4年以上", "申请提前报废补贴（万元）", ""},
	{"新购车辆号牌", "", "能源类型", "□国六柴油 □新能源"},
	{"新购车辆类型", "□中型 □重型", "申请新购补贴（万元）", ""},
	{"开户银行", "", "账户名称", ""},
	{"申请人声明", "没有重复申请其他同类补贴，所附材料真实有效。"},
	{"申请人签字（盖章）", "", "申请日期", "　　年　月　日"},
	{"县级审核意见", ""},
}

// inspections are the objects of the third quarter's inspections under numbers; the
// sums are those of the announcement.
func inspections() table {
	t := table{{"序号", "抽查任务", "对象编号", "检查月份", "结果", "处理"}}
	for _, task := range []struct {
		name, code             string
		objects, warned, cases int
	}{
		{"网约车平台公司合规运营", "PT", 15, 3, 1},
		{"公共汽车运营服务质量（线路）", "XL", 29, 4, 0},
		{"驾驶员培训机构联合抽查", "JP", 9, 3, 0},
		{"一、二类机动车维修企业", "WX", 52, 8, 1},
	} {
		for i := range task.objects {
			result, act := "未发现问题", ""
			switch {
			case i%3 == 2 && task.warned > 0:
				task.warned--
				result, act = "发现问题", "责令改正，复查合格"
			case i == task.objects-1 && task.cases > 0:
				result, act = "发现问题", "立案查处"
			}
			t = append(t, []string{fmt.Sprint(len(t)), task.name, fmt.Sprintf("%s%03d", task.code, i+1),
				fmt.Sprintf("2026年%d月", 7+i%3), result, act})
		}
	}
	return t
}
