package cluster

import "time"

// Settings are the numbers of the method. Zero stands for the default of each.
type Settings struct {
	Threshold float64       // least cosine of a post with the centroid that it joins
	MergeAt   float64       // least cosine of two centroids that become one
	Rare      float64       // a term in one of so many posts is as rare as can be
	Support   float64       // a term that was met this often weighs half of what its rarity says
	Before    float64       // posts that the warm start counts for; negative: none
	Floor     float64       // what a term keeps of its weight that is spread evenly over the themes
	Unknown   float64       // the same for a term that was met too seldom to tell
	Theme     float64       // what a common theme is worth beside the words, which are worth 1; negative: nothing
	Size      float64       // what twice as many posts are worth where several clusters are similar enough; negative: nothing
	HalfLife  time.Duration // after which a post counts half
	Live      int           // clusters in memory, those that a person keeps not counted
	Terms     int           // of a centroid, after a trim; it grows to twice as many before the next
	Loose     int           // terms in memory that no centroid has
	Postings  int           // entries of the index that one look-up may visit
	Near      int           // clusters of a look-up that are compared exactly
	Round     int           // posts between two rounds of merging
	Templates int           // texts that a cluster remembers to know an echo by
	EchoTerms int           // least words of an echo
	EchoAt    float64       // least Jaccard index of two texts of which one is an echo
}

// usual are the settings chosen on airline complaints and support intents; FIGURES.md has what was tried.
var usual = Settings{
	Threshold: 0.40,
	MergeAt:   0.50,
	Rare:      100,
	Support:   2,
	Before:    100,
	Floor:     0.2,
	Unknown:   0.5,
	Theme:     0.6,
	Size:      0.03,
	HalfLife:  30 * 24 * time.Hour,
	Live:      4000,
	Terms:     96,
	Loose:     1 << 16,
	Postings:  3000,
	Near:      48,
	Round:     250,
	Templates: 6,
	EchoTerms: 6,
	EchoAt:    0.7,
}

// orUsual fills in the defaults.
func (s Settings) orUsual() Settings {
	fill(&s.Threshold, usual.Threshold)
	fill(&s.MergeAt, usual.MergeAt)
	fill(&s.Rare, usual.Rare)
	fill(&s.Support, usual.Support)
	if s.Before == 0 {
		s.Before = usual.Before
	}
	s.Before = max(0, s.Before)
	fill(&s.Floor, usual.Floor)
	fill(&s.Unknown, usual.Unknown)
	s.Theme = orNothing(s.Theme, usual.Theme)
	s.Size = orNothing(s.Size, usual.Size)
	fill(&s.HalfLife, usual.HalfLife)
	fill(&s.Live, usual.Live)
	fill(&s.Terms, usual.Terms)
	fill(&s.Loose, usual.Loose)
	fill(&s.Postings, usual.Postings)
	fill(&s.Near, usual.Near)
	fill(&s.Round, usual.Round)
	fill(&s.Templates, usual.Templates)
	fill(&s.EchoTerms, usual.EchoTerms)
	fill(&s.EchoAt, usual.EchoAt)
	return s
}

func fill[T int | float64 | time.Duration](have *T, usual T) {
	if *have <= 0 {
		*have = usual
	}
}

// orNothing is for what can be left out.
func orNothing(have, usual float64) float64 {
	if have == 0 {
		return usual
	}
	return max(0, have)
}
