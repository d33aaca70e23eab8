// Package graph speaks to Meta's Graph API, on which Facebook, Instagram and Threads stand.
//
// The reference: https://developers.facebook.com/docs/graph-api. There is no published schema.
//
// [New] makes the client; [Pages] walks through a list; [Client.Insights] asks for figures without letting one that Meta has
// retired cost the others; [Hook] is the door of a webhook; [Client.Scopes] asks what a token may. [Round] makes figures of several
// accounts; [Place] and [Again] are how accounts with lists of posts, and threads under them, are read and looked at again.
package graph
