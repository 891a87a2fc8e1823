package query_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/search/query"
)

// ask gives the addresses of results in their order.
func ask(t *testing.T, ix *query.Index, r query.Request) (query.Response, []string) {
	t.Helper()
	got, err := ix.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("Search(%+v): %v", r, err)
	}
	var list []string
	for _, one := range got.Results {
		list = append(list, one.URL)
	}
	return got, list
}

// A first look gives the documents whose title or number was asked for, and nothing
// else; what the whole search gives begins with them.
func TestQuickIsTheBeginning(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 9))
		docs := randomDocs(r, 24+r.IntN(30))
		ix := open(t, publish(t, docs, shapes[seed%uint64(len(shapes))]))
		for range 20 {
			d := docs[r.IntN(len(docs))]
			q := []string{d.title, d.number, d.index(), d.title + " 全文"}[r.IntN(4)]
			quick, first := ask(t, ix, query.Request{Q: q, Limit: 3, Quick: true})
			_, all := ask(t, ix, query.Request{Q: q, Limit: 20})
			if !quick.Whole {
				continue
			}
			if !slices.Equal(first, all[:min(len(first), len(all))]) {
				t.Errorf("seed %d: %q: first %v, then %v", seed, q, first, all)
			}
			for _, one := range quick.Results {
				if one.Tier < 6 {
					t.Errorf("seed %d: %q gives %s of tier %d", seed, q, one.URL, one.Tier)
				}
			}
			if quick.Exact || !quick.More || quick.Total < len(first) {
				t.Errorf("seed %d: %q says %d, exact %v, more %v", seed, q, quick.Total, quick.Exact, quick.More)
			}
			if slices.Sort(all); len(slices.Compact(all)) < len(all) {
				t.Errorf("seed %d: %q gives a document twice", seed, q)
			}
		}
	}
}

// Documents of a title are found as wholes through any way of writing it.
func TestWholeTitles(t *testing.T) {
	ix := open(t, publish(t, vectorDocs(), shapes[1]))
	for _, tt := range []struct {
		q    string
		want int
	}{
		{"沂川市道路运输管理办法", 2}, {"沂川市道路運輸管理辦法", 2}, {"沂川市 道路运输 管理办法", 2}, {"沂川市道路运输管理办法 下载", 2},
		{"沂交发[2023]1", 1}, {"沂交发〔2023〕1号全文", 1}, {"11370100004189007a00007", 1}, {"关于2022年人大代表建议办理情况的报告", 1},
		{"沂川市道路运输管理", 0}, {"\"沂川市道路运输管理办法\"", 0}, {"沂川市道路运输管理办法 -解读", 0}, {"沂交发〔2023〕99号", 0},
	} {
		got, list := ask(t, ix, query.Request{Q: tt.q, Limit: 5, Quick: true})
		if got.Whole != (tt.want > 0) || got.Whole && len(list) != tt.want {
			t.Errorf("%q: whole %v, %d results, want %d", tt.q, got.Whole, len(list), tt.want)
		}
	}
}

// Who asks for a name is given what a notice issued under it: in force first, and before
// what is about it, whatever the length of their titles.
func TestIssuedNames(t *testing.T) {
	ix, docs := open(t, publish(t, issuedDocs(), shapes[0])), issuedDocs()
	want := []string{docs[1].title, docs[0].title, docs[2].title}
	for _, q := range []string{"沂川市渡口渡船管理规定", "《沂川市渡口渡船管理规定》", "沂川市渡口渡船管理规定 下载"} {
		all, _ := ask(t, ix, query.Request{Q: q})
		if got := titles(all.Results); !slices.Equal(got, want) {
			t.Errorf("%s: %q", q, got)
		}
		first, _ := ask(t, ix, query.Request{Q: q, Limit: 3, Quick: true})
		if got := titles(first.Results); !first.Whole || !slices.Equal(got, want[:2]) {
			t.Errorf("%s: at a first look %q", q, got)
		}
	}
}

func titles(results []query.Result) (all []string) {
	for _, r := range results {
		var title strings.Builder
		for _, p := range r.Title {
			title.WriteString(p.Text)
		}
		all = append(all, title.String())
	}
	return all
}
