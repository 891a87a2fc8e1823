// Package export makes the catalogue's data: for other programs lists and records of all that
// is said of documents, in four formats and as a push to a library of documents; and for mulu
// itself shards. All are cut by year and thousand, so that a new document changes the newest
// part alone. Only public documents are in them.
//
// Shards are not the lists once more. They have what a document is known by, in a sixth of
// the bytes, and are there whatever [exports] switches off: the view of a past day fetches
// them in the browser to name what it found, and a build reads all of the last site's to see
// what became of index numbers and dates. Nothing in them turns with the day.
package export

import (
	"encoding/json"
	"strconv"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/plan"
)

// Version is that of the data's form; readers refuse another.
const Version = 1

type index struct {
	Version int        `json:"version"`
	Count   int        `json:"count"`
	Shards  []shardRef `json:"shards"`
}

type shardRef struct {
	URL   string `json:"url"` // from the site's root
	Count int    `json:"count"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Index appends the list of shards, newest first.
func Index(dst []byte, p *plan.Plan) ([]byte, error) {
	docs := p.Catalogue.Documents
	ix := index{Version: Version, Count: len(docs), Shards: []shardRef{}}
	for i := range p.Periods {
		pd := &p.Periods[i]
		ix.Shards = append(ix.Shards, shardRef{URL: pd.ShardPath(), Count: len(pd.Docs),
			From: docs[pd.Docs[len(pd.Docs)-1]].Published.String(), To: docs[pd.Docs[0]].Published.String()})
	}
	data, err := json.Marshal(ix)
	return append(dst, data...), err
}

// Shard appends what a period's documents are known by, newest first.
func Shard(dst []byte, p *plan.Plan, pd *plan.Period) []byte {
	dst = append(dst, `{"version":`...)
	dst = strconv.AppendInt(dst, Version, 10)
	dst = append(dst, `,"documents":[`...)
	for i, id := range pd.Docs {
		if i > 0 {
			dst = append(dst, ",\n"...)
		}
		dst = record(dst, &p.Catalogue.Documents[id])
	}
	return append(dst, "]}\n"...)
}

// record appends one document. Written by hand, for encoding/json costs five times
// as much and this is done for every document of the catalogue.
func record(dst []byte, d *catalogue.Document) []byte {
	dst = append(dst, `{"url":`...)
	dst = quote(dst, plan.DocumentPath(d.Index))
	dst = member(dst, "title", d.Title)
	dst = member(dst, "index", d.Index)
	dst = opt(dst, "number", d.DocNumber)
	dst = member(dst, "written", d.Written.String())
	dst = member(dst, "published", d.Published.String())
	if on := d.LastChange(); !on.IsZero() {
		dst = member(dst, "changed", on.String())
	}
	return append(dst, '}')
}

// quote is jsontext.Append, which is named often here.
func quote[T string | []byte](dst []byte, s T) []byte { return jsontext.Append(dst, s) }

func member[T string | []byte](dst []byte, name string, value T) []byte {
	dst = append(dst, ',', '"')
	dst = append(dst, name...)
	dst = append(dst, '"', ':')
	return quote(dst, value)
}
