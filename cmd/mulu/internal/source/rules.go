package source

import "mulu/cmd/mulu/internal/diag"

const ourOwn = "本软件约定"

var ruleContentMissing = &diag.Rule{
	Code: "content-missing", Severity: diag.Error, Source: ourOwn,
	Title:    "缺少 content 文件夹",
	Explain:  "网站的信息都写在 content 文件夹里。没有这个文件夹，多半是站点文件夹指错了；按空站点发布会把已公开的信息全部撤下，因此不予发布。",
	Repair:   "检查 --source 是否指向站点文件夹；新建站点请运行 mulu init。",
	Examples: []diag.Example{{Wrong: "mulu build --source 桌面", Right: "mulu build --source 桌面/我的目录"}},
}

var ruleFileLink = &diag.Rule{
	Code: "file-link", Severity: diag.Error, Source: ourOwn,
	Title:    "站点里有符号链接",
	Explain:  "符号链接可能指向站点之外，把不该公开的文件发布出去，也无法在各种系统上一致地检出。为便于判断，不论指向哪里一律不跟随。",
	Repair:   "把链接换成真实的文件或文件夹，或者删除链接。",
	Examples: []diag.Example{{Wrong: "content/fj → /home/wang/内部资料（符号链接）", Right: "content/fj/申请表.doc（真实的文件）"}},
}

var ruleFileSpecial = &diag.Rule{
	Code: "file-special", Severity: diag.Error, Source: ourOwn,
	Title:    "站点里有设备、管道等特殊文件",
	Explain:  "读取设备或管道可能永远等待，也得不到确定的内容，不能发布。",
	Repair:   "删除这个文件，或者把它移出站点文件夹。",
	Examples: []diag.Example{{Wrong: "static/pipe（管道文件）", Right: "（删去这个文件）"}},
}

var ruleFileMounted = &diag.Rule{
	Code: "file-mounted", Severity: diag.Notice, Source: ourOwn,
	Title:    "站点里有另外挂载的文件夹或文件",
	Explain:  "挂载（mount）在站点里的文件夹和文件，对系统来说就是站点里的文件，会照样读取和发布，也不在 git 仓库里。只有有权管理这台机器的人才能挂载；不是有意为之的，可能把不该公开的文件发布出去。没有挂载成功时，里面的文件会被当作已经删除。",
	Repair:   "有意挂载的不必处理；不是的，卸载（umount），或者把文件复制进来。",
	Examples: []diag.Example{{Wrong: "content/fj（挂载的网络盘）", Right: "content/fj（站点自己的文件夹）"}},
}

var ruleFileUnreadable = &diag.Rule{
	Code: "file-unreadable", Severity: diag.Error, Source: ourOwn,
	Title:    "文件夹无法读取",
	Explain:  "没有读取权限的文件夹里可能有应当公开的信息，跳过它会悄悄漏发。",
	Repair:   "给运行 mulu 的用户加上读取权限。",
	Examples: []diag.Example{{Wrong: "content/wj（权限 d---------）", Right: "content/wj（权限 drwxr-xr-x）"}},
}

var ruleFileNameClash = &diag.Rule{
	Code: "file-name-clash", Severity: diag.Error, Source: ourOwn,
	Title:    "两个名称在部分系统上是同一个名称",
	Explain:  "只有大小写不同、或只有 Unicode 写法（NFC、NFD）不同的名称，在 Windows 和 macOS 上是同一个文件，检出时其中一个会丢失。",
	Repair:   "给其中一个改名。",
	Examples: []diag.Example{{Wrong: "content/wj/A.md\ncontent/wj/a.md", Right: "content/wj/a.md\ncontent/wj/b.md"}},
}

var ruleFileName = &diag.Rule{
	Code: "file-name", Severity: diag.Error, Source: ourOwn,
	Title:    "文件名不能发布",
	Explain:  "附件和静态文件按原名复制到网站。名称里有控制字符、\\ : * ? \" < > |，以空格或点结尾，是 Windows 保留名（con、nul 等），或者一段超过 120 字节（约 40 个汉字），都会使一部分系统无法保存或访问它。",
	Repair:   "改名；建议只用汉字、字母、数字、- 和 _。",
	Examples: []diag.Example{{Wrong: "static/fj/申请表?.doc", Right: "static/fj/申请表.doc"}},
}

var ruleDocumentName = &diag.Rule{
	Code: "document-file-name", Severity: diag.Warning, Source: ourOwn,
	Title:    "文档的文件名在部分系统上无法检出",
	Explain:  "文档的网址来自索引号，文件名不影响发布；但名称里有 \\ : * ? \" < > |，以空格或点结尾，或者是 Windows 保留名（con、nul 等）时，使用 Windows 的同事无法检出这个仓库。",
	Repair:   "改名；建议只用汉字、字母、数字、- 和 _。",
	Examples: []diag.Example{{Wrong: `content/wj/关于"放管服"的通知.md`, Right: "content/wj/关于放管服的通知.md"}},
}

var ruleLayoutIgnored = &diag.Rule{
	Code: "layout-ignored", Severity: diag.Notice, Source: ourOwn,
	Title:    "layouts 里有不会使用的文件",
	Explain:  "模板的文件名以 .html 结尾。其他文件不起作用，可能是名称写错了。",
	Repair:   "模板改用 .html 结尾；样式、脚本、图片放到 static 文件夹；其他文件移出 layouts。",
	Examples: []diag.Example{{Wrong: "layouts/document.htm", Right: "layouts/document.html"}},
}

// Rules lists what this package can find.
func Rules() []*diag.Rule {
	return []*diag.Rule{
		ruleContentMissing, ruleFileLink, ruleFileSpecial, ruleFileMounted, ruleFileUnreadable,
		ruleFileNameClash, ruleFileName, ruleDocumentName, ruleLayoutIgnored,
	}
}
