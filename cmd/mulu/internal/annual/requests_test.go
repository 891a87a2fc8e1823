package annual

import (
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var twoBodies = &config.Config{Issuers: []config.Issuer{{Name: "某局"}, {Name: "某中心", Short: "中心"}}}

// quarter is a period in which one application was carried over, n came, all by persons,
// one was refused, one was granted to a part and the rest whole, and one is carried forward.
func quarter(period, more string, n int) string {
	return fmt.Sprintf("[[period]]\nperiod = %q\n%sreceived = [%d, 0, 0, 0, 0, 0, %[3]d]\ncarried_over = [1, 0, 0, 0, 0, 0, 1]\ngranted = [%[4]d, 0, 0, 0, 0, 0, %[4]d]\npartly = [1, 0, 0, 0, 0, 0, 1]\nrefused_secret = [1, 0, 0, 0, 0, 0, 1]\n"+
		"results_total = [%[3]d, 0, 0, 0, 0, 0, %[3]d]\ncarried_forward = [1, 0, 0, 0, 0, 0, 1]\n", period, more, n, n-2)
}

func requests(t *testing.T, text string) *Requests {
	t.Helper()
	q, ds := ReadRequests("content/_requests.toml", []byte(text), twoBodies)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return q
}

func TestRequestYears(t *testing.T) {
	q := requests(t, quarter("2025-Q3", "", 6)+quarter("2025-H1", "", 5)+quarter("2025-11", "issuer = \"中心\"\n", 3)+quarter("2024", "", 9)+quarter("2025-Q4", "", 7))
	var got []string
	for _, s := range q.Years() {
		got = append(got, fmt.Sprintf("%s %s whole %t: %d+%d=%d+%d %v", s.By.Name, s.Period(), s.Whole, s.Total(Received), s.Total(CarriedOver), s.Total(ResultsTotal), s.Total(CarriedForward), s.Results()))
	}
	want := `某局 2024年 whole true: 9+1=9+1 [{granted 7} {partly 1} {refused 1} {unavailable 0} {declined 0} {other 0}]
某局 2025年 whole true: 18+1=18+1 [{granted 12} {partly 3} {refused 3} {unavailable 0} {declined 0} {other 0}]
某中心 2025年（至11月） whole false: 3+1=3+1 [{granted 1} {partly 1} {refused 1} {unavailable 0} {declined 0} {other 0}]`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	if ds := q.check(nil); len(ds) > 0 {
		t.Error(ds)
	}
	if sums := (*Requests)(nil).Years(); sums != nil {
		t.Errorf("no statistics have %v", sums)
	}
}

// What has no number, a number that is wrong, or a key that nobody knows takes its period
// out of the count; the others stay.
func TestRequestFaults(t *testing.T) {
	good := quarter("2025-Q1", "", 5)
	for _, more := range []string{
		"name = \"张某\"\n", "received = \"3\"\n", "other_paid = [0, 0, 0, 0, 0, 0, 0]\n", "granted = 3\n", "partly = [0, 0, 0, 0, 0, 0, 0.5]\n", "partly = [0, 0]\n", "issuer = 3\n",
	} {
		text := good + "[[period]]\nperiod = \"2025-Q2\"\n" + more
		q, ds := ReadRequests("a.toml", []byte(text), twoBodies)
		if q == nil || len(q.Tallies) != 1 || diag.Count(ds).Errors == 0 {
			t.Errorf("%q: %v", more, ds)
		}
	}
	for _, text := range []string{"period = 3\n", "[period]\n", "[[period]]\n", "period = [3]\n", "[[periods]]\n"} {
		if q, ds := ReadRequests("a.toml", []byte(text), twoBodies); q == nil || len(q.Tallies) > 0 || diag.Count(ds).Errors != 1 {
			t.Errorf("%q: %v", text, ds)
		}
	}
	if q, ds := ReadRequests("a.toml", []byte("period = = 3"), twoBodies); q != nil || len(ds) == 0 {
		t.Errorf("no TOML: %v", ds)
	}
}

// The draft of a report has the sums of a whole year, and nothing of a part of one.
func TestDraftHasRequests(t *testing.T) {
	for text, want := range map[string]string{
		quarter("2025-H1", "", 5) + quarter("2025-H2", "", 6): "received = [11, 0, 0, 0, 0, 0, 11]",
		quarter("2025-H1", "", 5):                             `received = ["", "", "", "", "", "", ""]`,
	} {
		d := &Draft{Issuer: &twoBodies.Issuers[0], Year: 2025, site: &config.Site{}, form: &form2021, known: map[string][]string{}}
		for _, s := range requests(t, text).Years() {
			d.request(s)
		}
		if !strings.Contains(string(d.Data()), want) || len(d.Facts()) != 1 {
			t.Errorf("no %s in\n%s%v", want, d.Data(), d.Facts())
		}
	}
}
