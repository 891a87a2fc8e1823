package hosting

import (
	"maps"
	"slices"
	"strings"
)

// contentTypes are the types of files by their extensions, after the registry of media types
// (IANA) where they are in it; OFD is that of GB/T 33190. All text of mulu's is UTF-8.
var contentTypes = func() map[string]string {
	const office = "application/vnd.openxmlformats-officedocument."
	m := map[string]string{
		"avif": "image/avif", "bmp": "image/bmp", "gif": "image/gif", "ico": "image/x-icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
		"png": "image/png", "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp",
		"mp3": "audio/mpeg", "wav": "audio/wav", "mp4": "video/mp4", "webm": "video/webm",
		"otf": "font/otf", "ttf": "font/ttf", "woff": "font/woff", "woff2": "font/woff2",
		"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
		"docx": office + "wordprocessingml.document", "xlsx": office + "spreadsheetml.sheet", "pptx": office + "presentationml.presentation",
		"odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet", "odp": "application/vnd.oasis.opendocument.presentation",
		"pdf": "application/pdf", "ofd": "application/ofd", "rtf": "application/rtf", "epub": "application/epub+zip",
		"zip": "application/zip", "rar": "application/vnd.rar", "7z": "application/x-7z-compressed", "gz": "application/gzip", "tar": "application/x-tar",
	}
	for ext, kind := range map[string]string{
		"html": "text/html", "htm": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript",
		"txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "ics": "text/calendar", "ttl": "text/turtle", "vtt": "text/vtt",
		"json": "application/json", "jsonl": "application/x-ndjson", "jsonld": "application/ld+json", "xml": "application/xml",
	} {
		m[ext] = kind + utf8
	}
	return m
}()

const utf8 = "; charset=utf-8"

// plainType is a type without its charset, which some servers are told apart.
func plainType(t string) (kind string, text bool) { return strings.CutSuffix(t, utf8) }

// kinds gives the types in order, each with its extensions.
func kinds() (types []string, extensions map[string][]string) {
	extensions = map[string][]string{}
	for _, ext := range slices.Sorted(maps.Keys(contentTypes)) {
		extensions[contentTypes[ext]] = append(extensions[contentTypes[ext]], ext)
	}
	return slices.Sorted(maps.Keys(extensions)), extensions
}
