package links

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/official"
)

var errNothing = errors.New("没有任何网址")

// MaxReport is the greatest size in bytes of a link checker's report.
const MaxReport = 64 << 20

// ReadReport reads a link checker's report: what lychee writes with --format json, or
// lines of CSV with the columns url, status and, where there are, message and day. It
// knows them apart by the first character. The error says in Chinese what is wrong.
func ReadReport(file string, r io.Reader) (*check.LinkReport, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxReport+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("读取 %s：%w", file, err)
	case len(data) > MaxReport:
		return nil, fmt.Errorf("链接检查的结果 %s 超过 %d MB", file, MaxReport>>20)
	}
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	report := check.NewLinkReport(file)
	if bytes.HasPrefix(data, []byte("{")) {
		err = readLychee(report, data)
	} else if err = readCSV(report, data); err == nil && report.Len() == 0 {
		err = errNothing
	}
	if err != nil {
		return nil, fmt.Errorf("链接检查的结果 %s：%w；应是 lychee --format json 的结果，或者每行“网址,状态,说明,日期”的 CSV", file, err)
	}
	return report, nil
}

// lychee is its report in JSON. Older versions call error_map fail_map; success_map has
// addresses only where it ran with --verbose. It does not say when it was made: a date
// is what somebody added.
type lychee struct {
	Date    string                  `json:"date"`
	Total   *int                    `json:"total"`
	Errors  map[string][]lycheeLink `json:"error_map"`
	Fails   map[string][]lycheeLink `json:"fail_map"`
	Timeout map[string][]lycheeLink `json:"timeout_map"`
	Success map[string][]lycheeLink `json:"success_map"`
}

type lycheeLink struct {
	URL    string       `json:"url"`
	Status lycheeStatus `json:"status"`
}

// lycheeStatus is an object with text and code; text alone in old versions.
type lycheeStatus string

func (s *lycheeStatus) UnmarshalJSON(data []byte) error {
	var o struct {
		Text string `json:"text"`
		Code int    `json:"code"`
	}
	if err := json.Unmarshal(data, &o); err != nil {
		var text string
		err := json.Unmarshal(data, &text)
		*s = lycheeStatus(text)
		return err
	}
	*s = lycheeStatus(o.Text)
	if code := strconv.Itoa(o.Code); o.Code > 0 && !strings.Contains(o.Text, code) {
		*s = lycheeStatus(strings.TrimSpace(code + " " + o.Text))
	}
	return nil
}

func readLychee(report *check.LinkReport, data []byte) error {
	var l lychee
	if err := json.Unmarshal(data, &l); err != nil {
		return fmt.Errorf("JSON 的内容不对（%w）", err)
	}
	if l.Total == nil && l.Errors == nil && l.Fails == nil {
		return errors.New("不是 lychee 的结果")
	}
	for _, m := range []map[string][]lycheeLink{l.Errors, l.Fails, l.Timeout} {
		addAll(report, m, true)
	}
	addAll(report, l.Success, false)
	if report.Len() == 0 && (l.Total == nil || *l.Total == 0) { // else all were alive, and it was not --verbose
		return errNothing
	}
	slices.Sort(report.Inputs)
	report.On(dayOf(l.Date))
	return nil
}

// dayOf is the day that a date begins with, which may have a time; none for other texts.
func dayOf(s string) official.Date {
	s = strings.TrimSpace(s)
	d, err := official.ParseDate(s[:min(len(s), len("2006-01-02"))])
	if err != nil {
		return official.Date{}
	}
	return d
}

// addAll adds links in the order of their files, so that the words for a dead one are
// always those of the first.
func addAll(report *check.LinkReport, m map[string][]lycheeLink, dead bool) {
	files := make([]string, 0, len(m))
	for f := range m {
		files = append(files, f)
	}
	slices.Sort(files)
	report.Inputs = append(report.Inputs, files...)
	for _, f := range files {
		for _, l := range m[f] {
			if isWeb(l.URL) { // files and mail addresses are no links to other sites
				report.Add(l.URL, said(string(l.Status)), dead)
			}
		}
	}
}

// readCSV reads url,status[,message][,day]. A status is a number of HTTP, of which 200 to 399
// are alive, or a word, of which ok and alive are.
func readCSV(report *check.LinkReport, data []byte) error {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	for {
		row, err := r.Read()
		syntax := (*csv.ParseError)(nil)
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &syntax):
			return fmt.Errorf("第 %d 行的引号不对", syntax.Line)
		case err != nil:
			return err
		}
		line, _ := r.FieldPos(0)
		if line == 1 && strings.EqualFold(row[0], "url") {
			continue
		}
		if len(row) < 2 || !isWeb(row[0]) {
			return fmt.Errorf("第 %d 行不是“网址,状态”", line)
		}
		if day := dayOf(row[len(row)-1]); !day.IsZero() && len(row) > 2 {
			report.On(day)
			row = row[:len(row)-1]
		}
		status := strings.TrimSpace(row[1])
		report.Add(strings.TrimSpace(row[0]), said(strings.Join(row[1:], " ")), !alive(status))
	}
}

func alive(status string) bool {
	if n, err := strconv.Atoi(status); err == nil {
		return n >= 200 && n < 400
	}
	return strings.EqualFold(status, "ok") || strings.EqualFold(status, "alive")
}

// said shortens a checker's words to what fits a message, on one line.
func said(s string) string {
	const most = 120
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
