package identity

import (
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var indexCode = check.Rule{
	Rule: diag.Rule{Code: "index-number-check", Severity: diag.Warning, Title: "索引号中的机构代码校验不符",
		Explain: "很多地方的索引号以统一社会信用代码或组织机构代码开头，代码带有校验码，抄错一位就能查出来。实际使用中也有不合校验规则的旧码，所以只是提醒。",
		Source:  "GB 32100-2015；GB 11714-1997", Repair: "核对索引号里的机构代码；确实如此的旧号不必改。",
		Examples: []diag.Example{{Wrong: `index_number = "113799004189027498/2025-00001"`, Right: `index_number = "113799004189027499/2025-00001"`}}},
	Site: func(s *check.Site) {
		seen := map[string]bool{} // codes of issuers were checked in config.toml
		for i := range s.Config.Issuers {
			seen[s.Config.Issuers[i].Code] = true
		}
		for _, id := range s.ByPath {
			d := &s.Documents[id]
			code := codeOf(d.Index)
			if code == "" || seen[code] {
				continue
			}
			seen[code] = true // one wrong code is one problem, in however many documents
			if err := official.CheckBodyCode(code); err != nil && s.Config.Scheme().Match(d.Index) {
				s.Report(s.AtPlace(d.Path, s.Locate(d.Path, "index_number"), "索引号 %s 中的机构代码 %s 没有在 config.toml 登记，而且%v", d.Index, code, err))
			}
		}
	},
}

// codeOf is the part of an index number before its first slash, or before the hyphen
// after nine characters; "" where that has not the length of a code.
func codeOf(index string) string {
	code, _, ok := strings.Cut(index, "/")
	if !ok && len(index) > 9 && index[9] == '-' {
		code = index[:9]
	}
	if len(code) != 18 && len(code) != 9 {
		return ""
	}
	return code
}
