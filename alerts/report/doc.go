// Package report builds the reports beside the digest. A builder knows no format; text, JSON, Markdown, HTML and CSV
// render what it built.
package report
