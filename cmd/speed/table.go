package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// build is a way of building a site.
type build struct {
	name, format string
	settings     string // added to the site's own
}

const (
	noExports = "\n[exports]\ncsv = false\nxlsx = false\njson = false\njsonl = false\n\n[downloads]\nmarkdown = false\ntext = false\njson = false\n"
	noSearch  = "\n[search]\nenabled = false\n"
)

// builds are compared with the first.
var builds = []build{
	{"Hugo", "hugo", ""},
	{"mulu, what Hugo makes", "mulu", noExports + noSearch},
	{"mulu, with search", "mulu", noExports},
	{"mulu, everything", "mulu", ""},
}

// usage is what a process took.
type usage struct {
	wall, cpu float64 // seconds
	peak      float64 // MiB
	files     int     // that it wrote
}

// measured runs a program to its end.
func measured(name string, args ...string) (usage, error) {
	c := exec.Command(name, args...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	from := time.Now()
	if err := c.Run(); err != nil {
		return usage{}, fmt.Errorf("%w\n%s", err, said.Bytes()[max(0, said.Len()-2000):])
	}
	wall := time.Since(from)
	return usage{wall: wall.Seconds(), cpu: (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), peak: peak(c.ProcessState)}, nil
}

// row is a line of the table.
type row struct {
	build     build
	documents int
	runs      []usage
}

func (r *row) median(of func(u *usage) float64) float64 {
	all := make([]float64, len(r.runs))
	for i := range r.runs {
		all[i] = of(&r.runs[i])
	}
	return median(all)
}

func median(all []float64) float64 {
	slices.Sort(all)
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
}

// ratio is how many times of a row's own another takes, by rounds.
func (r *row) ratio(other *row, of func(u *usage) float64) float64 {
	all := make([]float64, len(r.runs))
	for i := range r.runs {
		all[i] = of(&other.runs[i]) / of(&r.runs[i])
	}
	return median(all)
}

func wallOf(u *usage) float64 { return u.wall }
func cpuOf(u *usage) float64  { return u.cpu }
func peakOf(u *usage) float64 { return u.peak }

// table is the rows in Markdown. Each size begins with the row that the others are compared
// with.
func table(rows []row, cores, runs int) string {
	b := new(strings.Builder)
	fmt.Fprintf(b, "| documents | build | wall s | CPU s | peak MiB | files | Hugo takes, times: wall, CPU, memory |\n| ---: | --- | ---: | ---: | ---: | ---: | --- |\n")
	for i := range rows {
		r, first := &rows[i], &rows[i-i%len(builds)]
		ratios := ""
		if r != first {
			ratios = fmt.Sprintf("%.1f, %.1f, %.1f", r.ratio(first, wallOf), r.ratio(first, cpuOf), r.ratio(first, peakOf))
		}
		fmt.Fprintf(b, "| %s | %s | %.2f | %.2f | %.0f | %s | %s |\n", thousands(r.documents), r.build.name, r.median(wallOf), r.median(cpuOf), r.median(peakOf), thousands(r.runs[0].files), ratios)
	}
	fmt.Fprintf(b, "\n%d cores, output in memory, medians of %d rounds in turn; made by `go run ./cmd/speed -readme README.md`.\n", cores, runs)
	return b.String()
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// The lines of README.md between which the table stands.
const (
	begins = "<!-- speed: made by cmd/speed -->\n"
	ends   = "<!-- /speed -->\n"
)

func replace(name, text string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(data), begins)
	_, after, closed := strings.Cut(rest, ends)
	if !ok || !closed {
		return fmt.Errorf("%s has no lines %q and %q", name, begins, ends)
	}
	return os.WriteFile(name, []byte(before+begins+text+ends+after), 0o666)
}
