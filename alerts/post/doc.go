// Package post makes HTTP calls with the manners that every outlet needs: it gives up in time, follows no redirect, reads
// no endless answer, obeys every dialect of "slow down", and says honestly what is known of a message after a failed call,
// in the words of [alerts.Notifier]. No error of it holds an address, a header or a body, since those hold secrets.
package post
