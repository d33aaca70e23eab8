// Package frame is what all pages share: the page around them, how they are asked for, answered and refused, and how a person's
// act on one of them is taken. A page knows its own question and template and nothing of headers, menus or languages.
//
// Pages are made on the server and need no JavaScript. They load nothing from elsewhere, and strangers' text in them is text.
package frame
