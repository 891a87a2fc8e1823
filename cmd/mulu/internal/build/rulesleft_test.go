package build_test

// withoutExample are rules whose examples are still to be written.
var (
	withoutExample = []string{
		"address-clash", "alias-invalid", "asset-error", "attachment-damaged", "attachment-encrypted",
		"attachment-no-text", "attachment-outside", "attachment-too-long", "attachment-type", "attachment-unreadable-text",
		"attachment-wrong-type", "body-internal", "body-too-large", "body-unwritten", "category-unknown",
		"config-bad-value", "config-duplicate", "config-key-unknown", "config-missing", "config-missing-value", "config-unknown-parent",
		"config-value-type", "content-missing", "credit-code-check", "data-control-character", "data-encoding", "data-too-big",
		"data-too-deep", "data-too-many-keys", "date-invalid", "date-with-time", "disclosure-missing", "doc-number-form",
		"document-file-name", "field-duplicate", "field-missing", "file-bidi-control", "file-control-character", "file-encoding",
		"file-link", "file-name", "file-name-clash", "file-special", "file-too-large", "file-unreadable", "footnote-unknown",
		"footnote-unused", "front-matter-missing", "front-matter-unclosed", "html-not-allowed", "html-unbalanced",
		"image-alt", "image-remote", "index-number-address", "index-number-duplicate", "index-number-form", "index-number-missing",
		"issuer-former-name", "issuer-unknown", "key-duplicate", "key-unknown", "label-ambiguous", "layout-ignored",
		"link-broken", "link-empty", "link-file-type", "link-fragment-unknown", "link-not-public", "link-scheme", "markdown-lookalike",
		"page-duplicate", "page-name", "paragraph-merged", "profile-unknown-field",
		"site-id-code", "static-name", "static-reserved",
		"static-withheld", "table-extra-cells", "template-error", "toml-syntax", "unified-number-duplicate", "unified-number-form",
		"unified-number-missing", "unified-number-unexpected", "url-invalid",
		"value-type", "value-unknown", "yaml-syntax", "yaml-unsupported",
	}
)
