package build

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

const someID = "UBoQMIukRdjglLWw9Zpi/lx-1ikDvijyF7NLdKqay/HMZzTBikHLjqa6_6i34z/kCbBGZIyJ1bGELNsMr5N"

func TestProgramOf(t *testing.T) {
	code := strings.Repeat("code", 20_000)
	elf := "\x7fELF" + "\x04\x00\x00\x00\x53\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + someID + "\x00" + code
	other := "MZ\xff Go build ID: \"" + someID + "\"\n \xff" + code
	for name, file := range map[string]string{"ELF": elf, "other": other} {
		if id, err := programOf(strings.NewReader(file)); err != nil || id != someID {
			t.Errorf("%s: %q, %v", name, id, err)
		}
	}
	// One word for all programs says nothing, nor does what is cut: then the bytes count.
	for _, file := range []string{strings.Replace(elf, someID, "redacted", 1), strings.Replace(other, someID, "redacted", 1), elf[:60], other[:40], "", "\x04\x00\x00\x00Go\x00\x00", code} {
		a, err := programOf(strings.NewReader(file))
		b, _ := programOf(strings.NewReader(file + "x"))
		if err != nil || len(a) != 32 || a == b {
			t.Errorf("%.20q: %q, %v; with one byte more %q", file, a, err, b)
		}
	}
}

// The go command says of this very program what it hashed it to.
func TestBuildID(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	id := buildID(data[:programHead])
	if id == "" || !bytes.Contains(data, []byte(id)) {
		t.Errorf("%q", id)
	}
}
