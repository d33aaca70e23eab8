package cluster

// Placement is where a mention belongs.
type Placement struct {
	ID         ID      // 0 for a new cluster, until its owner gives it an id
	New        bool    // nothing like it is there
	Similarity float64 // cosine with what was there; 0 for a new one, and where nobody looked
	Echo       bool    // it repeats a template that the cluster has heard: its author counts, its text does not
}

// Merge is two clusters that became one: From is known as Into from now on.
type Merge struct{ Into, From ID }
