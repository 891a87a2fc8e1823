package codec

// FoldTable is a block of the table from Traditional characters to simple ones.
type FoldTable struct {
	From string `json:"from"` // characters
	To   string `json:"to"`   // what each folds to
}

// The blocks of the table are of 1,024 code points each, U+3400 in the first one; the
// last one has all from U+A000 on.
const (
	FirstFoldBlock = 0x3400 >> 10
	LastFoldBlock  = 0xA000 >> 10
)

// FoldBlocks cuts the table into its blocks, first to last, empty ones too, so that a
// reader knows their names. Characters before U+3400 have no block: none folds so.
func FoldBlocks(from, to string) []FoldTable {
	blocks := make([]FoldTable, LastFoldBlock-FirstFoldBlock+1)
	targets := []rune(to)
	for i, r := range []rune(from) {
		b := &blocks[min(int(r>>10), LastFoldBlock)-FirstFoldBlock]
		b.From += string(r)
		b.To += string(targets[i])
	}
	return blocks
}
