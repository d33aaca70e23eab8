// Package cluster finds the recurring complaint that a mention belongs to, and the same for praise and suggestions.
//
// A [Book] places one post after another, as they come, and never moves one later by itself. A post is a bag of weighted
// terms; a cluster is the sum of its posts' terms, its centroid. A post joins the cluster whose centroid has the highest
// cosine with it, or opens a new one when nothing is near enough (leader clustering, Hartigan 1975, with an inverted index
// from terms to clusters). Now and then clusters that came near each other become one, and the older id lives. What a
// term weighs falls with how common it is, with how seldom it was met and with how evenly it is spread over the themes.
//
// Everything old fades: a post weighs half after a half-life. The lightest clusters and words are forgotten, so a book's
// memory has a bound whatever it reads; what a person named, merged or split stays.
//
// People outrank the machine: a book obeys the placement that it is given, whatever it would have found itself, so
// decisions that were recorded are the same for ever, also under a later version of the method.
//
// The same acts in the same order give the same book, byte for byte, with any number of [Book.AppendBinary] and [Read] in
// between. A book is not safe for concurrent use.
package cluster
