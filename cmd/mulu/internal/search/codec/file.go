package codec

import (
	"encoding/binary"
	"hash/fnv"
	"unicode/utf8"
)

const (
	magic   = 'M'
	version = 2
	maxTerm = 12 // bytes: three characters of four
)

// Entry is a record of a posting file: a term and its body, for Posting.Decode.
type Entry struct {
	Term string // folded, 1 to 3 characters
	Body []byte
}

// AppendFile appends a posting file of entries, which are in the order of hash and term.
func AppendFile(dst []byte, entries []Entry) []byte {
	start := len(dst)
	dst = append(dst, magic, version)
	dst = binary.AppendUvarint(dst, uint64(len(entries)))
	for _, e := range entries {
		dst = append(dst, byte(len(e.Term)))
		dst = append(dst, e.Term...)
		dst = binary.AppendUvarint(dst, uint64(len(e.Body)))
	}
	for _, e := range entries {
		dst = append(dst, e.Body...)
	}
	return binary.LittleEndian.AppendUint32(dst, checksum(dst[start:]))
}

// DecodeFile reads a posting file. The bodies are parts of data.
func DecodeFile(data []byte) ([]Entry, error) {
	if len(data) < 7 {
		return nil, errShort
	}
	if data[0] != magic || data[1] != version {
		return nil, errFormat
	}
	end := len(data) - 4
	if binary.LittleEndian.Uint32(data[end:]) != checksum(data[:end]) {
		return nil, errSum
	}
	n, rest, err := readInt(data[2:end], (end-2)/3) // a record takes three bytes at least
	if err != nil {
		return nil, err
	}
	entries, lengths := make([]Entry, n), make([]int, n)
	for i := range entries {
		if entries[i].Term, lengths[i], rest, err = readEntry(rest); err != nil {
			return nil, err
		}
	}
	for i, length := range lengths {
		if length > len(rest) {
			return nil, errShort
		}
		entries[i].Body, rest = rest[:length:length], rest[length:]
	}
	if len(rest) > 0 {
		return nil, errLong
	}
	return entries, nil
}

func readEntry(data []byte) (term string, body int, rest []byte, err error) {
	n, data, err := readInt(data, maxTerm)
	if err != nil {
		return "", 0, nil, err
	}
	if n == 0 || n > len(data) {
		return "", 0, nil, errShort
	}
	if !utf8.Valid(data[:n]) {
		return "", 0, nil, errFormat
	}
	term = string(data[:n])
	body, rest, err = readInt(data[n:], len(data))
	return term, body, rest, err
}

// checksum is FNV-1a of 32 bits.
func checksum(data []byte) uint32 {
	h := fnv.New32a()
	h.Write(data)
	return h.Sum32()
}
