// Package static holds the built-in theme's style sheet, scripts and images. The
// build minifies them and publishes them under names with a content hash; a
// site replaces any of them by a file of the same path in its own static folder.
//
// Scripts only add to pages that are complete without them. Of each feature, one
// module, with those that it loads when they are needed, touches the page and writes
// text only (textContent, never markup); what it computes is in modules without a page.
package static

import "embed"

// FS holds the folders css, js and img.
//
//go:embed css js img
var FS embed.FS
