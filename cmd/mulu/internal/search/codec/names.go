package codec

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
)

// HashLength is the number of characters of a hash in names.
const HashLength = 6

// Folder is where all files of the index but the manifest lie, from the manifest's
// own folder; ManifestName is the manifest from the site's root.
const (
	Folder       = "search"
	DataFolder   = "data"
	ManifestName = DataFolder + "/search.json"
)

var base32Small = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Hash is the hash in the names of files with these contents together.
func Hash(files ...[]byte) string {
	h := sha256.New()
	for _, f := range files {
		h.Write(f)
	}
	return base32Small.EncodeToString(h.Sum(nil)[:5])[:HashLength]
}

// FileNumber is the number of the file, of so many, that has the terms of a hash.
func FileNumber(hash uint32, files int) int { return int(uint64(hash) * uint64(files) >> 32) }

// PostingName is the name of posting file n of a part: a segment's name or RangePart.
// All names are from the manifest's folder.
func PostingName(part string, n int, hash string) string {
	return Folder + "/" + part + "/" + strconv.Itoa(n>>9) + "/" + strconv.Itoa(n) + "-" + hash + ".bin"
}

// RangePart is the part of range r of a segment: old-0.
func RangePart(segment string, r int) string { return segment + "-" + strconv.Itoa(r) }

// AddressesName is the name of block i of a segment's addresses.
func AddressesName(segment string, i int, hash string) string {
	return Folder + "/" + segment + "/addresses-" + strconv.Itoa(i) + "-" + hash + ".bin"
}

// FoldName is the name of a block of the table of Traditional characters; the hash is
// that of all blocks together.
func FoldName(block int, hash string) string {
	return Folder + "/fold/" + strconv.Itoa(block) + "-" + hash + ".json"
}
