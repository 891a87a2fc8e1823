package build_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/search/query"
	"mulu/cmd/mulu/internal/sitetest"
)

// canary is a site of which one document and its attachment have words and characters
// that nothing else has. The header lines more and the disclosure are the document's;
// without it the site is the same but for that document.
func canary(more, disclosure string, with bool) sitetest.Files {
	files := sitetest.Docs(3)
	files[config.FileName] += "[search]\nattachments = [\"txt\"]\n"
	files["content/x.md"] = sitetest.Doc(4, `attachments = [{file = "x.txt", title = "附表"}]`, "见附表。")
	files["content/x.txt"] = "公开的附件"
	if with {
		text := sitetest.Doc(5, more+"\nsummary = \"摘要靐\"\nkeywords = [\"齉\"]\ndoc_number = \"栖交发〔2025〕77号\"\nattachments = [{file = \"secret.txt\", title = \"爩表\"}]", "正文灪。繁體龗。")
		files["content/secret.md"] = strings.Replace(strings.Replace(text, "文件5", "标题龘 zqx", 1), "主动公开", disclosure, 1)
		files["content/secret.txt"] = "附件麣 qzw8848"
	}
	return files
}

// canaryWords are what only that document says, and its numbers.
var canaryWords = []string{"龘", "靐", "齉", "灪", "爩", "麣", "龗", "zqx", "qzw8848", "栖交发〔2025〕77号", sitetest.Index(5)}

// The index of a site with a document that is not public is, to the byte, the index of
// the site without it: no term, no number, no fold, no count of it is anywhere.
func TestHiddenLeavesNoTraceInSearch(t *testing.T) {
	want := searchData(t, publishedTree(t, canary("", "主动公开", false)))
	for name, tt := range map[string]struct{ more, disclosure string }{
		"draft":      {"draft = true", "主动公开"},
		"on request": {"", "依申请公开"},
		"withheld":   {"", "不予公开"},
		"withdrawn":  {`withdrawn = {on = 2025-06-01, reason = "决定依法撤销"}`, "主动公开"},
	} {
		files := publishedTree(t, canary(tt.more, tt.disclosure, true))
		got := searchData(t, files)
		if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
			t.Errorf("%s: files %v, want %v", name, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
		for at, data := range got {
			if !bytes.Equal(data, want[at]) {
				t.Errorf("%s: %s differs", name, at)
			}
		}
		for at := range files {
			if strings.Contains(at, "secret") || strings.Contains(at, "00005/") {
				t.Errorf("%s: %s is published", name, at)
			}
		}
	}
}

// The canary sings when the document is public: each of its words is found then, so
// they would be found if they were anywhere.
func TestCanaryIsFoundWhenPublic(t *testing.T) {
	s, _, src := load(t, canary("", "主动公开", true))
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	index, err := query.Open(os.DirFS(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range canaryWords {
		r, err := index.Search(context.Background(), query.Request{Q: word, Exhaustive: true})
		if err != nil || len(r.Results) != 1 || r.Results[0].Index != sitetest.Index(5) {
			t.Errorf("search %q: %+v, %v", word, r, err)
		}
	}
}

func publishedTree(t *testing.T, files sitetest.Files) map[string][]byte {
	t.Helper()
	s, _, src := load(t, files)
	out := filepath.Join(t.TempDir(), "public")
	publishTo(t, s, src, out)
	return tree(t, out)
}

// searchData are the files of the index, and the texts of attachments beside pages.
func searchData(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for at, data := range files {
		if strings.HasPrefix(at, "data/search") || strings.HasSuffix(at, ".txt") {
			found[at] = data
		}
	}
	if len(found) < 3 {
		t.Fatalf("only %d files of search", len(found))
	}
	return found
}
