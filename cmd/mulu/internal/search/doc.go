// Package search builds the index that readers search: see package codec for its
// form. It is fed one document at a time, in the pass over the bodies that makes the
// pages, and hands out the finished files.
package search
