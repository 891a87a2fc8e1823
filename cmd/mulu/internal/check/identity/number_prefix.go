package identity

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

var numberPrefix = check.Rule{
	Rule: diag.Rule{Code: "doc-number-prefix", Severity: diag.Warning, Title: "机关代字不是发布机构的",
		Explain:  "发文字号由发文机关的机关代字开头，联合行文只标主办机关的字号。代字和发布机构对不上，多半是抄错了字，或者发布机构写错了。",
		Source:   format,
		Repair:   "核对发文字号和发布机构；代字没有登记的，在 config.toml 这个机构的 prefix 或 also 中加上；转载的文件写上 source。",
		Examples: []diag.Example{{Wrong: "issuer = \"霁川市交通运输局\"\ndoc_number = \"霁交友〔2025〕1号\"", Right: "issuer = \"霁川市交通运输局\"\ndoc_number = \"霁交发〔2025〕1号\""}}},
	Document: func(d *check.Document) {
		n, ok := numberOf(d)
		if !ok || n.Kind != official.DocBracketed || len(d.Issuers) == 0 || reprint(d.Document) {
			return
		}
		lead := d.Issuers[0]
		if lead.Prefix == "" && len(lead.Also) == 0 || bears(lead, n.Prefix) || slices.Contains(d.Config.Check.Identity.Prefixes, n.Prefix) {
			return
		}
		other := bearer(d.Config, n.Prefix)
		switch {
		case other != nil && slices.Contains(d.Issuers, other):
			d.Report(d.At("doc_number", nil, "机关代字“%s”是%s的，写在前面的（主办）机关是%s", n.Prefix, other.Name, lead.Name).
				WithHint("联合行文只标主办机关的发文字号；%s主办的，在 issuer 中写在最前", other.Name))
		case other != nil:
			d.Report(d.At("doc_number", nil, "机关代字“%s”是%s的，发布机构却是%s", n.Prefix, other.Name, lead.Name))
		case !strings.HasPrefix(n.Prefix, lead.Prefix) || lead.Prefix == "":
			d.Report(d.At("doc_number", nil, "机关代字“%s”不是%s登记的（%s）", n.Prefix, lead.Name, strings.Join(prefixes(lead), "、")))
		}
	},
}

func prefixes(is *config.Issuer) []string {
	if is.Prefix == "" {
		return is.Also
	}
	return append([]string{is.Prefix}, is.Also...)
}

func bears(is *config.Issuer, prefix string) bool {
	return is.Prefix == prefix || slices.Contains(is.Also, prefix)
}

// bearer is the issuer that has registered a prefix; nil when none has.
func bearer(c *config.Config, prefix string) *config.Issuer {
	for i := range c.Issuers {
		if bears(&c.Issuers[i], prefix) {
			return &c.Issuers[i]
		}
	}
	return nil
}
