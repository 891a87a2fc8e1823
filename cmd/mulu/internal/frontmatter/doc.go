// Package frontmatter finds the header of a document and the place where its body
// begins, and checks the encoding of files. It promises that every text it passes
// on is UTF-8 with LF line ends and without characters that cannot be seen or
// published, and that no file, however large or broken, holds it up.
//
// It knows no key of the header: see package catalogue, where the fields are.
package frontmatter
