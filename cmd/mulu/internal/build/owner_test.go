package build_test

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
	"mulu/cmd/mulu/internal/source"
)

// Who answers is known for right documents, for broken ones as far as they can be read,
// and for attachments.
func TestOwners(t *testing.T) {
	fs := sitetest.Files{
		config.FileName:         strings.Replace(sitetest.Config, "owner = \"办公室\"", "owner = \"法规科\"", 1),
		"content/a.md":          sitetest.Doc(1, "unit = \"运输科\"\nattachments = [{file = \"表.csv\"}]", "正文"),
		"content/表.csv":         "甲,乙\n",
		"content/column.md":     sitetest.Doc(2, "", "正文"),
		"content/deep.md":       sitetest.Doc(3, "category = \"wj/gf\"", "正文"),
		"content/broken.md":     strings.Replace(sitetest.Doc(4, "责任单位 = \"办公室\"", "正文"), "2025-01-04", "2025-02-30", 1),
		"content/unreadable.md": "+++\ntitle = “甲\n+++\n",
		"content/hidden.md":     strings.Replace(sitetest.Doc(5, "", "正文"), "主动公开", "不予公开", 1),
		"static/b.txt":          "x",
	}
	src, err := source.Open(fs.Write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	site, _, err := build.Load(t.Context(), src, build.Options{Date: sitetest.Today})
	if err != nil || site == nil {
		t.Fatal(err)
	}
	owner := site.Owners()
	const issuer = "栖澜市交通运输局"
	for _, tt := range []struct {
		file string
		want diag.Owner
	}{
		{"content/a.md", diag.Owner{Issuer: issuer, Unit: "运输科", Category: "wj", Column: "政策文件"}},
		{"content/表.csv", diag.Owner{Issuer: issuer, Unit: "运输科", Category: "wj", Column: "政策文件"}},
		{"content/column.md", diag.Owner{Issuer: issuer, Unit: "法规科", Category: "wj", Column: "政策文件"}},
		{"content/deep.md", diag.Owner{Issuer: issuer, Unit: "办公室", Category: "wj/gf", Column: "政策文件 › 规范性文件"}},
		{"content/broken.md", diag.Owner{Issuer: issuer, Unit: "办公室", Category: "wj", Column: "政策文件"}},
		{"content/hidden.md", diag.Owner{Issuer: issuer, Unit: "法规科", Category: "wj", Column: "政策文件"}},
		{"content/unreadable.md", diag.Owner{}}, {"content/none.md", diag.Owner{}}, {"static/b.txt", diag.Owner{}}, {"config.toml", diag.Owner{}}, {"", diag.Owner{}},
	} {
		if got := owner(tt.file); got != tt.want {
			t.Errorf("owner of %q = %+v, want %+v", tt.file, got, tt.want)
		}
	}
}
