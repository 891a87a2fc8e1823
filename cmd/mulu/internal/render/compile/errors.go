package compile

import (
	"fmt"
)

// An Error is a problem in a template file, at a place. Line and Col count from
// 1, columns count characters; 0 means unknown. The message is Chinese and may
// be shown to the owner of the site.
type Error struct {
	File      string // the name given to Add
	Line, Col int
	Message   string
}

// Error writes file:line:col: message, without the parts that are unknown.
func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	case e.Col == 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Message)
}
