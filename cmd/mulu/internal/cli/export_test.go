package cli

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/catalogue"
)

// Who moves a catalogue by its data is told of all fields that are not in them.
func TestInternalFieldsAreNamed(t *testing.T) {
	a := &app{}
	for _, c := range []string{exportJSONLCommand(a).Long, importJSONLCommand(a).Long} {
		for i := range catalogue.Fields {
			if f := &catalogue.Fields[i]; f.Internal && !strings.Contains(c, f.Label) {
				t.Errorf("no %s in %s", f.Label, c)
			}
		}
	}
}
