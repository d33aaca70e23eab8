// Package concept knows about four hundred things that people complain of, each by the words of both languages: "refund",
// "money back", "возврат" and "верните деньги" are one. It joins what no statistics of a stream can join, since Russian and
// English complaints share no words.
//
// The lexicon is our own writing. It is made to discriminate: two troubles are never one concept, so what a lexicon of
// topics would put together ("late", "lost" and "damaged" under delivery) stands apart here.
package concept
