// Package query reads the search index of published sites.
package query
