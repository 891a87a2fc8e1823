package official

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// holidayFiles is a file a year, of what the State Council's notices on holidays
// (部分节假日安排的通知) say of it:
//
//	notice 国办发明电〔2025〕7号
//	off 01-01 01-02 # 元旦
//	work 01-04
//
// off are the Mondays to Fridays that are free, work the Saturdays and Sundays that are
// worked. A year's last days may be in the notice of the year after: when that comes,
// look at both. Nothing else has to be changed for another year.
//
//go:embed holidays/*.txt
var holidayFiles embed.FS

// Notice is what is known of a built-in year.
type Notice struct {
	Year    int
	Numbers []string // document numbers of the notices that the days are from
}

// BuiltIn lists the years whose working days every Calendar knows, in their order.
func BuiltIn() []Notice {
	var list []Notice
	for year, h := range holidayYears() {
		list = append(list, Notice{Year: year, Numbers: h.numbers})
	}
	slices.SortFunc(list, func(a, b Notice) int { return a.Year - b.Year })
	return list
}

type holidayYear struct {
	Holidays
	numbers []string
}

var holidayYears = sync.OnceValue(func() map[int]holidayYear {
	files, err := holidayFiles.ReadDir("holidays")
	if err != nil {
		panic(err) // it is embedded
	}
	m := make(map[int]holidayYear, len(files))
	for _, f := range files {
		data, err := holidayFiles.ReadFile(path.Join("holidays", f.Name()))
		if err == nil {
			m[decimal(f.Name()[:4])], err = readHolidays(f.Name()[:4], string(data))
		}
		if err != nil {
			panic(err) // the test of this file reads every line
		}
	}
	return m
})

// readHolidays reads the file of a year of four digits.
func readHolidays(year, text string) (h holidayYear, err error) {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "notice":
			h.numbers = append(h.numbers, rest)
		case "off":
			h.Off, err = holidayDays(h.Off, year, rest)
		case "work":
			h.Work, err = holidayDays(h.Work, year, rest)
		default:
			err = fmt.Errorf("holidays of %s: line %q", year, line)
		}
		if err != nil {
			return h, err
		}
	}
	return h, nil
}

func holidayDays(days []Date, year, text string) ([]Date, error) {
	for day := range strings.FieldsSeq(text) {
		d, err := ParseDate(year + "-" + day)
		if err != nil {
			return days, err
		}
		days = append(days, d)
	}
	return days, nil
}

var builtIn = sync.OnceValue(func() map[int]*yearDays {
	m := map[int]*yearDays{}
	for year, h := range holidayYears() {
		m[year] = h.days(year)
	}
	return m
})

// plainYears are the years without known holidays: by the day of the week on which they
// begin, of 365 and of 366 days.
var plainYears = sync.OnceValue(func() *[7][2]yearDays {
	var all [7][2]yearDays
	for first := time.Sunday; first <= time.Saturday; first++ {
		all[first] = [2]yearDays{weekdays(first, 365), weekdays(first, 366)}
	}
	return &all
})
