package markdown_test

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/markdown"
)

// Lines that belong to a block of code are marked with x.
func TestFence(t *testing.T) {
	for _, tt := range []struct{ body, want string }{
		{"文\n```\n码\n```\n文", ".xxx."},
		{"~~~~ toml\n~~~\n```\n~~~~~ \n文", "xxxx."},
		{"```go\n```go\n```\n文", "xxx."}, // a mark that closes has no word behind it
		{"```码``` 是代码\n文", ".."},         // within a line
		{"    ```\n文\n``\n文", "...."},    // too far in, too short
		{"   ```\n文", "xx"},              // never closed
	} {
		var f markdown.Fence
		got := ""
		for line := range strings.SplitSeq(tt.body, "\n") {
			if f.Next(line) {
				got += "x"
			} else {
				got += "."
			}
		}
		if got != tt.want {
			t.Errorf("%q: %s, want %s", tt.body, got, tt.want)
		}
	}
}
