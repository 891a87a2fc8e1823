package build

import (
	"errors"
	"io/fs"
	"strings"

	"mulu/cmd/mulu/internal/annual"
	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/diag"
)

// loadReports reads the data of the documents that name a file of it, drafts included, and
// checks it.
func (s *Site) loadReports() (ds []diag.Diagnostic) {
	s.reports = map[string]*annual.Report{}
	var all []*annual.Report
	load := func(r *catalogue.Record) {
		if r.More == nil || r.More.Data == "" {
			return
		}
		report, more := s.loadReport(r)
		ds = append(ds, annual.Lowered(r, more)...)
		if report == nil {
			return
		}
		all = append(all, report)
		if !r.Draft {
			s.reports[r.Path] = report
		}
	}
	for _, i := range s.Catalogue.ByPath {
		load(s.Catalogue.Documents[i].Record)
	}
	for _, r := range s.Catalogue.Drafts {
		load(r)
	}
	more := s.loadRequests()
	return append(append(ds, more...), annual.Check(s.Catalogue, all, s.requests)...)
}

// loadRequests reads the request statistics, which there need not be.
func (s *Site) loadRequests() []diag.Diagnostic {
	name := s.Config.Report.RequestsFile()
	text, err := s.src.Read(name)
	var more []diag.Diagnostic
	switch {
	case err == nil:
		s.requests, more = annual.ReadRequests(name, text, s.Config)
	case !errors.Is(err, fs.ErrNotExist):
		more = append(more, annual.NoRequests(s.Config.At("report", "requests"), name, "不能读取："+err.Error()))
	case s.Config.Report.Requests != "":
		more = append(more, annual.NoRequests(s.Config.At("report", "requests"), name, "不存在"))
	}
	return more
}

func (s *Site) loadReport(r *catalogue.Record) (*annual.Report, []diag.Diagnostic) {
	missing := func(why string) (*annual.Report, []diag.Diagnostic) {
		return nil, []diag.Diagnostic{annual.NotThere(r.Path, s.Catalogue.Locate(r.Path, "data"), r.More.Data, why)}
	}
	file, ok := catalogue.AttachmentPath(r.Path, r.More.Data)
	if !ok || !strings.HasPrefix(file, "content/") { // all of static/ is published, as it is
		return missing("不在 content 文件夹里")
	}
	text, err := s.src.Read(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missing("不存在")
	case err != nil: // too large, or a folder
		return missing("不能读取：" + err.Error())
	}
	return annual.Read(file, text, r)
}
