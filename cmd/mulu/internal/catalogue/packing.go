package catalogue

import (
	"crypto/sha256"
	"encoding/binary"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// packing writes values, or reads them: both go by the same description.
type packing struct {
	cfg     *config.Config
	reading bool
	data    []byte // written so far
	rest    string // still to be read
	bad     bool   // what was read is no such value

	records  []Record        // room for those that are read
	filings  []*Filing       // read so far: thousands of records share one
	words    []*Words        // likewise
	filingAt map[*Filing]int // as they were written
	wordsAt  map[*Words]int
}

// shared writes what others have, too, once: its place among those written before, from 1, or
// 0 and itself.
func shared[T any](p *packing, v **T, known *[]*T, at map[*T]int, whole func(*T)) {
	if !p.reading {
		n, again := at[*v]
		if p.number(n); !again {
			at[*v] = len(at) + 1
			whole(*v)
		}
		return
	}
	switch n := p.number(0); {
	case n == 0:
		*v = new(T)
		whole(*v)
		*known = append(*known, *v)
	case n < 0 || n > len(*known):
		p.fail()
	default:
		*v = (*known)[n-1]
	}
}

// packPlace writes where a value of a list stands, from 1; 0 is nil.
func packPlace[T any](p *packing, v **T, list []T) {
	n := 0
	for i := range list {
		if &list[i] == *v {
			n = i + 1
		}
	}
	if !p.reading && n == 0 && *v != nil {
		p.fail()
	}
	switch n = p.number(n); {
	case !p.reading || n == 0:
	case n < 0 || n > len(list):
		p.fail()
	default:
		*v = &list[n-1]
	}
}

func packPointer[T any](p *packing, v **T, whole func(*T)) {
	there := *v != nil
	if p.flag(&there); !there {
		return
	}
	if p.reading {
		*v = new(T)
	}
	whole(*v)
}

// packList tells a list that is nil from one of nothing, as Read does.
func packList[T any](p *packing, list *[]T, one func(*T)) {
	there := *list != nil
	if p.flag(&there); !there {
		return
	}
	if n := p.length(len(*list)); p.reading {
		*list = make([]T, n)
	}
	for i := range *list {
		one(&(*list)[i])
	}
}

func (p *packing) texts(list *[]string) { packList(p, list, p.text) }

func (p *packing) text(s *string) {
	n := p.length(len(*s))
	if p.reading {
		*s, p.rest = p.rest[:n], p.rest[n:]
	} else {
		p.data = append(p.data, *s...)
	}
}

func (p *packing) sum(s *[sha256.Size]byte) {
	switch {
	case !p.reading:
		p.data = append(p.data, s[:]...)
	case len(p.rest) < len(s):
		p.fail()
	default:
		copy(s[:], p.rest)
		p.rest = p.rest[len(s):]
	}
}

func (p *packing) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	*b = p.number(n) == 1
}

func (p *packing) day(d *official.Date) {
	n := p.number(d.Year()<<9 | d.Month()<<5 | d.Day())
	if p.reading {
		*d = official.DateOf(n>>9, n>>5&15, n&31)
	}
}

func packNumber[T ~uint8 | ~int32](p *packing, v *T) { *v = T(p.number(int(*v))) }

// length writes how many things there are, of which each has a byte at least, or gives how
// many there are to read.
func (p *packing) length(n int) int {
	n = p.number(n)
	if p.reading && (n < 0 || n > len(p.rest)) {
		p.fail()
		return 0
	}
	return n
}

// number writes n, or gives the one that is read.
func (p *packing) number(n int) int {
	if !p.reading {
		p.data = binary.AppendVarint(p.data, int64(n))
		return n
	}
	var v uint64
	for i := 0; i < len(p.rest) && i < binary.MaxVarintLen64; i++ {
		c := p.rest[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			p.rest = p.rest[i+1:]
			return int(int64(v>>1) ^ -int64(v&1))
		}
	}
	p.fail()
	return 0
}

func (p *packing) fail() { p.bad, p.rest = true, "" }
