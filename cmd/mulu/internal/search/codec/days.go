package codec

import "encoding/binary"

// DaysPerFile is the number of ordinals of a file of days.
const DaysPerFile = 16384

// maxDay is the last day that a file may hold: of the year 9999, with room.
const maxDay = 3_000_000

// AppendDays appends the days of ordinals in order, counted from 1970-01-01.
func AppendDays(dst []byte, days []int32) []byte {
	before := int64(0)
	for _, d := range days {
		dst = binary.AppendVarint(dst, int64(d)-before)
		before = int64(d)
	}
	return dst
}

// DecodeDays reads the days of so many ordinals.
func DecodeDays(data []byte, count int) ([]int32, error) {
	if count < 0 || count > len(data) {
		return nil, errShort
	}
	days := make([]int32, count)
	day := int64(0)
	for i := range days {
		delta, rest, err := readSigned(data)
		if err != nil {
			return nil, err
		}
		if day += delta; day > maxDay || day < -maxDay {
			return nil, errRange
		}
		days[i], data = int32(day), rest
	}
	if len(data) > 0 {
		return nil, errLong
	}
	return days, nil
}
