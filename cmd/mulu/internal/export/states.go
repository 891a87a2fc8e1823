package export

import (
	"encoding/json"
	"strconv"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
)

type stateIndex struct {
	Version int        `json:"version"`
	Shards  []stateRef `json:"shards"`
}

type stateRef struct {
	URL   string `json:"url"`   // from the site's root
	Shard string `json:"shard"` // the metadata of the same documents, likewise
	From  string `json:"from"`  // the first day on which one of them is there
}

// StateIndex appends the list of the shards of states, newest first. It knows no day of
// the build: only new or back-dated documents change it.
func StateIndex(dst []byte, p *plan.Plan) ([]byte, error) {
	ix := stateIndex{Version: Version, Shards: []stateRef{}}
	for i := range p.Periods {
		if pd := &p.Periods[i]; !pd.States.IsZero() {
			ix.Shards = append(ix.Shards, stateRef{pd.StatesPath(), pd.ShardPath(), pd.States.String()})
		}
	}
	data, err := json.Marshal(ix)
	return append(dst, data...), err
}

// States appends the states by day of a period's documents that have validity, newest
// first: of each the index number, the first day of its wording (text) where its work had
// another one before, and a list of [first day, state, cause, day of the cause, document
// that caused it, basis, document that has its text as amended], cut off behind the last
// that is known. What cannot be told from the state is left out: most documents need two
// entries.
func States(dst []byte, p *plan.Plan, pd *plan.Period) []byte {
	dst = append(dst, `{"version":`...)
	dst = strconv.AppendInt(dst, Version, 10)
	dst = append(dst, `,"documents":[`...)
	var buf []catalogue.Interval
	first := true
	for _, id := range pd.Docs {
		d := &p.Catalogue.Documents[id]
		if !d.HasValidity() {
			continue
		}
		if !first {
			dst = append(dst, ",\n"...)
		}
		first = false
		buf = p.Catalogue.AppendIntervals(buf[:0], d)
		dst = states(dst, d, buf)
	}
	return append(dst, "]}\n"...)
}

func states(dst []byte, d *catalogue.Document, intervals []catalogue.Interval) []byte {
	dst = append(dst, `{"index":`...)
	dst = quote(dst, d.Index)
	if on, has := d.TextSince(); has {
		dst = member(dst, "text", on.String())
	}
	dst = append(dst, `,"states":[`...)
	for i := range intervals {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = interval(dst, &intervals[i])
	}
	return append(dst, "]}"...)
}

func interval(dst []byte, iv *catalogue.Interval) []byte {
	dst = append(dst, '[')
	dst = quote(dst, iv.From.String())
	dst = append(dst, ',')
	dst = quote(dst, iv.State.Slug())
	if iv.Cause != catalogue.ByNothing {
		dst = append(dst, ',')
		dst = quote(dst, iv.Cause.Slug())
		dst = append(dst, ',')
		dst = quote(dst, iv.On.String())
		dst = cause(dst, iv)
	}
	return append(dst, ']')
}

// cause appends the document that caused a state, the words of a rule or a statement, and
// the text as amended.
func cause(dst []byte, iv *catalogue.Interval) []byte {
	switch {
	case iv.By != nil:
		dst = named(append(dst, ','), iv.By)
	case iv.Basis != "" || iv.Anew != nil:
		dst = append(dst, ",null"...)
	}
	switch {
	case iv.Basis != "":
		dst = append(dst, ',')
		dst = quote(dst, iv.Basis)
	case iv.Anew != nil:
		dst = append(dst, ",null"...)
	}
	if iv.Anew != nil {
		dst = named(append(dst, ','), iv.Anew)
	}
	return dst
}

// named appends where a document is and what it is called.
func named(dst []byte, d *catalogue.Document) []byte {
	dst = append(dst, `{"url":`...)
	dst = quote(dst, plan.DocumentPath(d.Index))
	dst = member(dst, "title", d.Title)
	if d.DocNumber != "" {
		dst = member(dst, "number", d.DocNumber)
	}
	return append(dst, '}')
}
