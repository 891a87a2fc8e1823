//go:build unix

package pagetext

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// Pages made to be slow take time in proportion to their length: eight times as long a
// page, eight times the time, not sixty-four. Time is that of the CPU, of which other
// processes take nothing.
func TestLinear(t *testing.T) {
	const short, factor = 1 << 14, 8
	for _, piece := range []string{"<", "</", "<!--", "<a", "<script>", "&", "&#", "<p ", "<article>", "<a b=\"", "<sup id=\"fnref-1\">", "</sup ", "<pre>\n"} {
		few, many := parseTime(piece, short), parseTime(piece, short*factor)
		if many > 3*factor*max(few, time.Millisecond) {
			t.Errorf("a page of %q takes %v, one of %d times the length %v", piece, few, factor, many)
		}
	}
}

// parseTime is the CPU time of the quickest of some readings of a page of n bytes.
func parseTime(piece string, n int) time.Duration {
	page := []byte("<article>" + strings.Repeat(piece, n/len(piece)))
	best := time.Hour
	for range 3 {
		start := cpuTime()
		Parse(page)
		best = min(best, cpuTime()-start)
	}
	return best
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
