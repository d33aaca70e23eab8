// Package people has the pages on who may do what: the people who sign in, the tokens of programs, the links that pages are shared
// by, and the log of what everybody did. What is secret among it is shown once, as the answer to the form that made it.
package people
