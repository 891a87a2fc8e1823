package a11y

import "mulu/cmd/mulu/internal/diag"

// wcag names the standards with a success criterion.
func wcag(criterion string) string {
	return "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》；WCAG 2.2 成功准则 " + criterion
}

func rule(code, title, explain, criterion, repair, wrong, right string) diag.Rule {
	return diag.Rule{Code: code, Severity: diag.Warning, Title: title, Explain: explain, Source: wcag(criterion), Repair: repair,
		Examples: []diag.Example{{Wrong: wrong, Right: right}}}
}

var (
	ruleLanguage = rule("page-language", "网页没有标明语言，或者标得不对",
		"读屏软件按 lang 选用语音，浏览器按它选用字形；没有标明时，中文可能用外语的语音念。", "3.1.1、3.1.2",
		`在 <html> 上写 lang="{{.Site.Language}}"；夹在中文里的外文用自己的语言标记，例如 lang="en"。`, `<html lang="chinese">`, `<html lang="zh-Hans-CN">`)
	ruleTitle = rule("page-title", "网页没有标题",
		"浏览器的标签页、收藏夹、搜索结果和读屏软件首先给出的都是 <title>。", "2.4.2",
		"在 <head> 里写 <title>{{.PageTitle}}</title>，或者用内置的 part-head.html。", "<title></title>", "<title>{{.PageTitle}}</title>")
	ruleH1 = rule("page-h1", "网页的一级标题不是一个",
		"读屏软件的使用者按一级标题找到正文；没有或者有几个，都说不清这一页讲什么。", "1.3.1、2.4.6",
		"一页写一个 <h1>，内容是这一页的名称；网站的名称用 <p>。", `<p class="h1">{{.Heading}}</p>`, "<h1>{{.Heading}}</h1>")
	ruleHeadingJump = rule("page-heading-jump", "标题的级别跳级",
		"标题的级别是网页的目录，少了一级，听的人会以为漏了内容；第一个标题不低于二级。", "1.3.1、2.4.6",
		"按内容的层次依次用 h1、h2、h3；要改大小时改样式，不改级别。", "<h1>…</h1><h3>…</h3>", "<h1>…</h1><h2>…</h2>")
	ruleHeadingEmpty = rule("page-heading-empty", "标题里没有文字",
		"读屏软件会念出“标题”，却没有内容；标题清单里也会有空的一行。", "1.3.1、2.4.6",
		"写上标题的文字；这里不是标题时去掉标签；文字由模板给出时用 {{if}} 包住标题。", "<h2></h2>", "<h2>相关文件</h2>")
	ruleMain = rule("page-main", "主要内容区不是一个",
		"读屏软件和“跳到正文”都靠 <main> 越过页首的导航。", "1.3.1、2.4.1",
		"每个模板写一个 <main>，正文都放在里面。", `<div class="main">`, `<main class="main" id="m-main" tabindex="-1">`)
	ruleOutside = rule("page-outside", "有内容不在任何一个区域里",
		"读屏软件的使用者在页首、导航、正文、页脚这些区域之间跳着走，不在区域里的内容会被跳过。", "1.3.1、2.4.1",
		"把它放进 <main>、<header>、<nav> 或 <footer>；随时提醒的话用 role=\"status\"。", "</main><p>主办单位：…</p>", "</main><footer><p>主办单位：…</p></footer>")
	ruleLandmark = rule("page-landmark", "同类的区域没有分别命名",
		"一页有几个导航时，读屏软件只念“导航、导航”，分不出哪个是哪个。", "1.3.1、2.4.1",
		`给每一个写上不同的 aria-label，或者用 aria-labelledby 指向它的标题。`, "<nav>…</nav><nav>…</nav>", `<nav aria-label="主导航">…</nav><nav aria-label="当前位置">…</nav>`)
	ruleSkip = rule("page-skip-link", "网页不是从“跳到正文”开始",
		"只用键盘的读者在每一页都要先走过全部导航，才能到正文。", "2.4.1",
		`在 <body> 的最前面写 <a class="skip-link" href="#m-main">跳到正文</a>，或者用内置的 part-header.html。`, "<body><header>…", `<body><a class="skip-link" href="#m-main">跳到正文</a><header>…`)
	ruleID = rule("page-id-duplicate", "一页里有相同的 id",
		"标签、说明和页内链接按 id 找目标，重复时只能找到第一个。", "1.3.1、4.1.2",
		"每个 id 在一页里只用一次；放在 {{range}} 里的，加上序号或者代码。", `{{range .Rows}}<li id="row">{{end}}`, `{{range .Facets}}<section id="m-{{.Key}}">{{end}}`)
	ruleReference = rule("page-reference", "指向的 id 不存在",
		"名称、说明或者链接指向本页没有的 id，读者听不到名称，点了链接没有反应。", "1.3.1、2.4.1、4.1.2",
		"改正 id；目标有时不显示的，用同样的 {{if}} 包住引用它的标签。", `<nav aria-labelledby="m-content">…<h2 id="m-contents">`, `<nav aria-labelledby="m-contents">…<h2 id="m-contents">`)
	ruleField = rule("page-field-label", "输入框没有标签",
		"读屏软件说不出要填什么；占位文字在输入以后就没有了，不能代替标签。", "1.3.1、3.3.2、4.1.2",
		`用 <label for="…"> 说明；不想显示时给标签加上 class="visually-hidden"。`, `<input name="q" placeholder="检索">`, `<label for="m-q">检索</label><input id="m-q" name="q">`)
	ruleName = rule("page-name-missing", "链接、按钮或框架没有名称",
		"只有图标的链接和按钮，读屏软件只能念出地址或者“按钮”；语音控制也叫不出它。", "2.4.4、4.1.2",
		"写上文字；只想显示图标时用 aria-label，或者给图片写 alt；<iframe> 写 title。", `<a href="{{.Root}}index.html"><svg>…</svg></a>`, `<a href="{{.Root}}index.html" aria-label="首页"><svg>…</svg></a>`)
	ruleLinkVague = rule("page-link-vague", "模板里的链接文字没有说明指向什么",
		"读屏软件可以只念链接，一页的“更多”“查看详情”听不出各是什么。", "2.4.4",
		"用所指内容的名称作链接文字，例如“更多公示公告”。", `<a href="…">更多</a>`, `<a href="…">更多政策文件</a>`)
	ruleLinkSame = rule("page-link-same", "同一个列表里有同名的链接指向不同的地方",
		"导航里两个链接一样，读者只能猜。", "2.4.4",
		"把名称写得有区别；名称来自 config.toml 的，在那里改。", `公开指南 → guide.html，公开指南 → zn.html`, `公开指南 → guide.html，办事指南 → zn.html`)
	rulePicture = rule("page-image-alt", "模板里的图片没有替代文字",
		"看不见图片的读者只能得到替代文字；没有 alt 时，读屏软件念文件名。", "1.1.1",
		`写 alt；只作装饰的图片写 alt=""。`, `<img src="…/hui.png">`, `<img src="…/hui.png" alt="霁川市人民政府">`)
	ruleTableHeads = rule("page-table-header", "表格没有表头，或者分不清表头",
		"读屏软件走到一格时要念出它的行和列是什么，没有 <th> 就只有一串数字。", "1.3.1",
		`第一行或者第一列用 <th>；行和列都有表头时写 scope="col" 和 scope="row"；只用来排版的表格改用样式。`, "<tr><td>名称</td><td>日期</td></tr>", `<tr><th scope="col">名称</th><th scope="col">日期</th></tr>`)
	ruleTableName = rule("page-table-name", "表格没有名称",
		"读屏软件可以列出一页的表格，没有名称就不知道该进哪一个。", "1.3.1、2.4.6",
		`写 <caption>，或者在 <table> 上写 aria-label。`, "<table>", `<table aria-label="文件列表">`)
	ruleList = rule("page-list", "列表的结构不对",
		"读屏软件先念“列表，共几项”，放错的内容会使它数错，或者不把它当列表。", "1.3.1",
		"<ul>、<ol> 里只放 <li>；<dl> 里只放 <dt>、<dd> 和把它们分组的 <div>。", "<ul><a>…</a></ul>", "<ul><li><a>…</a></li></ul>")
	ruleTabindex = rule("page-tabindex", "tabindex 大于 0",
		"大于 0 的 tabindex 使焦点先跳到这里，再回到网页的开头，次序和看到的不一样。", "2.4.3",
		`去掉它，按阅读的次序写标签；要让脚本能移到这里用 tabindex="-1"。`, `<a href="…" tabindex="1">`, `<a href="…">`)
	ruleAutofocus = rule("page-autofocus", "网页一打开就移走焦点",
		"读屏软件会从输入框念起，漏掉它前面的标题和导航；手机会弹出键盘遮住半页。", "2.4.3、3.2.1",
		"去掉 autofocus。", `<input id="m-q" autofocus>`, `<input id="m-q">`)
	ruleHiddenFocus = rule("page-hidden-focus", "对读屏软件隐藏的内容里有链接或输入框",
		"焦点走到 aria-hidden 的内容里时，读屏软件一声不响，读者不知道自己在哪里。", "4.1.2",
		`去掉 aria-hidden；整块都不要时用 hidden。`, `<div aria-hidden="true"><a href="…">`, `<div><a href="…">`)
	ruleZoom = rule("page-zoom", "不让读者放大网页",
		"视力不好的读者靠两指放大来看清文字。", "1.4.4",
		`写 <meta name="viewport" content="width=device-width, initial-scale=1">。`, `content="width=device-width, user-scalable=no"`, `content="width=device-width, initial-scale=1"`)
	ruleRefresh = rule("page-refresh", "网页会自己刷新或跳转",
		"读得慢的读者还没有读完，网页就变了；读屏软件又从头念起。", "2.2.1、3.2.5",
		"去掉 refresh；旧网址用 aliases，跳转页的秒数写 0。", `<meta http-equiv="refresh" content="30">`, `<meta http-equiv="refresh" content="0; url=…">`)
	ruleAria = rule("page-aria", "ARIA 的写法不对",
		"写错的角色和属性没有作用，或者使读屏软件说错。", "4.1.2",
		"按 WAI-ARIA 1.2 的名称和值改正；能用 HTML 标签表示的，不写 role。", `<div role="navi" aria-lable="主导航">`, `<nav aria-label="主导航">`)
	ruleMotion = rule("page-motion", "网页自动出声或者不停地动",
		"自动播放的声音盖住读屏软件；不停移动的文字读不完，也使一些读者无法集中注意。", "1.4.2、2.2.2",
		"去掉 autoplay，让读者自己播放；滚动的文字改为静止的列表。", "<marquee>重要通知</marquee>", "<p>重要通知</p>")
)

// all is every rule of this package, in the order in which they are explained.
var all = []*diag.Rule{
	&ruleLanguage, &ruleTitle, &ruleH1, &ruleHeadingJump, &ruleHeadingEmpty, &ruleMain, &ruleOutside, &ruleLandmark, &ruleSkip, &ruleID, &ruleReference,
	&ruleField, &ruleName, &ruleLinkVague, &ruleLinkSame, &rulePicture, &ruleTableHeads, &ruleTableName, &ruleList, &ruleTabindex,
	&ruleAutofocus, &ruleHiddenFocus, &ruleZoom, &ruleRefresh, &ruleAria, &ruleMotion,
}

// Rules lists every rule of this package.
func Rules() []*diag.Rule { return all[:len(all):len(all)] }
