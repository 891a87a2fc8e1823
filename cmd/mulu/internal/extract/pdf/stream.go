package pdf

import (
	"bytes"
	"cmp"
	"compress/flate"
	"io"
)

// data is a stream's content, unpacked as far as it can be and the budget allows. A
// stream in a format for pictures has none.
func (f *file) data(s *stream) []byte {
	data := s.plain
	if data == nil {
		data = f.raw(s)
	}
	filters, params := f.filters(s.dict)
	if f.crypt != nil && s.plain == nil && !(len(filters) > 0 && filters[0] == "Crypt") {
		data = f.crypt.decrypt(data, s.id)
	}
	for i, filter := range filters {
		var ok bool
		if data, ok = f.filter(filter, params[i], data); !ok {
			return nil
		}
	}
	return data
}

// filters are the names of a stream's filters with their parameters.
func (f *file) filters(d dict) ([]name, []dict) {
	key, parms := name("Filter"), name("DecodeParms")
	if d[key] == nil {
		key = "F" // an inline image, or nothing
	}
	if d[parms] == nil {
		parms = "DP"
	}
	if n, ok := f.resolve(d[key]).(name); ok {
		return []name{n}, []dict{f.firstDict(d[parms])}
	}
	list, _ := f.resolve(d[key]).(array)
	options, _ := f.resolve(d[parms]).(array)
	var names []name
	var dicts []dict
	for i, o := range list[:min(len(list), 8)] {
		n, _ := f.resolve(o).(name)
		var p dict
		if i < len(options) {
			p, _ = f.resolve(options[i]).(dict)
		}
		names, dicts = append(names, n), append(dicts, p)
	}
	return names, dicts
}

func (f *file) firstDict(o object) dict {
	switch o := f.resolve(o).(type) {
	case dict:
		return o
	case array:
		if len(o) > 0 {
			d, _ := f.resolve(o[0]).(dict)
			return d
		}
	}
	return nil
}

// raw reads the bytes of a stream: as many as its Length says if "endstream" follows
// them, else all up to that word.
func (f *file) raw(s *stream) []byte {
	if n := int64(f.int(s.dict, "Length")); n > 0 && n <= MaxStream && f.spend(int(n>>6)) {
		data := f.window(s.offset, n+16)
		if int64(len(data)) >= n && bytes.HasPrefix(bytes.TrimLeft(data[n:], "\r\n \t\x00"), []byte("endst")) {
			f.take(int(n))
			return data[:n]
		}
	}
	for n := int64(4 << 10); f.spend(int(n >> 6)); n *= 4 {
		data := f.window(s.offset, n)
		i := bytes.Index(data, []byte("endstream"))
		if i < 0 && int64(len(data)) == n && n < MaxStream {
			continue
		}
		switch {
		case i >= 0:
			data = bytes.TrimRight(data[:i], "\r\n")
		case int64(len(data)) == n:
			f.missed = cmp.Or(f.missed, ErrStream)
		}
		f.take(len(data))
		return data
	}
	return nil
}

// take takes n bytes from the budget.
func (f *file) take(n int) {
	if f.bytes -= int64(n); f.bytes < 0 {
		f.over = cmp.Or(f.over, ErrBytes)
	}
}

// filter undoes one filter; ok is false for those of pictures.
func (f *file) filter(filter name, params dict, data []byte) (out []byte, ok bool) {
	switch filter {
	case "FlateDecode", "Fl":
		return f.unpredict(f.inflate.unpack(data, f.room()+1), params), true
	case "LZWDecode", "LZW":
		early := 1
		if isNumber(params["EarlyChange"]) {
			early = integer(params["EarlyChange"])
		}
		return f.unpredict(unpackLZW(data, early, f.room()+1), params), true
	case "ASCIIHexDecode", "AHx":
		l := &lexer{data: append([]byte("<"), data...)}
		t, _ := l.hex().(text)
		return []byte(t), true
	case "ASCII85Decode", "A85":
		return unpack85(data, f.room()), true
	case "RunLengthDecode", "RL":
		return unpackRuns(data, f.room()), true
	case "Crypt", "":
		return data, true
	}
	return nil, false
}

// room is how much a stream may unpack to.
func (f *file) room() int { return int(min(max(f.bytes, 0), MaxStream)) }

// inflater is a deflate reader that is used again and again.
type inflater struct {
	in  bytes.Reader
	out io.ReadCloser
}

// unpack gives what can be unpacked, up to limit. The checksum is not looked at: text
// up to the place of damage is better than none.
func (u *inflater) unpack(data []byte, limit int) []byte {
	if len(data) >= 2 && data[0]&0x0F == 8 && (int(data[0])<<8|int(data[1]))%31 == 0 {
		data = data[2:]
	}
	u.in.Reset(data)
	if u.out == nil {
		u.out = flate.NewReader(&u.in)
	} else if err := u.out.(flate.Resetter).Reset(&u.in, nil); err != nil {
		return nil
	}
	var out bytes.Buffer
	out.Grow(min(limit, 4*len(data)+512))
	_, _ = io.Copy(&out, io.LimitReader(u.out, int64(limit))) // damage ends the data
	return out.Bytes()
}

// unpredict undoes the PNG and TIFF predictors, and takes the size from the budget.
func (f *file) unpredict(data []byte, params dict) []byte {
	if room := f.room(); len(data) > room {
		if room == MaxStream {
			f.missed = cmp.Or(f.missed, ErrStream)
		} else {
			f.over = cmp.Or(f.over, ErrBytes)
		}
		data = data[:room]
	}
	f.take(len(data))
	predictor := f.int(params, "Predictor")
	if predictor < 2 {
		return data
	}
	param := func(key name, otherwise int) int {
		if v := f.int(params, key); v > 0 && v < 1<<16 {
			return v
		}
		return otherwise
	}
	bits := param("Colors", 1) * param("BitsPerComponent", 8)
	row, pixel := (bits*param("Columns", 1)+7)/8, max(1, bits/8)
	if predictor == 2 {
		for i := range data {
			if i%row >= pixel {
				data[i] += data[i-pixel]
			}
		}
		return data
	}
	return unpredictPNG(data, row, pixel)
}

func unpredictPNG(data []byte, row, pixel int) []byte {
	out := make([]byte, 0, len(data))
	before := make([]byte, row)
	for len(data) > 1 {
		kind, line := data[0], data[1:min(len(data), row+1)]
		data = data[1+len(line):]
		for i := range line {
			var left, up, corner byte
			up = before[i]
			if i >= pixel {
				left, corner = line[i-pixel], before[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(int(left), int(up), int(corner))
			}
		}
		out = append(out, line...)
		copy(before, line)
	}
	return out
}

func paeth(left, up, corner int) byte {
	p := left + up - corner
	a, b, c := abs(p-left), abs(p-up), abs(p-corner)
	switch {
	case a <= b && a <= c:
		return byte(left)
	case b <= c:
		return byte(up)
	}
	return byte(corner)
}

func abs(v int) int { return max(v, -v) }
