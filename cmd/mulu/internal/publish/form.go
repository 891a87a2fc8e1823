package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"iter"
	"strconv"
)

// The form: JSON whose first line is the header, then one file a line, then the day and the
// chain, so that it is read without a JSON parser's memory and two of them compare well.
//
//	{"version":2,"generator":"mulu","files":[
//	{"path":"doc/1/2.html","size":12,"sha256":"…","document":{"index":"1/2","published":"2026-11-20","validity":"in-force"}},
//	{"path":"index.html","size":12,"sha256":"…"}
//	],"date":"2026-11-22","previous":"…","chain":[
//	{"date":"2026-11-20","sha256":"…"}
//	]}
//
// A link has also a "key" where the manifest after it was signed by another.
//
// Version 1 had no documents, and ended after the files with ]}.
const (
	manifestVersion = 2
	filesKey        = `,"files":[`
	pathKey         = `{"path":"`
	sizeKey         = `","size":`
	sumKey          = `,"sha256":"`
	documentKey     = `","document":`
)

// header is the first line. Unknown fields are left alone, for later versions.
type header struct {
	Version   int    `json:"version"`
	Generator string `json:"generator"`
}

// writeBody writes all but the tail: the files, which come in the order of their paths, and
// what is known of the documents among them.
func (s *Stage) writeBody(out *bufio.Writer, files iter.Seq2[[]byte, *record]) error {
	head, err := json.Marshal(header{manifestVersion, s.opts.Generator})
	if err != nil {
		return err
	}
	line := append(head[:len(head)-1], filesKey...)
	for path, r := range files {
		_, _ = out.Write(append(line, '\n')) // Flush reports it
		line = appendEntry(line[:0], path, r)
		if s.describe != nil {
			if d, ok := s.describe(path); ok {
				line = d.append(append(line[:len(line)-len(`"}`)], documentKey...))
				line = append(line, '}')
			}
		}
		line = append(line, ',')
	}
	line = bytes.TrimSuffix(line, []byte(","))
	_, _ = out.Write(append(line, "\n]"...))
	return out.Flush()
}

func appendEntry(b, path []byte, r *record) []byte {
	b = append(append(b, pathKey...), path...)
	b = strconv.AppendInt(append(b, sizeKey...), r.size, 10)
	b = hex.AppendEncode(append(b, sumKey...), r.sum[:])
	return append(b, `"}`...)
}

const formBuffer = 64 << 10

// writeManifest writes the next manifest and gives its hash. One that differs from the one
// before in nothing but its place in the chain is that one: then nothing was published anew. A
// change of keys is told by the chain, and so makes another.
func (s *Stage) writeManifest(w io.Writer, files iter.Seq2[[]byte, *record]) (digest sum, err error) {
	hash := sha256.New()
	if err := s.writeBody(bufio.NewWriterSize(io.MultiWriter(hash, w), formBuffer), files); err != nil {
		return digest, err
	}
	before := s.before
	switch body := sum(hash.Sum(nil)); {
	case before == nil:
		s.tail = tail{day: s.opts.Day}
	case before.body == body && s.replaced == "":
		s.tail = tail{before.Day, before.Chain}
	default:
		s.tail = before.next(s.opts.Day, s.replaced)
	}
	end := s.tail.append(nil)
	hash.Write(end)
	hash.Sum(digest[:0])
	_, err = w.Write(end)
	return digest, err
}
