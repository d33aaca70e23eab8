// Package cluster finds the recurring complaint that a mention belongs to, and the same for praise and suggestions.
//
// A [Book] places one post after another, as they come, and never moves one later by itself. A post is a bag of weighted
// terms; a cluster is the sum of its posts' terms, its centroid. A post joins the cluster that it is most similar to, or
// opens a new one when none is near enough (leader clustering, Hartigan 1975, with an inverted index from terms to
// clusters). Now and then clusters that came near each other become one, and the older id lives. Similarity is the cosine
// of the terms, drawn towards clusters of the same theme. What a term weighs falls with how common it is, with how seldom
// it was met and with how evenly it is spread over the themes.
//
// What many people send in the same words, but for names and numbers, is an echo: it is counted and not heard again.
//
// Everything old fades: a post weighs half after a half-life. The lightest clusters and words are forgotten, so a book's
// memory has a bound whatever it reads; what a person named, merged or split stays.
//
// People outrank the machine: a book obeys the placement that it is given, whatever it would have found itself, so
// decisions that were recorded are the same for ever, also under a later version of the method. A person's merge is a link
// between two clusters that both live on, and cutting it undoes it.
//
// The same acts in the same order give the same book, byte for byte, with any number of [Book.AppendBinary] and [Read] in
// between. A book is not safe for concurrent use.
package cluster
