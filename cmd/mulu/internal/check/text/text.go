// Package text has the rules of the text itself: marks of secrecy, leftovers, damage,
// wrong words, punctuation, sums. Most look at a line when its characters give them
// reason to, and only then at its Markdown; small faults that fill a text are reported
// once for the whole of it.
package text

import (
	"strconv"

	"mulu/cmd/mulu/internal/check"
)

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{&secretMark, &internalMark, &officeMark,
	&halfPoint, &halfBracket, &fullCharacter, &pointsTogether, &spaceInside,
	&bracketUnpaired, &quoteUnpaired, &quoteForm, &titleNesting,
	&wordWrong, &traditional, &placeholder, &sampleLeft, &numberEmpty, &wordLost, &pageLeftover,
	&bodyEmpty, &sourceTyped, &textCut, &textDoubled, &seriesGap, &signOffDate, &signOffIssuer, &numberBeside, &endMark, &titleForm, &summaryMissing, &summaryRepeats, &summaryLong, &keywordDuplicate,
	&sumParts, &percentWrong, &growthWrong, &periodDiffers, &tableSum}

func number(n int) string { return strconv.Itoa(n) }
