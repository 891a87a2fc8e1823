package diag

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Earlier is what a comparison needs of an earlier report.
type Earlier struct {
	Date   string // the day that it was made for
	Counts Counts

	codes, units, columns map[string]int
	fingerprints          map[string]bool
}

// errNoReport says what ReadJSON wants.
var errNoReport = errors.New("不是 mulu check --format json 写的报告")

// ReadJSON reads a report that WriteJSON wrote, problem by problem. The error says in
// Chinese what is wrong with it.
func ReadJSON(r io.Reader) (*Earlier, error) {
	e := &Earlier{codes: map[string]int{}, units: map[string]int{}, columns: map[string]int{}, fingerprints: map[string]bool{}}
	decoder := json.NewDecoder(r)
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, errNoReport
	}
	version := 0
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, errNoReport
		}
		switch key {
		case "version":
			err = decoder.Decode(&version)
		case "date":
			err = decoder.Decode(&e.Date)
		case "diagnostics":
			err = e.problems(decoder)
		default:
			err = decoder.Decode(new(json.RawMessage))
		}
		if err != nil {
			return nil, errNoReport
		}
	}
	switch end, err := decoder.Token(); {
	case err != nil || end != json.Delim('}') || version == 0:
		return nil, errNoReport
	case version != JSONVersion:
		return nil, fmt.Errorf("报告的版本是 %d，本软件能读的是 %d", version, JSONVersion)
	}
	return e, nil
}

func (e *Earlier) problems(decoder *json.Decoder) error {
	if start, err := decoder.Token(); err != nil || start != json.Delim('[') {
		return errNoReport
	}
	for decoder.More() {
		var d jsonDiagnostic
		if err := decoder.Decode(&d); err != nil {
			return err
		}
		if d.Waived == nil && !d.Known {
			e.add(&d)
		}
	}
	_, err := decoder.Token()
	return err
}

func (e *Earlier) add(d *jsonDiagnostic) {
	for _, s := range []Severity{Error, Warning, Notice} {
		if s.String() == d.Severity {
			e.Counts.add(s, 1)
		}
	}
	e.codes[d.Code]++
	e.units[unitKey(d.File, Owner{Issuer: d.Issuer, Unit: d.Unit})]++
	e.columns[d.Column]++
	e.fingerprints[d.Fingerprint] = true
}
