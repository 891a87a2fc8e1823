package codec

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// NoNumber is the width of a form without a number.
const NoNumber = 255

const (
	maxDigits  = 9
	maxAddress = 1024    // bytes of a prefix or suffix
	maxForms   = 1 << 14 // of a table; a form shares its prefix and so unfolds to more than its bytes
)

// Form is an address but for its number: Prefix, then the serial written with at
// least Width digits, then Suffix. An address is a page's path without doc/ and .html.
type Form struct {
	Prefix string
	Width  int // 0: plainly; NoNumber: Prefix is all
	Suffix string
}

// Address is an address of a table: the place of its form, and its serial.
type Address struct {
	Form   int32
	Serial int32
}

// SplitAddress cuts an address at its last digits, at most nine. width is their
// number when they begin with 0, else 0: a form's width is that of its brothers.
func SplitAddress(address string) (f Form, serial int32) {
	end := len(address)
	for end > 0 && !isDigit(address[end-1]) {
		end--
	}
	if end == 0 {
		return Form{Prefix: address, Width: NoNumber}, 0
	}
	from := end
	for from > 0 && end-from < maxDigits && isDigit(address[from-1]) {
		from--
	}
	n, _ := strconv.Atoi(address[from:end]) // at most nine digits
	f = Form{Prefix: address[:from], Suffix: address[end:]}
	if address[from] == '0' && end-from > 1 {
		f.Width = end - from
	}
	return f, int32(n)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// AppendTo appends the address of a serial.
func (f *Form) AppendTo(dst []byte, serial int32) []byte {
	dst = append(dst, f.Prefix...)
	if f.Width == NoNumber {
		return dst
	}
	var digits [maxDigits + 1]byte
	d := strconv.AppendInt(digits[:0], int64(serial), 10)
	for n := len(d); n < f.Width; n++ {
		dst = append(dst, '0')
	}
	return append(append(dst, d...), f.Suffix...)
}

// CompareForms is the order of forms in a table.
func CompareForms(a, b Form) int {
	if c := strings.Compare(a.Prefix, b.Prefix); c != 0 {
		return c
	}
	if a.Width != b.Width {
		return a.Width - b.Width
	}
	return strings.Compare(a.Suffix, b.Suffix)
}

// AppendAddresses appends the table of addresses in the order of their ordinals. forms
// are sorted; those that no address has are left out.
func AppendAddresses(dst []byte, forms []Form, addresses []Address) []byte {
	place, used := usedForms(forms, addresses)
	dst = binary.AppendUvarint(dst, uint64(len(used)))
	before := ""
	for _, f := range used {
		dst = appendForm(dst, before, f)
		before = f.Prefix
	}
	expected := make([]int64, len(used))
	last := int64(0)
	for len(addresses) > 0 {
		a := addresses[0]
		n := 1
		for n < len(addresses) && addresses[n].Form == a.Form && addresses[n].Serial == a.Serial-int32(n) {
			n++
		}
		form := int64(place[a.Form])
		dst = binary.AppendVarint(dst, form-last)
		dst = binary.AppendVarint(dst, expected[form]-int64(a.Serial))
		dst = binary.AppendUvarint(dst, uint64(n))
		last, expected[form] = form, int64(a.Serial)-int64(n)
		addresses = addresses[n:]
	}
	return dst
}

// usedForms gives the forms that addresses have, and the place of each of forms there.
func usedForms(forms []Form, addresses []Address) (place []int32, used []Form) {
	place = make([]int32, len(forms))
	for _, a := range addresses {
		place[a.Form] = 1
	}
	for i, is := range place {
		if is == 1 {
			place[i] = int32(len(used))
			used = append(used, forms[i])
		}
	}
	return place, used
}

func appendForm(dst []byte, before string, f Form) []byte {
	shared := 0
	for shared < len(before) && shared < len(f.Prefix) && before[shared] == f.Prefix[shared] {
		shared++
	}
	dst = binary.AppendUvarint(dst, uint64(shared))
	dst = binary.AppendUvarint(dst, uint64(len(f.Prefix)-shared))
	dst = append(dst, f.Prefix[shared:]...)
	dst = binary.AppendUvarint(dst, uint64(f.Width))
	dst = binary.AppendUvarint(dst, uint64(len(f.Suffix)))
	return append(dst, f.Suffix...)
}

// Addresses is a table that was read.
type Addresses struct {
	forms []Form
	runs  []addressRun
}

type addressRun struct {
	from   int // the first ordinal
	form   int32
	serial int32 // of the first ordinal
}

// At is the address of an ordinal of the table's documents, counted from its beginning.
func (a *Addresses) At(i int) string {
	n, found := slices.BinarySearchFunc(a.runs, i, func(r addressRun, i int) int { return r.from - i })
	if !found {
		n--
	}
	r := a.runs[n]
	return string(a.forms[r.form].AppendTo(nil, r.serial-int32(i-r.from)))
}

// DecodeAddresses reads a table, or a block of one, of so many documents.
func DecodeAddresses(data []byte, docs int) (*Addresses, error) {
	a := &Addresses{}
	n, data, err := readInt(data, min(len(data)/4, maxForms))
	if err != nil {
		return nil, err
	}
	before := ""
	for range n {
		var f Form
		if f, data, err = readForm(data, before); err != nil {
			return nil, err
		}
		a.forms = append(a.forms, f)
		before = f.Prefix
	}
	if data, err = a.readRuns(data, docs); err != nil {
		return nil, err
	}
	if len(data) > 0 {
		return nil, errLong
	}
	return a, nil
}

func readForm(data []byte, before string) (f Form, rest []byte, err error) {
	shared, data, err := readInt(data, len(before))
	if err != nil {
		return f, nil, err
	}
	tail, data, err := readText(data)
	if err != nil {
		return f, nil, err
	}
	if shared+len(tail) > maxAddress {
		return f, nil, errRange
	}
	f.Prefix = before[:shared] + tail
	if f.Width, data, err = readInt(data, NoNumber); err != nil {
		return f, nil, err
	}
	if f.Width > maxDigits && f.Width != NoNumber {
		return f, nil, errRange
	}
	f.Suffix, data, err = readText(data)
	return f, data, err
}

func readText(data []byte) (s string, rest []byte, err error) {
	n, data, err := readInt(data, maxAddress)
	if err != nil {
		return "", nil, err
	}
	if n > len(data) {
		return "", nil, errShort
	}
	return string(data[:n]), data[n:], nil
}

func (a *Addresses) readRuns(data []byte, docs int) (rest []byte, err error) {
	expected := make([]int64, len(a.forms))
	form := int64(0)
	for at := 0; at < docs; {
		var step, below int64
		var n int
		if step, data, err = readSigned(data); err != nil {
			return nil, err
		}
		if below, data, err = readSigned(data); err != nil {
			return nil, err
		}
		if n, data, err = readInt(data, docs-at); err != nil {
			return nil, err
		}
		if form += step; form < 0 || form >= int64(len(a.forms)) {
			return nil, errRange
		}
		first := expected[form] - below
		if n == 0 || first > 999_999_999 || first-int64(n) < -1 {
			return nil, errRange
		}
		a.runs = append(a.runs, addressRun{from: at, form: int32(form), serial: int32(first)})
		expected[form] = first - int64(n)
		at += n
	}
	return data, nil
}
