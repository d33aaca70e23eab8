package alerts

import (
	"cmp"
	"slices"

	"molva/store"
)

// Kinds of letters that no route names.
const (
	onceKind    = "digest-once" // a digest that a person ordered
	detailsKind = "details"     // in the thread of another message: what its first page left out
	quoteKind   = "quote"       // likewise: one of its quotes
)

// rhythms are those of the kinds that are planned.
var rhythms = map[Kind]Every{
	DailyDigest: Day, WeeklyDigest: Week, DailyComplaints: Day, WeeklyComplaints: Week,
	RatioReport: Week, ServiceReport: Week,
	AnswersReport: Month, CommunitiesReport: Month, GoalsReport: Month, FunnelReport: Month,
}

// Planned lists the kinds that are planned in a rhythm.
func Planned(every Every) (all []Kind) {
	for _, k := range Kinds {
		if rhythms[k] == every {
			all = append(all, k)
		}
	}
	return all
}

// reports tells whether a kind is a report: somebody else builds those.
func (k Kind) reports() bool { return slices.Contains(Reports, k) }

// built reports whether a letter is a digest in one form or another, which is built when it is sent. Others carry what they
// say.
func built(l store.Letter) bool { return rhythms[Kind(l.Kind)] != "" || l.Kind == onceKind }

// inThread reports whether a letter holds what the first page of another one had no room for.
func inThread(l store.Letter) bool { return l.Kind == detailsKind || l.Kind == quoteKind }

// inOrder sorts letters as they go out: alerts before digests, digests by what they are about, and threads, which can wait,
// last. Those that are equal here stay in the order in which they were due and queued.
func inOrder(a, b *store.Letter) int {
	if rank(*a) == rank(*b) && built(*a) {
		return a.Period.From.Compare(b.Period.From)
	}
	return cmp.Compare(rank(*a), rank(*b))
}

func rank(l store.Letter) int {
	switch {
	case inThread(l):
		return 2
	case built(l):
		return 1
	}
	return 0
}
