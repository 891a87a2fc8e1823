package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/forecast"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/whole"
)

// forecastFlags are those of mulu check that ask for what is to come.
type forecastFlags struct{ span, ics string }

func (f *forecastFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.span, "forecast", "", "不检查，列出今后一段`时间`里到期的事项，写成 60d（天）或 8w（周）")
	flags.StringVar(&f.ics, "ics", "", "把到期的事项写成日历`文件`（.ics），可导入办公日历；- 是标准输出")
	// It can not fail: the flag was defined above.
	_ = c.MarkFlagFilename("ics", "ics")
}

func (f *forecastFlags) wanted() bool { return f.span != "" || f.ics != "" }

const (
	usualSpan   = "60d"
	longestSpan = 3660 // days
)

// days reads the span: 60d, 8w, 60天, 8周 or 60.
func (f *forecastFlags) days() (int, error) {
	s := f.span
	if s == "" {
		s = usualSpan
	}
	number := strings.TrimRight(s, "dw天周")
	unit, ok := map[string]int{"": 1, "d": 1, "天": 1, "w": 7, "周": 7}[s[len(number):]]
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 1 || n > longestSpan/unit {
		return 0, usagef("选项 --forecast 的值“%s”不对，写成 60d（天）或 8w（周），最多%d天", f.span, longestSpan)
	}
	return n * unit, nil
}

// forecast writes what is to come. It reads no bodies; with errors in headers or settings
// it would leave things out, so then it says nothing but these.
func (a *app) forecast(ctx context.Context, f *siteFlags, ff *forecastFlags) error {
	days, err := ff.days()
	if err != nil {
		return err
	}
	if len(f.formats) > 1 || len(f.formats) == 1 && f.formats[0] != "text" && f.formats[0] != "json" {
		return usagef("选项 --forecast 的结果只有 text 和 json 两种格式（--format），日历用 --ics")
	}
	if ff.ics != "" && isSource(f.source, ff.ics) {
		return usagef("选项 --ics %s：日历不能写到网站的 content、static、layouts、public 文件夹、config.toml 和 waivers.toml 里", ff.ics)
	}
	r, err := a.open(ctx, f)
	if r == nil {
		return err
	}
	defer r.close()
	if err != nil {
		return r.stopped(ctx, err)
	}
	if diag.Count(r.diags).Errors > 0 {
		r.diags = slices.DeleteFunc(r.diags, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
		if err := r.report(); err != nil {
			return err
		}
		fmt.Fprintf(r.errOut, "发现 %d 个错误，改正以后才能预报\n", len(r.diags))
		return r.verdict()
	}
	today := r.site.Today
	until := today.AddDays(days)
	if until.IsZero() { // beyond the last year that there is
		until = official.DateOf(9999, 12, 30)
	}
	return r.writeForecast(&forecast.Forecast{Today: today, Until: until, Title: r.site.Config.Title,
		BaseURL: r.site.Config.BaseURL, Terms: r.protected(r.site.Forecast(until))}, ff.ics)
}

// protected hides the numbers of persons in what terms quote of titles: no rule has looked
// at the texts.
func (r *run) protected(terms []check.Term) []check.Term {
	ds := make([]diag.Diagnostic, len(terms))
	for i := range terms {
		ds[i] = terms[i].Finding
	}
	diag.Protect(ds, r.secrets())
	for i := range terms {
		terms[i].Finding = ds[i]
	}
	return terms
}

func (r *run) writeForecast(f *forecast.Forecast, ics string) error {
	if ics == "-" {
		return forecast.WriteICS(r.out, f)
	}
	if ics != "" {
		err := whole.WriteFile(ics, 0o644, func(w io.Writer) error { return forecast.WriteICS(w, f) })
		if err != nil {
			return err
		}
	}
	if slices.Contains(r.flags.formats, "json") {
		return forecast.WriteJSON(r.out, f)
	}
	return forecast.WriteText(r.out, f)
}
