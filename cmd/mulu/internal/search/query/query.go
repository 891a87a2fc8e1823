// Package query reads the search index of published sites: the Go twin of the
// browser's client, static/js/search-engine.js. Both give the same answers, to which
// testdata/search/query.json holds them.
//
// # Promise
//
// A document is a result exactly when it holds every word of the query side by side,
// as package han folds text, in its title, numbers, issuer, keywords, attachments'
// titles, summary, body or attachments. The index finds the candidates; that they hold
// the words is seen on their own pages (package pagetext), which are read ten at a
// time. When fewer than ten results are wanted, for a first look, as many are read, and
// while these give nothing to show as many again as there were; then documents that hold
// the parts of the words are shown, and that others were not read is said. Any query
// is answered, however odd. A file of the index that is missing or damaged is an error
// that names it.
//
// # Which terms are looked up
//
// A word stands for its pairs of characters. Each lookup is a file, so not all are
// made: two of a word, one where the second is in many documents and its list long, five
// of a number, six of several words together; in the smaller segments two. Rare ones go
// first, as far as the manifest tells, then those
// far from the chosen ones, so that they cover the word; of an index number, whose
// digits tell little, those of its serial, issuer and year; of an amount among words
// (面积约2981平方米) up to six, its digits first. When most of the first pages turn out not
// to hold the words, and some lack one of their pairs, four more are looked up in the
// biggest segment, and again after further pages, and leave out most of the other
// candidates (narrow.go).
//
// # Whole titles and numbers
//
// A query that is long enough, and what noise leaves of it, is also looked up as a
// whole: a document's title, number and index number are keys of the index (codec.IsKey,
// codec.Key). Their documents come first. They alone answer a Request that is Quick.
//
// # Ranking explained
//
// Candidates are put in order by the index alone:
//
//	score = Σ idf(term) · weight of where it stands + coverage
//
// idf(term) = ln(1 + (N − df + ½)/(df + ½)) says how rare a term is. The weights are the
// site's (search.weights in config.toml): 8 in the title, 4 in numbers, issuer, keywords
// and attachments' titles, 1 elsewhere. When all terms are in the title, coverage adds
// 10 · Σ idf · (share of the title that the query is). A number that stands in the
// document's own numbers goes before everything. Documents in force go before those
// that are not, then newer before older. Scores of segments with fewer lookups are
// raised to what all lookups would give.
//
// Then the pages of the first ten are read, and each gets a tier:
//
//	7  the index number or document number is the query
//	6  the title is the query, or is but for its edition (劳动法2018修正)
//	5  the title holds all words
//	4  the title holds all parts of the words, the words are elsewhere
//	3  the words are in title, numbers, issuer, keywords, or in the summary
//	2  the words are in the text or in the attachments
//	1  only the parts of the words are there: shown apart, after all others
//
// The order within the ten is: tier, score, in force before not, how much of the text
// the words are (BM25), newer before older. Versions of one document, which are of one
// tier and have one title but for its edition, then change places so that those in
// force stand first, and newer ones before older.
//
// # When no document holds all words
//
// The query is read in other ways, and the answer says so (Note). First ever more
// simply, each step going on with what the one before left: without tags of a page's
// source, without what only says what the reader wants (下载, 全文: noise.go), as
// documents write it (第42条 as 第四十二条: reword.go), without what is asked for around a
// name (请问, 有哪些规定, 2018修正: asked.go). Then what is left as an abbreviation of a
// title (its characters in order), as pinyin, in the pieces that a near page holds
// (劳动法第四十二条 as 劳动法 and 第四十二条: cover.go), without words that occur nowhere, and
// last as a request for most of the words (soft.go). Short names of the site (config's
// search.alias) are read in full at every simpler reading, also when few titles hold
// the words as they are. The first way with a result ends it; fallback.go has them all.
//
// # Several sites
//
// OpenAll joins indexes: N and df are summed over all, so that scores compare.
package query
