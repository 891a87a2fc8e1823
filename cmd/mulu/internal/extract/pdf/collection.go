package pdf

import "golang.org/x/text/encoding/simplifiedchinese"

// collection gives the characters of the CIDs of a character collection by its ordering,
// for fonts that say nothing else of their characters; nil when it is not known.
func collection(ordering string) func(cid int) string {
	if ordering == "GB1" {
		return gb1
	}
	return nil
}

// gb1Rows is where the rows of symbols of GB 2312 begin in Adobe-GB1, with the code of
// their first character (in EUC form) and their length.
var gb1Rows = []struct{ cid, code, n int }{
	{96, 0xA1A1, 94}, {190, 0xA2B1, 50}, {240, 0xA2E5, 10}, {250, 0xA2F1, 12}, {262, 0xA3A1, 94}, {356, 0xA4A1, 83},
	{439, 0xA5A1, 86}, {525, 0xA6A1, 24}, {549, 0xA6C1, 53}, {602, 0xA7A1, 33}, {635, 0xA7D1, 33}, {668, 0xA8A1, 32},
	{700, 0xA8C5, 38}, {738, 0xA9A4, 76},
}

// gb1 is the character of a CID of Adobe-GB1 (Adobe Technical Note 5079): ASCII in two
// widths, and GB 2312 in its order. The rarer characters behind it have no order that
// could be told without a table, and are left out.
func gb1(cid int) string {
	const level1, level2, behind = 940, 4695, 7703
	switch {
	case cid >= 1 && cid <= 95:
		return string(rune(' ' + cid - 1))
	case cid >= 814 && cid <= 907:
		return string(rune('!' + cid - 814))
	case cid >= level1 && cid < level2:
		return gb2312(16+(cid-level1)/94, (cid-level1)%94)
	case cid >= level2 && cid < behind:
		return gb2312(56+(cid-level2)/94, (cid-level2)%94)
	}
	for _, r := range gb1Rows {
		if cid >= r.cid && cid < r.cid+r.n {
			return gb2312(r.code>>8-0xA0, r.code&0xFF-0xA1+cid-r.cid)
		}
	}
	return ""
}

// gb2312 is the character in a row, counted from 1, and place, counted from 0.
func gb2312(row, place int) string {
	out, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{byte(0xA0 + row), byte(0xA1 + place)})
	if err != nil || string(out) == "\uFFFD" {
		return ""
	}
	return string(out)
}
