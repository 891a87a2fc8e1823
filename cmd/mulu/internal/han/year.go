package han

// YearFold gives f, which is folded, with the years in Chinese digits as Arabic
// ones: where four of 〇一二三四五六七八九 stand before 年 they become digits, so the
// length stays. When nothing changes the result is f itself; else it is a copy.
//
// What stands before the four does not matter. If it did, a part of a text could
// fold to what the text does not hold.
func YearFold(f []rune) (out []rune, changed bool) {
	out = f
	for i, r := range f {
		if r != '年' || !isYear(f, i-4) {
			continue
		}
		if !changed {
			out, changed = append([]rune(nil), f...), true
		}
		for j := i - 4; j < i; j++ {
			out[j] = arabic(f[j])
		}
	}
	return out, changed
}

// isYear says whether four Chinese digits begin at i of f.
func isYear(f []rune, i int) bool {
	return i >= 0 && arabic(f[i+3]) != 0 && arabic(f[i+2]) != 0 && arabic(f[i+1]) != 0 && arabic(f[i]) != 0
}

// yearRune is what YearFold makes of f[i].
func yearRune(f []rune, i int) rune {
	digit := arabic(f[i])
	if digit == 0 {
		return f[i]
	}
	for end := i + 1; end <= i+4 && end < len(f); end++ {
		if f[end] == '年' {
			if isYear(f, end-4) {
				return digit
			}
			break
		}
	}
	return f[i]
}

// arabic is the Arabic digit for a Chinese one, 0 for every other character.
func arabic(r rune) rune {
	switch r {
	case '〇':
		return '0'
	case '一':
		return '1'
	case '二':
		return '2'
	case '三':
		return '3'
	case '四':
		return '4'
	case '五':
		return '5'
	case '六':
		return '6'
	case '七':
		return '7'
	case '八':
		return '8'
	case '九':
		return '9'
	}
	return 0
}
