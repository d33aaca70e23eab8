package naming

import "time"

// Text is one mention of a complaint as naming reads it.
type Text struct {
	Mention    int64
	Title      string
	Text       string
	Lang       string    // as detected: ru, en, other, unknown
	Author     uint64    // a hash, the same for the same person
	At         time.Time // when it was published
	Similarity float64   // with its complaint's centroid as it stands now
	Counted    bool      // false for a copy and an echo: its author may be quoted, its words give no coverage
}

// Phrase is words as people wrote them and the share of the texts that say so, in whatever order and inflection.
type Phrase struct {
	Text  string
	Share float64
}

// Label is a complaint's name.
type Label struct {
	Text    string   // the phrases joined; "reason not given" when the texts share nothing but a feeling
	Phrases []Phrase // at most three, the telling one first; none when no reason is given
	Lang    string   // ru or en
}
