package query

import "mulu/cmd/mulu/internal/search/pagetext"

// Request is a question to the index.
type Request struct {
	Q       string  `json:"q"` // as the reader typed it; empty: all documents
	Filters Filters `json:"filters"`
	Sort    string  `json:"sort"` // SortRelevance, also when empty, or SortDate
	// Offset is the number of results that the asker has already, Limit the number of
	// further ones; 10 when 0.
	Offset int `json:"offset"`
	Limit  int `json:"limit"`
	// Exhaustive reads the page of every candidate, so that totals are exact and
	// nothing is left out. It is meant for tests and small sites.
	Exhaustive bool `json:"exhaustive,omitempty"`
	// Quick is for a first look: when a document's whole title or number is the query,
	// these documents alone are the answer, which then says Whole. The next request,
	// without Quick, goes on behind them.
	Quick bool `json:"quick,omitempty"`
}

// The orders of results.
const (
	SortRelevance = "relevance"
	SortDate      = "date" // newest 发布日期 first
)

// Filters narrow the documents down: several values of one field are alternatives,
// fields must all hold. Values are the keys of facets.
type Filters struct {
	Category []string `json:"category,omitempty"` // with all below
	Issuer   []string `json:"issuer,omitempty"`
	Year     []string `json:"year,omitempty"`
	State    []string `json:"state,omitempty"` // slugs
	Theme    []string `json:"theme,omitempty"`
	Genre    []string `json:"genre,omitempty"`
	Five     []string `json:"five,omitempty"`
	From     string   `json:"from,omitempty"` // first and last 发布日期, 2024-03-05; what is no day is ignored
	To       string   `json:"to,omitempty"`
}

// Response answers a Request.
type Response struct {
	Total   int      `json:"total"` // documents that hold all words; see Exact
	Exact   bool     `json:"exact"` // else Total is about right, rather too high
	Results []Result `json:"results"`
	Partial []Result `json:"partial"`         // documents that hold only the parts of the words
	Nearest []Result `json:"nearest"`         // when there is nothing else: the nearest titles
	More    bool     `json:"more"`            // there are, or may be, further results
	Whole   bool     `json:"whole,omitempty"` // Results are those alone of which the title or number is the query; see Quick
	Words   []string `json:"words"`           // what was looked for, folded
	Ignored []string `json:"ignored"`         // words of the query that were not looked for
	Dropped []string `json:"dropped"`         // words that occur in no document
	Notes   []Note   `json:"notes"`
	Fetched Fetched  `json:"-"`
}

// Note says what was done to the query. The text is data, not a sentence.
type Note struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// The codes of notes.
const (
	NoteCut          = "cut"          // the query was too long
	NoteNumber       = "number"       // was read as the number Text
	NoteAlias        = "alias"        // Text was looked for, too
	NoteAbbreviation = "abbreviation" // titles that Text may be short for
	NotePinyin       = "pinyin"       // was read as Text: phrases joined with 、
	NoteSplit        = "split"        // was read as the words Text: phrases with blanks between
	NoteSoft         = "soft"         // no document has all words; Partial has most of them
	NotePage         = "page"         // the page Text of a candidate cannot be read
)

// Fetched is what an answer cost.
type Fetched struct {
	Files int // of the index
	Pages int // and attachments' texts
	Bytes int64
}

// Result is a document found.
type Result struct {
	URL        string         `json:"url"`  // from the site's root
	Site       string         `json:"site"` // the site's title
	Title      []Piece        `json:"title"`
	Snippet    []Piece        `json:"snippet"`
	Number     []Piece        `json:"number"`
	Index      string         `json:"index"`
	Issuer     string         `json:"issuer"`
	Written    string         `json:"written"`
	Published  string         `json:"published"`
	State      pagetext.State `json:"state"`
	Tier       int            `json:"tier"`
	Score      int64          `json:"score"`
	Parts      bool           `json:"parts"`      // only the parts of the words are there
	Attachment bool           `json:"attachment"` // a word is in the attachments alone
}

// Piece is a run of text that is marked, or not.
type Piece struct {
	Text string `json:"text"`
	Mark bool   `json:"mark"`
}
