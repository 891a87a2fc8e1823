// Package codec is the form of the search index on disk: it turns posting lists,
// address tables, days, facets and the manifest into bytes and back. The builder
// (package search) writes with it and the reader (package query) reads with it; the
// JavaScript client is held to the same bytes by testdata/search/codec.json.
//
// # Promise
//
// The same values give the same bytes. What was written is read back. A decoder
// given anything else answers with an error: it never panics, never loops, and
// reserves no more memory than the data or the number of documents justify.
//
// It knows no site and no disk, and of documents only what their keys are; what the
// lists mean is the builder's.
//
// # The format, version 4
//
// Numbers are varints (7 bits a byte, lowest first, the top bit set in all but the
// last), signed ones zigzag varints. A segment is a part of the documents, newest
// first: new, mid, old; a document in it is its ordinal from 0.
//
// A set of c out of U ids is written as bits, the highest of a byte first. Nothing
// when c is 0 or U; when 2c > U the ids that are not in it stand for it. Ascending
// ids become gaps (id − previous − 1, the first id itself) in Golomb's code, whose
// m = max(1, ⌊(11U + 8c')/16c'⌋), where c' ids are written, is about ln 2 of the mean
// gap: ⌊gap/m⌋ ones, a zero, and the remainder in w bits, where 2^w is the least power
// of 2 that is not under m: a remainder under 2^w − m in one bit less, else increased
// by 2^w − m. A set of its own is padded with zeros to a byte; a counted set has c
// before it.
//
// A posting file:
//
//	0x4D 0x04, number of records
//	one run of bits: the hash of the first record in 32 bits and k in 5; then each
//	record: its hash minus the one before (the first: 0) as ones for each 2^k of it,
//	a zero and its low k bits, and its posting
//	FNV-1a-32 of everything before, 4 bytes, lowest first
//
// where k = ⌊log2 m⌋, or 0 when m < 2, with m = ⌊45U/64c⌋ for c records and U = the last
// hash − the first + 1. A posting: how many are in A, in T and in K, each n as
// ⌊log2(n+1)⌋ ones, a zero and the bits of n+1 without the first; A = set(documents,
// dfA); T = set(dfA, dfT) of places in A whose documents have the term in the title; 4
// bits for each of T, the title's length by 3 (15: 45 characters and more), or, when T
// has more than 2,048, 2 bits that stand for 2 (0 to 3), 5 (4 to 6), 8 (7 to 10) and 12;
// K = set(dfA, dfK), the places with the term in number, index, issuer, keywords or
// attachments' titles (for single characters and pairs of two letters or digits it is
// empty). Records are in the order of their terms' hashes. The terms themselves are not
// there: two of one hash are two records, which are read as one, for a reader looks at
// the text anyway. A term of hash h is in file ⌊h·P/2^32⌋ of the P files of its part.
//
// File n lies at search/PART/n>>9/n-HASH.bin, where HASH is of the file's group of g
// neighbouring files together: 6 characters of base32 in small letters, the first 30
// bits of the SHA-256 over their bytes. PART is the segment's name, old-R for range R,
// or SEGMENT-keys for its keys.
//
// Frequent terms: the manifest lists the most frequent terms of the biggest segment,
// not as text but as a set of keys, the first 18 bits of their hashes; of terms with
// one key the most frequent. About one of a hundred other terms has a key of the list.
//
// Ranges: the listed terms of a segment old that has ranges (one of 32,768 documents or
// more), the cut terms, are not in its own files but in those of its ranges: range R has
// the ordinals from R × 131,072 on, and a file for each cut term, with its record alone,
// so that whoever reads one does not read others as long; ids count from the range's
// beginning. The number of a term's file is the place of its key in the list. A record
// is there, too, when the term is in no document of the range: whoever finds none has a
// term that only shares the key, and turns to the segment's own files.
//
// Keys: a title, with its edition (2018修正) and without, a document number and an index
// number as wholes are records, too, in the posting files of SEGMENT-keys, with nothing
// in T and K. Their hash is that of the folded text, whatever its length, as of a term;
// see Keys. IsKey says which queries are looked up so.
//
// An address table: number of forms; per form: bytes shared with the prefix before,
// length of the rest, the rest, width (0: the number is written plainly, 255: there is
// none), length and bytes of the suffix. Then runs until all documents have one: zigzag
// of the form's place minus that of the run before (the first: minus 0), zigzag of
// expected minus first serial (expected is one less than the last serial of the form's
// run before, 0 when there was none), and the number of documents, whose serials go down
// by one.
//
// Days: zigzag of each ordinal's 发布日期 (days since 1970-01-01) minus the one before,
// the first minus 0. One file holds 16,384 ordinals.
//
// The table of Traditional characters is cut into blocks of 1,024 code points, one for
// all from U+A000 on, search/fold/BLOCK-HASH.json with the hash of all together: a
// query with a character that the manifest's part lacks needs the block of this one.
//
// Facets, states and the manifest are JSON; see Facets, State and Manifest. A set in
// them is base64 (with padding) of its bytes. Which documents are no longer in force the
// manifest says, and which have the longest bodies, for the order of results; single states are in files, one for a segment
// or, where there are several, for a range.
package codec
