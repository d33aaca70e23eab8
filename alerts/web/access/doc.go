// Package access says who asks, and what they may see and do. The door finds out who somebody is and writes it into the context of
// the request; whatever answers looks there. Where nothing is written nobody asks, and nobody may do anything.
package access
