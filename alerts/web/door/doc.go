// Package door decides who comes in. Where a token is set, it is asked for: people give it once on a page and get a session,
// scripts send it with every request. Where none is set the pages are served to this machine alone, and the door sees to it
// that nobody's browser is led there under another name.
package door
