package settings

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/tree"
)

var identityMissing = check.Rule{
	Rule: diag.Rule{Code: "site-identity-missing", Severity: diag.Warning, Title: "网站的身份信息不全",
		Explain: "每一页的 META 标签要有网站名称、域名、标识码，页脚要有主办单位、备案号、标识码、联系方式和“我为政府网站找错”的入口。" +
			"检查机构和汇聚平台按这些标签识别网站，缺少或写错都会扣分。base_url 是 .example 一类示例域名的网站不检查。",
		Source:   "政府网站发展指引（国办发〔2017〕47号）；政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
		Repair:   "在 config.toml 的 [site] 中补上。",
		Examples: []diag.Example{{Wrong: "[site]\nname = \"霁川市交通运输局\"", Right: "[site]\nname = \"霁川市交通运输局\"\ndomain = \"jtysj.jichuan.example\"\nid_code = \"3799000013\"\nsponsor = \"霁川市交通运输局\"\nicp = \"省ICP备00000000号-1\"\npolice = \"省公网安备37990002000001号\"\nphone = \"0000-8600100\"\nreport_error = \"https://www.jichuan.example/jiucuo/\""}}},
	Site: func(s *check.Site) {
		if isExample(host(s.Config)) {
			return
		}
		o := &s.Config.Site
		var missing []string
		for _, f := range []struct{ value, name string }{
			{o.Domain, "domain（域名，META 标签 SiteDomain）"}, {o.IDCode, "id_code（网站标识码，META 标签 SiteIDCode）"},
			{o.Sponsor, "sponsor（主办单位）"}, {o.ICP, "icp（ICP 备案号）"}, {o.Police, "police（公安备案号）"},
			{o.Phone, "phone（联系电话）"}, {o.ReportError, "report_error（“我为政府网站找错”的网址）"},
		} {
			if strings.TrimSpace(f.value) == "" {
				missing = append(missing, f.name)
			}
		}
		if len(missing) > 0 {
			s.Report(s.Setting([]tree.Step{"site"}, "[site] 缺少 %d 项：%s", len(missing), strings.Join(missing, "、")))
		}
	},
}
