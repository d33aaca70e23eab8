// Package accuracy shows how right the model is, by what the team itself said of a random sample, and takes what it says: one
// mention at a time, by keyboard, without showing what the model thinks.
package accuracy
