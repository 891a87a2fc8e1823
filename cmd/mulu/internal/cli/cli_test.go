package cli

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Help fits into a narrow terminal, and no text of cobra's own shows.
func TestHelpFits(t *testing.T) {
	for _, width := range []int{24, 40, 80} {
		rows := []row{{"--source 文件夹", "网站的文件夹，里面有 config.toml（默认 .）"}, {"-q, --quiet", "只显示问题，不显示进度和小结"}}
		for line := range strings.SplitSeq(table(rows, width), "\n") {
			if textWidth(line) > width+2 { // a mark that cannot begin a line may stand out
				t.Errorf("width %d: %q has %d columns", width, line, textWidth(line))
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text    string
		columns int
		indent  int
		want    string
	}{
		{"公开政府信息", 8, 0, "公开政府\n信息"},
		{"公开政府，信息", 8, 0, "公开政\n府，信息"},
		{"写成 2024-03-05 这样", 12, 2, "写成\n  2024-03-05\n  这样"},
		{"（默认）", 4, 0, "（默\n认）"},
		{"", 10, 0, ""},
	} {
		if got := wrap(tt.text, tt.columns, tt.indent); got != tt.want {
			t.Errorf("wrap(%q, %d, %d) = %q, want %q", tt.text, tt.columns, tt.indent, got, tt.want)
		}
	}
}

// A panic is an internal error with status 1, not Go's status 2.
func TestPanic(t *testing.T) {
	commands = append(commands, func(*app) *cobra.Command {
		return &cobra.Command{Use: "boom", RunE: func(*cobra.Command, []string) error { panic("断了") }}
	})
	defer func() { commands = commands[:len(commands)-1] }()
	var stdout, stderr bytes.Buffer
	if got := Run(t.Context(), []string{"boom"}, strings.NewReader(""), &stdout, &stderr); got != 1 {
		t.Errorf("status = %d", got)
	}
	if s := stderr.String(); !strings.HasPrefix(s, "内部错误：断了\n") || !strings.Contains(s, "cli_test.go") {
		t.Errorf("stderr = %s", s)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// Output that cannot be written is a failure, whatever the command found.
func TestOutputLost(t *testing.T) {
	var stderr bytes.Buffer
	if got := Run(t.Context(), []string{"explain"}, strings.NewReader(""), brokenWriter{}, &stderr); got != 1 || !strings.Contains(stderr.String(), "写入标准输出") {
		t.Errorf("status %d, stderr %s", got, &stderr)
	}
	stderr.Reset()
	got := Run(t.Context(), []string{"check", "-q", "-s", "../../testdata/sites/small", "--date", "2025-07-01", "--format", "json"}, strings.NewReader(""), brokenWriter{}, &stderr)
	if got != 1 || strings.Count(stderr.String(), "no space left") != 1 {
		t.Errorf("status %d, stderr %s", got, &stderr)
	}
}

// A log gets one line a stage.
func TestProgressInALog(t *testing.T) {
	var b bytes.Buffer
	p := (&app{errOut: &writer{w: &b}}).newProgress(false)
	for i := range 1000 {
		p.tell("读取文件", i+1, 1000)
	}
	p.tell("生成页面", 1, 1)
	p.end()
	if got, want := b.String(), "读取文件：1000\n生成页面：1\n"; got != want {
		t.Errorf("log %q, want %q", got, want)
	}
}

// No English of cobra's is in the help of any command.
func TestHelpIsChinese(t *testing.T) {
	for _, name := range []string{"", "build", "check", "new", "init", "explain", "completion", "version", "help", "serve"} {
		var stdout, stderr bytes.Buffer
		Run(t.Context(), strings.Fields(name+" --help"), strings.NewReader(""), &stdout, &stderr)
		for _, word := range []string{"Usage", "Flags", "help for", "Available", "default", "string", "flags]"} {
			if strings.Contains(stdout.String()+stderr.String(), word) {
				t.Errorf("mulu %s --help says %q:\n%s", name, word, &stdout)
			}
		}
		if !strings.Contains(stdout.String(), "用法：") {
			t.Errorf("mulu %s --help has no usage: %s", name, &stdout)
		}
	}
}

// What Tab offers is known words and texts without marks.
func TestCompletes(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"new --class 行政规", "行政规范性文件\n"},
		{"new --disclosure 主", "主动公开\n"},
		{"build --form", "--format\t问题的格式：text"},
		{"explain date-", "date-invalid\n"},
	} {
		var stdout, stderr bytes.Buffer
		args := append([]string{"__complete"}, strings.Fields(tt.line)...)
		if got := Run(t.Context(), args, strings.NewReader(""), &stdout, &stderr); got != 0 || !strings.Contains(stdout.String(), tt.want) {
			t.Errorf("mulu %s<Tab> offers %q, want %q", tt.line, &stdout, tt.want)
		}
	}
}
