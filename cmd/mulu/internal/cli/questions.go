package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/tree"
)

// questions asks on the terminal what flags left open: plain lines and numbered
// lists, which a screen reader can follow and a script can answer. After the first
// error nothing more is asked.
type questions struct {
	*app
	ctx   context.Context
	cfg   *config.Config
	ask   bool // someone is there to answer
	lines *bufio.Reader
	err   error
}

// maxTries is how often a question is asked again after a wrong answer.
const maxTries = 5

var errNoAnswer = usagef("输入已经结束，还有问题没有回答，没有新建文件")

// intro says how to answer.
func (q *questions) intro() {
	if q.ask {
		fmt.Fprintln(q.out, "新建文件。从列表中选择时，输入前面的数字或名称；直接按回车用方括号里的值。")
	}
}

// mostInput is how many bytes of answers are read at most.
const mostInput = 1 << 20

// line reads one answer. Reading cannot be interrupted, so it is done beside: ctrl-C
// at a question ends the command.
func (q *questions) line(prompt string) string {
	fmt.Fprint(q.out, prompt)
	if q.lines == nil {
		q.lines = bufio.NewReader(io.LimitReader(q.in, mostInput))
	}
	type answer struct {
		text string
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		s, err := q.lines.ReadString('\n')
		read <- answer{s, err}
	}()
	select {
	case <-q.ctx.Done():
		q.err = context.Cause(q.ctx)
		return ""
	case a := <-read:
		if a.err != nil && a.text == "" {
			q.err = errNoAnswer
		}
		return strings.TrimSpace(a.text)
	}
}

// answer asks until accept takes an answer; accept says what is wrong with it.
func (q *questions) answer(prompt string, accept func(s string) error) {
	for range maxTries {
		s := q.line(prompt)
		if q.err != nil {
			return
		}
		err := accept(s)
		if err == nil {
			return
		}
		fmt.Fprintf(q.out, "%v\n", err)
	}
	q.err = usagef("几次回答都不对，没有新建文件")
}

// option is a value to choose from.
type option[T any] struct {
	value T
	names []string // the ways to write it
	show  string   // how a list shows it
}

// choose takes a value by its flag or asks for it by a numbered list. A list of one
// is no question.
func choose[T any](q *questions, flag, label, given string, options []option[T]) (value T) {
	if q.err != nil {
		return value
	}
	if given != "" {
		value, q.err = pick(given, options)
		if q.err != nil {
			q.err = usagef("选项 --%s：%v", flag, q.err)
		}
		return value
	}
	if len(options) == 1 {
		return options[0].value
	}
	fmt.Fprintf(q.out, "%s：\n", label)
	for i, o := range options {
		fmt.Fprintf(q.out, "%3d  %s\n", i+1, o.show)
	}
	q.answer(label+"（1—"+strconv.Itoa(len(options))+"）：", func(s string) (err error) {
		if n, e := strconv.Atoi(width.Narrow.String(s)); e == nil { // Chinese input methods give ３
			if n < 1 || n > len(options) {
				return fmt.Errorf("没有第 %d 项，请输入 1 到 %d 之间的数字", n, len(options))
			}
			value = options[n-1].value
			return nil
		}
		value, err = pick(s, options)
		if errors.Is(err, errNotListed) { // the list stands above
			return fmt.Errorf("没有“%s”，请输入列表中的数字或名称", s)
		}
		return err
	})
	return value
}

var errNotListed = errors.New("没有")

// pick finds an option by a name.
func pick[T any](name string, options []option[T]) (value T, err error) {
	var known []string
	for _, o := range options {
		if slices.Contains(o.names, name) {
			return o.value, nil
		}
		known = append(known, o.names...)
	}
	if near := tree.Nearest(name, known); near != "" {
		return value, fmt.Errorf("没有“%s”，是不是“%s”？", name, near)
	}
	if len(options) > 30 {
		return value, fmt.Errorf("%w %q", errNotListed, name)
	}
	return value, fmt.Errorf("%w“%s”，可选：%s", errNotListed, name, strings.Join(known, "、"))
}

func (q *questions) title(given string) (title string) {
	check := func(s string) error {
		if title = strings.TrimSpace(s); title == "" {
			return errors.New("标题不能是空的")
		}
		if strings.ContainsFunc(title, unfit) {
			return errors.New("标题里有控制字符或乱码")
		}
		return nil
	}
	switch {
	case q.err != nil:
	case given != "":
		if q.err = check(given); q.err != nil {
			q.err = usagef("选项 --title：%v", q.err)
		}
	default:
		q.answer("标题：", check)
	}
	return title
}

// day takes a day by its flag or asks for it; def is what an empty answer means.
func (q *questions) day(flag, label, given string, def func() (official.Date, error)) (d official.Date) {
	if q.err != nil {
		return d
	}
	if given != "" {
		if d, q.err = official.ParseDate(given); q.err != nil {
			q.err = usagef("选项 --%s：%v", flag, q.err)
		}
		return d
	}
	usual, err := def()
	if err != nil || !q.ask {
		q.err = err
		return usual
	}
	q.answer(fmt.Sprintf("%s [%s]：", label, usual), func(s string) (err error) {
		if d = usual; s != "" {
			d, err = official.ParseDate(s)
		}
		return err
	})
	return d
}

// today is the day in the site's zone.
func (q *questions) today() (official.Date, error) {
	moment, err := now()
	return official.DateIn(moment, q.cfg.Location()), err
}
