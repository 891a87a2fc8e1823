package config

import (
	"slices"
	"strings"
	"time"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// Load reads config.toml's text. The configuration is complete and consistent when
// no diagnostic is an error; else it must not be used.
func Load(data []byte) (*Config, []diag.Diagnostic) {
	return LoadNamed(FileName, data)
}

// LoadNamed is Load for a file of another name, which diagnostics then show.
func LoadNamed(file string, data []byte) (*Config, []diag.Diagnostic) {
	c := &Config{Search: defaultSearch()}
	c.setNumbers()
	v, ds := tree.ConfigLimits.ParseTOML(file, data, 1)
	if diag.Count(ds).Errors > 0 {
		return c, ds
	}
	unread := tree.Decode(file, v, c)
	c.setDefaults()
	c.text = v
	l := loader{c: c, file: file}
	l.checkSite()
	l.checkVariants()
	c.public = c.BaseURL
	l.checkIssuers()
	l.checkCategories()
	l.checkPresentation()
	l.checkTheme()
	l.checkSecurity()
	l.checkSearch()
	l.checkHosting()
	l.checkChecks()
	l.checkLinks()
	l.checkReview()
	l.checkHolidays()
	l.checkIdentity()
	l.checkDates()
	l.checkPrivacy()
	l.checkText()
	l.checkValidity()
	l.checkRelations()
	l.checkColumns()
	l.checkStatutory()
	l.checkReport()
	l.checkTexts(&v)
	ds = append(append(ds, unread...), withoutConsequences(l.diags, unread)...)
	diag.Sort(ds)
	return c, ds
}

// withoutConsequences leaves out what follows from settings that could not be read: a
// value that is missing because its key or its type is wrong, a value that is nothing.
func withoutConsequences(found, unread []diag.Diagnostic) []diag.Diagnostic {
	if len(unread) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return d.Code == ruleMissing.Code || slices.ContainsFunc(unread, func(u diag.Diagnostic) bool { return inside(u.Pos, d.Pos) })
	})
}

// inside says whether a place is another or, on one line, a part of it.
func inside(a, b diag.Pos) bool {
	return a == b || a.Line == b.Line && a.EndLine == b.EndLine && b.EndLine == b.Line && a.Col >= b.Col && a.EndCol <= b.EndCol
}

// setNumbers stands for the numbers and switches that config.toml does not give, and for what
// must not be empty. They are there before the file is read, so that a 0 in the file is a mistake
// and not a default.
func (c *Config) setNumbers() {
	c.Language, c.TimeZone = chinese, "Asia/Shanghai"
	c.PageSize, c.Latest, c.Contents.MinHeadings, c.Profile.Columns = 20, 20, 4, 2
	c.Check.WaiveDays, c.Check.Dates.PublishDays, c.Check.Text.Summary = 366, 20, 300
	c.Check.Links.Image, c.Check.Links.ReportDays, c.Check.Statutory.Requests = 1024, 30, 3
	c.Report.Cutoff, c.Report.Points = MonthEnd, ReportPoints{Error: 5, Warning: 1}
	c.Downloads = Downloads{Markdown: true, Text: true, JSON: true}
	c.Exports.CSV, c.Exports.XLSX, c.Exports.JSON, c.Exports.JSONLines = true, true, true, true
	c.Check.Validity.setNumbers()
	c.Check.Relations.setNumbers()
	c.Check.Columns.setNumbers()
}

// setDefaults stands for the other settings that config.toml does not give, or leaves
// empty.
func (c *Config) setDefaults() {
	if strings.HasPrefix(strings.ToLower(c.Language), "zh") {
		setDefault(&c.Content, c.Language)
	}
	setDefault(&c.Content, chinese)
	if c.Profile.Preset == "" && len(c.Profile.Fields) == 0 {
		c.Profile.Preset = DefaultProfile
	}
	setDefault(&c.Check.Dates.Since, disclosureLaw)
	setDefault(&c.Site.Name, c.Title)
	c.Check.Validity.setDefaults()
	c.Check.Relations.setDefaults()
	c.Check.Columns.setDefaults()
	c.Check.Statutory.setDefaults()
	c.Report.setDefaults()
}

// chinese is the language of a site that names none.
const chinese = "zh-CN"

func setDefault[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}

// Location is the zone that decides which day is today.
func (c *Config) Location() *time.Location { return c.location }

// Scheme is how the site's index numbers look.
func (c *Config) Scheme() *official.Scheme { return c.scheme }

// Issuer finds an issuer by its name, its short name or a former name; nil when
// none is registered.
func (c *Config) Issuer(name string) *Issuer { return c.issuerByName[name] }

// Category finds a node of the tree by its path, or by its name when only one node
// has that name; nil when there is none.
func (c *Config) Category(pathOrName string) *Category { return c.categoryAt[pathOrName] }

// Roots are the top nodes of the category tree in the order of the file.
func (c *Config) Roots() []*Category {
	var roots []*Category
	for i := range c.Categories {
		if c.Categories[i].Parent == nil {
			roots = append(roots, &c.Categories[i])
		}
	}
	return roots
}

// loader checks a decoded configuration and collects what is wrong with it.
type loader struct {
	c     *Config
	file  string
	diags []diag.Diagnostic
}

func (l *loader) report(d diag.Diagnostic) { l.diags = append(l.diags, d) }

func (l *loader) at(path ...tree.Step) diag.Pos { return l.c.At(path...) }

// At is the place of a setting in config.toml: keys are strings, places in lists are
// numbers from 0.
func (c *Config) At(path ...tree.Step) diag.Pos {
	if pos := c.text.PosOf(path...); pos.Line > 0 {
		return pos
	}
	return diag.Pos{Line: 1, Col: 1}
}
