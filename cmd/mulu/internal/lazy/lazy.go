// Package lazy has regular expressions that are compiled when they are first used: mulu has
// hundreds, and a run needs few of them. To compile all when the program starts took a
// third of its start.
package lazy

import (
	"errors"
	"regexp"
	"sync"
)

// Regexp is a regular expression, with the methods of the standard library's. It may be
// used by several goroutines.
type Regexp struct {
	text string
	once sync.Once
	re   *regexp.Regexp
}

// all are the expressions of the program; they are made before it begins, by one goroutine.
var all []*Regexp

// Compile makes an expression; it is for the initial values of variables. That it can be
// compiled a test finds with Check, else its first use panics.
func Compile(text string) *Regexp {
	r := &Regexp{text: text}
	all = append(all, r)
	return r
}

// Check finds the expressions that cannot be compiled.
func Check() (err error) {
	for _, r := range all {
		_, wrong := regexp.Compile(r.text)
		err = errors.Join(err, wrong)
	}
	return err
}

// Get is the expression of the standard library.
func (r *Regexp) Get() *regexp.Regexp {
	r.once.Do(func() { r.re = regexp.MustCompile(r.text) })
	return r.re
}

// MatchString is regexp's.
func (r *Regexp) MatchString(s string) bool { return r.Get().MatchString(s) }

// Match is regexp's.
func (r *Regexp) Match(b []byte) bool { return r.Get().Match(b) }

// FindString is regexp's.
func (r *Regexp) FindString(s string) string { return r.Get().FindString(s) }

// FindStringIndex is regexp's.
func (r *Regexp) FindStringIndex(s string) []int { return r.Get().FindStringIndex(s) }

// FindStringSubmatch is regexp's.
func (r *Regexp) FindStringSubmatch(s string) []string { return r.Get().FindStringSubmatch(s) }

// FindStringSubmatchIndex is regexp's.
func (r *Regexp) FindStringSubmatchIndex(s string) []int { return r.Get().FindStringSubmatchIndex(s) }

// FindAllString is regexp's.
func (r *Regexp) FindAllString(s string, n int) []string { return r.Get().FindAllString(s, n) }

// FindAllStringIndex is regexp's.
func (r *Regexp) FindAllStringIndex(s string, n int) [][]int { return r.Get().FindAllStringIndex(s, n) }

// FindAllStringSubmatch is regexp's.
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.Get().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is regexp's.
func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return r.Get().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString is regexp's.
func (r *Regexp) ReplaceAllString(s, by string) string { return r.Get().ReplaceAllString(s, by) }

// ReplaceAllStringFunc is regexp's.
func (r *Regexp) ReplaceAllStringFunc(s string, by func(string) string) string {
	return r.Get().ReplaceAllStringFunc(s, by)
}

// FindAllSubmatch is regexp's.
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte { return r.Get().FindAllSubmatch(b, n) }
