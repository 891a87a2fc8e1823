// Package official holds the value types of official documents: calendar days,
// index numbers (索引号), document numbers (发文字号), unified numbers (统一编号)
// and credit codes. It parses, formats and compares them; it knows no site, no
// file and no rule about when one of them is required.
package official
