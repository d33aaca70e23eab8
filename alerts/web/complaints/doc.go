// Package complaints is the working list of support: what recurs, what it is about and where it is going, and what people
// do about it. Every act is done by the store, can be undone, and is refused when somebody else acted meanwhile.
package complaints
