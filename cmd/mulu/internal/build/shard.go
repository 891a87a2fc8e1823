package build

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Several machines may share the work on one site. Each reads all headers, makes the files of
// its part of the documents and gathers what is searched of them; what it learned goes with
// them, as it goes into a cache otherwise. Then one machine takes all parts over (join.go) and
// makes the rest. A part is a folder like an output folder, with a manifest of its own.

// Shard is one of several parts of a site's documents: the N-th of Of, from 1. The zero value
// is all of them.
type Shard struct{ N, Of int }

// maxShards bounds the number of parts: each reads all headers once more.
const maxShards = 1000

var errShard = errors.New("要写成 第几片/共几片，例如 2/4")

// ParseShard reads a shard written 2/4.
func ParseShard(s string) (Shard, error) {
	n, of, ok := strings.Cut(s, "/")
	a, err1 := strconv.Atoi(n)
	b, err2 := strconv.Atoi(of)
	if !ok || err1 != nil || err2 != nil || a < 1 || a > b || b > maxShards {
		return Shard{}, errShard
	}
	return Shard{a, b}, nil
}

func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.N, s.Of) }

// span is the shard's part of n documents.
func (s Shard) span(n int) (from, to int) { return n * (s.N - 1) / s.Of, n * s.N / s.Of }

// The files of a part that are none of the site's.
const (
	partInfoPath      = "part/part.json"
	partDocumentsPath = "part/documents.bin"
	partSearchPath    = "part/search.bin"
)

// partInfo says what a part is of.
type partInfo struct {
	Format int    `json:"format"`
	Shard  int    `json:"shard"`
	Of     int    `json:"of"`
	Base   string `json:"base"`  // as keys.base
	Whole  string `json:"whole"` // as keys.whole
}

const partFormat = 1

// info describes the part of a shard of this site.
func (k *keys) info(s Shard) partInfo {
	return partInfo{partFormat, s.N, s.Of, hex.EncodeToString(k.base[:]), hex.EncodeToString(k.whole[:])}
}

// readInfo reads what a part says of itself.
func readInfo(data []byte) (info partInfo, ok bool) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&info)
	return info, err == nil && info.Format == partFormat && info.Shard >= 1 && info.Shard <= info.Of
}
