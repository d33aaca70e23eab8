package cluster

// Kind is what the mentions of a cluster have in common before any words: trouble, praise or a wish.
type Kind string

// The kinds.
const (
	Complaint  Kind = "complaint"  // what people suffer from, and what they ask the company to help with
	Praise     Kind = "praise"     // what they like
	Suggestion Kind = "suggestion" // what they ask for
)

// Kinds lists all three.
var Kinds = [3]Kind{Complaint, Praise, Suggestion}
