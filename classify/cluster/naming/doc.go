// Package naming says what a complaint is about in words that people wrote.
package naming
