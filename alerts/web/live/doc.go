// Package live tells the pages that are open somewhere when what they show has changed, by server-sent events. The events carry
// no content: a page asks for itself again, so that there is one way in which anything is shown.
package live
