// Package alerts is the last room of the pipeline: when something is due, it builds, sends and remembers.
//
//	networks → ingest → classify → store → alerts → people
//
// [Build] reads a [Digest] from the store: what people think of a topic in a period, and how sure that is. [Tell] says it
// in a person's language; the terminal, Slack and the web page all render that same [Story], so they never disagree.
//
// Counts and estimates stand side by side and are never mixed up. A count is as the model, or a person, labelled the
// mentions, and equals the length of their list. Shares, ratios and changes are estimates of package quantify, which allow
// for the model's mistakes; [Foot] says on how many of people's labels they rest, and how often the model is right.
//
// Every number leads to its evidence: [Links] writes the address of a list of mentions, which says as many as the number, and
// [ParseQuery] reads it. An estimate leads to the mentions that it was made of.
//
// Complaints are counted in people. A digest names those of the most people and what became of them, announces on top what
// returned, rises or is new since the digest before, and says how many complaints nobody else shares: nothing found is not
// nothing looked at.
//
// The [Desk] is the loop. It plans each digest ahead of time in the outbox of the store, sends what is due through a
// [Notifier] and writes down what became of it, so that a crash at any moment neither loses nor silently repeats one. Alerts
// come to it as letters that carry their story. What the first page of a message has no room for stands in its thread, as it
// was when the page was posted; an edit replaces what stands, or what was about to be sent; and what could not be sent in time
// becomes one line of the next message. Outlets that share a channel share a lane and its pace, and lanes do not wait for each
// other.
package alerts
