// Package official holds the value types of official documents: calendar days,
// index numbers (索引号), document numbers (发文字号), unified numbers (统一编号),
// credit codes, and the words for disclosure, validity and classes. It parses,
// formats and compares them; it knows no site, no file and no rule about when one
// of them is required. What is wrong with a value is said in Chinese, so that it
// can be shown to an editor.
package official
