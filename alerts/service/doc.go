// Package service tells how long people wait for an answer. It counts those who never got one: their waiting is known to be
// longer than so much, and a survival estimate takes that into account.
package service
