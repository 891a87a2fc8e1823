package codec

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// What is read from damaged files ends soon and is written again as it was read.
func FuzzPostingFile(f *testing.F) {
	for _, v := range fileSeeds() {
		f.Add(v.data, v.docs)
	}
	f.Fuzz(func(t *testing.T, data []byte, docs int) {
		docs = min(max(docs, 0), 1<<17) // the manifest bounds it; more only takes longer
		// A checksum that fits lets more of the bytes through.
		if len(data) > 4 {
			data = binary.LittleEndian.AppendUint32(bytes.Clone(data[:len(data)-4]), checksum(data[:len(data)-4]))
		}
		_ = Walk(data, docs, func(_ uint32, p *Posting) bool {
			body, bits := AppendBody(nil, docs, p)
			again, err := Find(AppendFile(nil, []Entry{{7, body, bits}}), docs, 7)
			if err != nil || len(again.Docs) != len(p.Docs) {
				t.Fatalf("%v is written and not read: %v", p, err)
			}
			for i, id := range p.Docs {
				if int(id) >= docs || i > 0 && id <= p.Docs[i-1] {
					t.Fatalf("ids %v of %d documents", p.Docs, docs)
				}
			}
			for _, places := range [][]uint32{p.Title, p.Meta} {
				for _, place := range places {
					if int(place) >= len(p.Docs) {
						t.Fatalf("place %d of %d", place, len(p.Docs))
					}
				}
			}
			return true
		})
	})
}

type seed struct {
	data []byte
	docs int
}

func fileSeeds() []seed {
	good := fileOf(200, []recordVector{{Term: "交通", Docs: every(3, 200), Title: []uint32{6}, Classes: []int{3}, Meta: []uint32{9}}, {Term: "a", Docs: without(200, 4)}})
	seeds := []seed{{good.Data, good.Docs}, {fileOf(1, nil).Data, 1}}
	for _, b := range badVectors(good.Data) {
		if b.Kind == "file" {
			seeds = append(seeds, seed{b.Data, good.Docs})
		}
	}
	return seeds
}

func FuzzAddresses(f *testing.F) {
	forms, addresses := tableOf([]string{"a/2025-10", "a/2025-9", "a/2024-07b", "无号", "x/0"})
	f.Add(AppendAddresses(nil, forms, addresses), 5)
	f.Add([]byte{1, 0, 1, 'a', 0, 0, 0, 9, 1}, 1)
	f.Fuzz(func(t *testing.T, data []byte, docs int) {
		docs = min(max(docs, 0), 1<<17)
		a, err := DecodeAddresses(data, docs)
		if err != nil {
			return
		}
		for _, i := range []int{0, docs / 2, docs - 1} {
			if docs > 0 && len(a.At(i)) > 3*maxAddress {
				t.Fatalf("address %d has %d bytes", i, len(a.At(i)))
			}
		}
	})
}

func FuzzManifest(f *testing.F) {
	good, err := json.Marshal(sampleManifest())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"format":2,"docs":1,"segments":[{"name":"../x","docs":1,"files":1,"group":1,"hashes":"abcdef"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := DecodeManifest(data)
		if err != nil {
			return
		}
		for i := range m.Segments {
			s := &m.Segments[i]
			for _, name := range []string{s.Posting(s.Name, 0), s.Posting(s.Name, 1<<31), s.Posting(s.Name, 1<<32-1), FoldName(FirstFoldBlock, m.FoldHash), m.Pinyin, s.Days[0]} {
				if bytes.Contains([]byte(name), []byte("..")) {
					t.Fatalf("a name is %q", name)
				}
			}
			for j := range s.Addresses.From {
				s.Addresses.Name(s.Name, j)
			}
			if ids, err := DecodeCounted(s.Dead, s.Docs); err == nil && len(ids) > s.Docs {
				t.Fatalf("%d of %d are dead", len(ids), s.Docs)
			}
		}
	})
}
