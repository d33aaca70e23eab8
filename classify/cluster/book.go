package cluster

// Placement is where a mention belongs.
type Placement struct {
	ID         ID
	New        bool    // nothing like it is there: ID is the next free one
	Similarity float64 // cosine with what was there, 0 for a new one
	Echo       bool    // it repeats a template that the cluster has heard: its author counts, its text does not
}

// Merge is two clusters that became one: From is known as Into from now on.
type Merge struct{ Into, From ID }
