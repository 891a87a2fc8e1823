package config

import "mulu/cmd/mulu/internal/official"

// Check is [check]: what the site asks of its checks beside their own rules. Errors
// can not be lowered.
type Check struct {
	Waivers   string         `toml:"waivers"` // file of reviewed exceptions, from the site's folder; waivers.toml when absent
	Rules     []CheckRule    `toml:"rule"`
	Holidays  []Holiday      `toml:"holiday"`
	Identity  CheckIdentity  `toml:"identity"`
	Dates     CheckDates     `toml:"dates"`
	Validity  CheckValidity  `toml:"validity"`
	Relations CheckRelations `toml:"relations"`
	Columns   CheckColumns   `toml:"columns"`
	Text      CheckText      `toml:"text"`
	Privacy   CheckPrivacy   `toml:"privacy"`
	Links     CheckLinks     `toml:"links"`
	Review    CheckReview    `toml:"review"`
}

// CheckRule sets the severity of a rule for the site or for some of its files.
type CheckRule struct {
	Code     string `toml:"code"`
	Severity string `toml:"severity"` // error, warning, notice or off
	Path     string `toml:"path"`     // files below a folder or of a pattern, as content/jd/**; all when absent
}

// Holiday is a year's working calendar: of a year that mulu does not have yet, or in
// place of one that it has, as where a province adds days.
type Holiday struct {
	Year int             `toml:"year"`
	Off  []official.Date `toml:"off"`  // days off; Saturdays and Sundays need not be among them
	Work []official.Date `toml:"work"` // Saturdays and Sundays that are worked (调休)
}

// Holidays are the working calendars of the site's own, by year.
func (c *Config) Holidays() map[int]official.Holidays {
	m := map[int]official.Holidays{}
	for _, h := range c.Check.Holidays {
		m[h.Year] = official.Holidays{Off: h.Off, Work: h.Work}
	}
	return m
}
