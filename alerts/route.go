package alerts

import (
	"slices"

	"molva/classify"
)

// Route says what an outlet is sent. An empty list leaves that side open; each route is complete in itself.
type Route struct {
	Kinds     []Kind
	Topics    []string             // ids; none: our own roots
	Themes    []string             // of complaints
	Sentiment []classify.Sentiment // of what an alert is about, and of the quotes
}

// Kind is a kind of message that people can have or do without.
type Kind string

// The kinds.
const (
	DailyDigest       Kind = "digest-day"
	WeeklyDigest      Kind = "digest-week"
	DailyComplaints   Kind = "complaints-day" // only the complaints of a digest
	WeeklyComplaints  Kind = "complaints-week"
	Spike             Kind = "spike"              // far more mentions than usual
	ToneSpike         Kind = "tone"               // a far greater part of them negative than usual
	Drop              Kind = "drop"               // far fewer mentions than usual
	NewComplaint      Kind = "new-complaint"      // several people tell of a trouble that was not known
	ReturnedComplaint Kind = "returned-complaint" // one that was marked as fixed
	Silence           Kind = "silence"            // a source brings nothing for longer than usual, or cannot be read
	Expiring          Kind = "expiring"           // the credentials of a source end soon
	Influencer        Kind = "influencer"         // somebody with many followers wrote
	RatioReport       Kind = "report-ratio"       // weekly
	ServiceReport     Kind = "report-service"     // weekly
	AnswersReport     Kind = "report-answers"     // monthly, as those below
	CommunitiesReport Kind = "report-communities"
	GoalsReport       Kind = "report-goals"
	FunnelReport      Kind = "report-funnel"
	ComplaintState    Kind = "complaint-state" // a complaint changed its state: for programs, which name it; people read the digest
)

// Urgent lists those that do not wait for a digest.
var Urgent = []Kind{Spike, ToneSpike, Drop, NewComplaint, ReturnedComplaint, Silence, Expiring, Influencer}

// Reports lists those that are reports. Only a route that names one gets it.
var Reports = []Kind{RatioReport, ServiceReport, AnswersReport, CommunitiesReport, GoalsReport, FunnelReport}

// Kinds lists all of them.
var Kinds = slices.Concat([]Kind{DailyDigest, WeeklyDigest, DailyComplaints, WeeklyComplaints}, Reports, Urgent)

// usual are the kinds of a route that names none: the digests and what is urgent. The complaints alone are in the digest too.
var usual = slices.Concat([]Kind{DailyDigest, WeeklyDigest}, Urgent)

// Takes reports whether messages of a kind go this way.
func (r Route) Takes(k Kind) bool {
	if len(r.Kinds) == 0 {
		return slices.Contains(usual, k)
	}
	return slices.Contains(r.Kinds, k)
}
