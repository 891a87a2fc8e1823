package official

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestAddressPath(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"113701000041890072/2023-00368", "113701000041890072/2023-00368"},
		{"11500000MB1B37366Q/2026-00217", "11500000MB1B37366Q/2026-00217"},
		{"01527918X-2020-153077", "01527918X-2020-153077"},
		{"TCXXGK-2020-011721", "TCXXGK-2020-011721"},
		{"01525761-8-/2020-1125008", "01525761-8-/2020-1125008"},
		{"lanshanquczj/2020-0000077", "lanshanquczj~l/2020-0000077"},
		{"AbC/1", "AbC~m2/1"},
		{"甬交-A/2023", "~752c~4ea4-A/2023"},
		{"𠮷", "~~020bb7"},
		{"a b", "a~0020b~l"},
		{"~", "~007e"},
		{".", "~002e"}, {"..", "~002e~002e"}, {"1.2", "1~002e2"},
		{"/", "~e/~e"}, {"A//B", "A/~e/B"},
		{`1\2`, "1~005c2"}, {"-rf", "~002drf~l"}, {"_1", "~005f1"},
		{"CON", "~0043ON"}, {"con", "~0063on~l"}, {"COM1", "~0043OM1"}, {"lpt9/1", "~006cpt9~l/1"}, {"COMA", "COMA"}, {"COM10", "COM10"},
		{"index", "~0069ndex~l"}, {"INDEX", "~0049NDEX"},
		{"e\u0301", "~00e9"}, {"é", "~00e9"}, // one number in two Unicode forms
	} {
		got, err := AddressPath(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("AddressPath(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}

func TestAddressPathErrors(t *testing.T) {
	for _, in := range []string{"", "\xff", strings.Repeat("1", maxIndexBytes+1), strings.Repeat("/", 300)} {
		if got, err := AddressPath(in); !errors.Is(err, ErrAddress) || got != "" {
			t.Errorf("AddressPath(%q) = %q, %v; want an error", in, got, err)
		}
	}
}

func TestAddressPathLong(t *testing.T) {
	long := strings.Repeat("政", 30)
	a, _ := AddressPath(long + "一")
	b, _ := AddressPath(long + "二")
	if a == b || len(a) != maxPartBytes || !strings.Contains(a, "~h") {
		t.Errorf("AddressPath of long numbers = %q and %q", a, b)
	}
	digits := strings.Repeat("1", maxPartBytes)
	if got, _ := AddressPath(digits); got != digits {
		t.Errorf("AddressPath of %d digits = %q", maxPartBytes, got)
	}
	if got, _ := AddressPath(digits + "1"); len(got) != maxPartBytes {
		t.Errorf("AddressPath of %d digits = %q", maxPartBytes+1, got)
	}
}

// decode reads an address back, without looking at the case of its letters, as a
// file system may not keep it. It is the proof that no two numbers share one.
func decode(path string) (string, bool) {
	parts := strings.Split(strings.ToLower(path), "/")
	for i, part := range parts {
		if strings.Contains(part, "~h") {
			return "", false // one way only
		}
		parts[i] = decodePart(part)
	}
	return strings.Join(parts, "/"), true
}

func decodePart(part string) string {
	if part == "~e" {
		return ""
	}
	small := func(int) bool { return false }
	if body, ok := strings.CutSuffix(part, "~l"); ok {
		part, small = body, func(int) bool { return true }
	} else if body, mark, ok := strings.Cut(part, "~m"); ok {
		var words []uint32
		for _, w := range strings.Split(mark, "-") {
			var n uint32
			fmt.Sscanf(w, "%x", &n)
			words = append(words, n)
		}
		part, small = body, func(i int) bool { return words[i/32]&(1<<(i%32)) != 0 }
	}
	var out []rune
	letters := 0
	for len(part) > 0 {
		r, size := rune(part[0]), 1
		if strings.HasPrefix(part, "~~") {
			fmt.Sscanf(part[2:8], "%x", &r)
			size = 8
		} else if part[0] == '~' {
			fmt.Sscanf(part[1:5], "%x", &r)
			size = 5
		}
		part = part[size:]
		if isLetter(r) {
			if r|0x20 == r && !small(letters) {
				r -= 0x20
			}
			letters++
		}
		out = append(out, r)
	}
	return string(out)
}

var (
	addressForm  = regexp.MustCompile(`\A[0-9A-Za-z~][0-9A-Za-z~_-]*(/[0-9A-Za-z~][0-9A-Za-z~_-]*)*\z`)
	reservedName = regexp.MustCompile(`(?i)(\A|/)(con|prn|aux|nul|index|com\d|lpt\d)(/|\z)`)
)

func FuzzAddressPath(f *testing.F) {
	for _, s := range []string{
		"113701000041890072/2023-00368", "甬交-办/Ab.c", "con/AUX/Com1", "../..", "~h~l~m1", "~e", "a/~0061", "é", "𠮷~~", strings.Repeat("aB", 60), "\ue000",
	} {
		f.Add(s)
	}
	hashed := map[string][32]byte{} // of the paths that cannot be read back
	f.Fuzz(func(t *testing.T, s string) {
		path, err := AddressPath(s)
		if err != nil {
			return
		}
		if !addressForm.MatchString(path) || !filepath.IsLocal(path) || reservedName.MatchString(path) {
			t.Fatalf("AddressPath(%q) = %q", s, path)
		}
		for part := range strings.SplitSeq(path, "/") {
			if len(part) > maxPartBytes {
				t.Fatalf("AddressPath(%q) has a part of %d bytes", s, len(part))
			}
		}
		nfc := norm.NFC.String(s)
		if back, ok := decode(path); ok {
			if back != nfc {
				t.Fatalf("AddressPath(%q) = %q, which is read back as %q", s, path, back)
			}
			return
		}
		sum := sha256.Sum256([]byte(nfc))
		if first, ok := hashed[strings.ToLower(path)]; ok && first != sum {
			t.Fatalf("AddressPath(%q) = %q, which another number has", s, path)
		}
		hashed[strings.ToLower(path)] = sum
	})
}

func TestFastPathIsTheSlowOne(t *testing.T) {
	for _, p := range Presets() {
		parts := strings.Split(p.Example, "/")
		for i := range parts {
			parts[i] = addressPart(parts[i])
		}
		slow := strings.Join(parts, "/")
		if got, err := AddressPath(p.Example); got != slow || err != nil {
			t.Errorf("AddressPath(%q) = %q, %v; want %q", p.Example, got, err, slow)
		}
	}
}

func BenchmarkAddressPath(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := AddressPath("113701000041890072/2023-00368"); err != nil {
			b.Fatal(err)
		}
	}
}
