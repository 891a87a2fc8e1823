package build

import (
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/hosting"
)

var ruleHosting = diag.Rule{Code: "hosting-limit", Severity: diag.Notice, Title: "托管平台装不下全部规则",
	Explain:  "[hosting] 的 files 让程序写出托管平台读取的文件（响应头和转向规则）。平台对规则的数目和长度有限制，只读网站根目录的文件。超出的转向规则没有写，旧地址上的转向页照样把读者带到新地址。",
	Source:   "Cloudflare Pages、Netlify、EdgeOne Pages 的说明",
	Repair:   "减少旧地址和另外检索的网站；或者改用 nginx、Caddy、Apache 等没有这种限制的服务器，设置用 mulu hosting 打印；网站在子路径时，把文件的内容并进主站根目录的同名文件。",
	Examples: []diag.Example{{Wrong: `files = ["edgeone"]  # 有300个旧地址，EdgeOne 最多100条`, Right: "mulu hosting nginx > mulu.conf"}}}

// Hosting is what servers and hosts are told of the site's files.
func (s *Site) Hosting() *hosting.Site { return hosting.New(s.Plan) }

// checkHosting says what the hosts do not take.
func (s *Site) checkHosting() (ds []diag.Diagnostic) {
	for i, host := range s.Config.Hosting.Files {
		_, over := s.Hosting().Files(host)
		for _, text := range over {
			ds = append(ds, ruleHosting.At(config.FileName, s.Config.At("hosting", "files", i), "%s", text).WithHint("%s", ruleHosting.Repair))
		}
	}
	return ds
}

// hostFiles are the files that the site's hosts read.
func (s *Site) hostFiles() (files []hosting.File) {
	for _, host := range s.Config.Hosting.Files {
		of, _ := s.Hosting().Files(host)
		files = append(files, of...)
	}
	return files
}
