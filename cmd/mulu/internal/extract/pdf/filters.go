package pdf

// unpackLZW undoes LZWDecode (ISO 32000-1, 7.4.4): codes of 9 to 12 bits, most
// significant bit first; early is 1 when the width grows one code early.
func unpackLZW(data []byte, early, limit int) []byte {
	const reset, stop = 256, 257
	var prefix [4096]uint16
	var suffix [4096]byte
	var length [4096]uint16
	for i := range 256 {
		suffix[i], length[i] = byte(i), 1
	}
	var out []byte
	next, width, previous := 258, 9, -1
	acc, bits := 0, 0
	for _, b := range data {
		acc, bits = acc<<8|int(b), bits+8
		if bits < width {
			continue
		}
		bits -= width
		code := acc >> bits
		acc &= 1<<bits - 1
		switch {
		case code == stop || len(out) >= limit:
			return out
		case code == reset:
			next, width, previous = 258, 9, -1
			continue
		case code > next, code == next && previous < 0, previous < 0 && code > 255:
			return out // damaged
		}
		if previous >= 0 && next < 4096 {
			prefix[next], length[next] = uint16(previous), length[previous]+1
			first := code
			if code == next {
				first = previous
			}
			for length[first] > 1 {
				first = int(prefix[first])
			}
			suffix[next] = suffix[first]
			next++
		} else if code >= next {
			return out
		}
		n := int(length[code])
		start := len(out)
		out = append(out, make([]byte, n)...)
		for c, i := code, start+n-1; i >= start; c, i = int(prefix[c]), i-1 {
			out[i] = suffix[c]
		}
		previous = code
		for width < 12 && next+early >= 1<<width {
			width++
		}
	}
	return out
}

// unpack85 undoes ASCII85Decode.
func unpack85(data []byte, limit int) []byte {
	var out []byte
	var group [5]byte
	n := 0
	flush := func(keep int) {
		v := uint32(0)
		for _, c := range group {
			v = v*85 + uint32(c)
		}
		four := [4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}
		out = append(out, four[:keep]...)
		n = 0
	}
	for _, c := range data {
		switch {
		case c == '~' || len(out) >= limit:
			data = nil
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
			continue
		case c < '!' || c > 'u':
			continue
		}
		if data == nil {
			break
		}
		group[n] = c - '!'
		if n++; n == 5 {
			flush(4)
		}
	}
	if n > 1 {
		keep := n - 1
		for ; n < 5; n++ {
			group[n] = 84
		}
		flush(keep)
	}
	return out
}

// unpackRuns undoes RunLengthDecode.
func unpackRuns(data []byte, limit int) []byte {
	var out []byte
	for len(data) > 1 && len(out) < limit {
		n := int(data[0])
		switch {
		case n == 128:
			return out
		case n < 128:
			n = min(n+1, len(data)-1)
			out = append(out, data[1:1+n]...)
			data = data[1+n:]
		default:
			for range 257 - n {
				out = append(out, data[1])
			}
			data = data[2:]
		}
	}
	return out
}
