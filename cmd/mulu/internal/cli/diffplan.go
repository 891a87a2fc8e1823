package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/hosting"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/scaffold"
)

// uploadPlan writes how the changes are uploaded, and tells of it on the error output, where it
// is in nobody's way.
func (a *app) uploadPlan(f *diffFlags, changes []publish.Change, manifest [32]byte) error {
	if isPublished(f.source, f.plan) {
		return usagef("选项 --plan：不能写到网站的 content、static、public 文件夹里：%s", f.plan)
	}
	site, err := a.hostingOf(f)
	if err != nil {
		return err
	}
	if err := checkEmpty("--plan", f.plan); err != nil {
		return err
	}
	if err := os.MkdirAll(f.plan, 0o755); err != nil {
		return err
	}
	to, err := os.OpenRoot(f.plan)
	if err != nil {
		return err
	}
	u := site.Upload(changes, manifest)
	if err := errors.Join(u.Write(to), to.Close()); err != nil {
		return fmt.Errorf("上传的计划没有写完：%w", err)
	}
	for _, l := range u.Lists {
		fmt.Fprintf(a.errOut, "%s  %d 个", l.Name, l.Files)
		if l.Bytes > 0 { // the manifest's are not known
			fmt.Fprintf(a.errOut, "  %s", size(l.Bytes))
		}
		fmt.Fprintln(a.errOut)
	}
	fmt.Fprintf(a.errOut, "上传的计划写到了 %s：清单 %d 份，删除 %d 个，要刷新的网址 %d 个\n", f.plan, len(u.Lists), len(u.Delete), len(u.Purge))
	return nil
}

// hostingOf reads the site's settings alone.
func (a *app) hostingOf(f *diffFlags) (*hosting.Site, error) {
	s, ds, err := scaffold.Open(f.source)
	if err != nil {
		return nil, fmt.Errorf("%w\n--plan 要按网站的设置写网址和响应头", err)
	}
	if s == nil {
		var b strings.Builder
		for _, d := range ds {
			if d.Severity == diag.Error {
				fmt.Fprintf(&b, "\n%s:%d:%d: %s", d.File, d.Pos.Line, d.Pos.Col, d.Message)
			}
		}
		return nil, fmt.Errorf("网站的设置不能用：%s", b.String())
	}
	defer s.Close() // opened for reading
	if f.baseURL != "" {
		for _, d := range s.Config.SetBaseURL(f.baseURL) {
			return nil, usagef("选项 --base-url：%s\n%s", d.Message, d.Hint)
		}
	}
	return hosting.Of(s.Config), nil
}
