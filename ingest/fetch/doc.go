// Package fetch is how sources reach the web: a client with manners towards the servers that it asks and with a guard
// towards the machine that it runs on.
//
// Manners: it says who it is, paces its requests to each host, and leaves a host alone for as long as the host asked.
// Guard: it dials public addresses on the web's two ports and nothing else, whatever a link, a redirect or a name
// server says, except for what the operator lists in Options.Allow; and it reads no more than it was told to.
//
// [New] makes the client; [Get] asks one question with it and turns the answer's status into the errors that a worker
// understands. The error of a bare client.Do holds the whole URL, tokens and all: pass it through [Scrub].
package fetch
