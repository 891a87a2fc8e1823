// Package tree reads a TOML or YAML text as a tree of keys and values that know
// their exact places: config.toml and the header of every document. It promises
// that hostile texts end soon: size, number of keys and depth are bounded (see
// Limits), every pass is linear, and no other parser sees a text before its
// bounds were checked.
//
// TOML is read by our own single-pass reader, because BurntSushi/toml gives no
// columns of values and is too slow for a million headers; that library still
// words the syntax errors and is the judge in the tests. The language is TOML 1.1,
// as the library's, with one extension: a bare key may hold Han characters
// (索引号 = "…"), because editors write them so.
//
// YAML is read by goccy/go-yaml. Anchors, aliases, merge keys, tags, directives
// and several documents in one text are refused: a header needs none of them, and
// they are how a small text becomes a large tree.
//
// A date that does not exist is a value here, not a problem: whoever knows the
// field reports it, so that all of them are reported in one run.
//
// It knows no file system, no encoding but UTF-8 (see frontmatter.Clean) and no
// meaning of any key.
package tree
