// Package search builds the index that readers search: see package codec for its
// form. It is fed one document at a time, in the pass over the bodies that makes the
// pages, keeps no text, and hands out the finished files.
//
// Its promise: every public document is in the index, or Finish fails; nothing else
// is. The bytes are a function of the documents and the settings: not of the number
// of workers, the memory, or the order in which documents came. Only the files of
// states of validity, their names and the sets of documents no longer in force, which
// are in the manifest, depend on the day of the build.
// One more document, the newest, changes files of the first segment, the manifest and, where
// its title makes a pair of characters more frequent, the pinyin file alone.
//
// What a page's text is and where files go it leaves to package build; how queries are
// answered, to package query.
//
// # How
//
// Ordinals are laid out before any body is read, from the headers (layout.go), so a
// posting is final when it is met: an ordinal, and flags for title and meta lines.
// A worker looks every term of a document up in a hash table once and appends its
// place to a buffer (gather.go). When its share of the memory is used up, it sorts the
// used places by hash and term, counts, and puts the postings where they belong in one
// pass, taking documents in their order, so that no list needs sorting. That is a run:
// headers and lists of gaps, on disk, or, the last of each worker, in memory (run.go).
//
// Keys, the whole titles and numbers, are made of the headers alone (keys.go).
//
// Finish cuts the space of hashes into 256 partitions and merges each from all runs
// (merge.go), some at once. Terms come out in the order of the index, so posting files
// fill one after another and only one group of files, which share a name's hash, waits
// (files.go). How many files a part has is known before, because pairs were counted.
// Which terms of a great index are cut by ranges is known, too: a term in more than a
// fiftieth of all documents is so in one run at least; only such terms are counted.
//
// # What it costs
//
// Measured with 100,000 notices of 1,500 characters and 1,530 terms each, on two
// shared cores: pages and index together take 0.9 ms of CPU a document (what of it is
// the index was last measured before keys and Golomb's code: 0.3 ms); 64 MiB of
// buffers, 350 MB of temporary files; with pages, headers and everything else of the
// process 343 MiB at most. The index takes 1,013 bytes and 0.117 files a document. Nearly
// four fifths of the bytes are pairs of characters, a tenth single ones, 25 a document threes
// at the edges of numbers; the keys are
// 12 a document, the places in titles and meta lines about 50.
//
// One more document, the newest, changes segment latest, the pinyin file and the manifest:
// 14 files at most at 100,000 documents, of which 8 of postings. Every eighth document changes segment new, too,
// which has 64 at most in 40 files, every 64th segment mid, of up to 1,536 files. A word
// corrected in an old document changes 10 files. One dated before the newest 8,192
// moves ordinals of segment old and changes nearly all of its files; so does one that
// is withdrawn there.
package search
