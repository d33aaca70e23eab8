// Package terms reads a text as weighted terms: what can be compared between two people who say the same thing in other
// words. A term is a stem ("hold", "возврат"), a pair of stems that stand next to each other in a clause ("hold hour"),
// or a stem under a negation ("not_answer"). Names of accounts, links, numbers, stop words, chatter and the names of the
// brand say nothing of the trouble and are no terms.
package terms
