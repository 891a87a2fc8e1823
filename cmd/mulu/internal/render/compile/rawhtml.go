package compile

import "html/template"

// RawHTML is trusted HTML in a byte slice, as a converter's buffer. A template
// shows it with {{.Body.HTML}}: html/template calls the method, compiled code
// appends the bytes without making a string. Shown as {{.Body}} it would be a
// list of numbers, so Build refuses that.
type RawHTML []byte

// HTML gives the bytes as trusted HTML.
func (r RawHTML) HTML() template.HTML { return template.HTML(r) }
