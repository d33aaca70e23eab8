package report

import (
	"cmp"
	"slices"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify/cluster"
	"molva/store"
)

// Lever is something that a company can change: its product, its price, its service, or whom it speaks to.
type Lever struct {
	ID       string
	Troubles []Trouble // those of the most people first
	Wishes   []Trouble
}

// Trouble is a complaint or a wish, counted in people.
type Trouble struct {
	store.Complaint
	Told metric.Value
}

// levers are all of them, with the themes that speak of each. A theme that stands nowhere, as one of a user's own pack, speaks of
// the product.
var levers = []struct {
	id     string
	themes []string
}{
	{"product", []string{"quality", "app", "choice", "network", "account"}},
	{"price", []string{"price", "transfers"}},
	{"service", []string{"waiting", "cancelled", "lost", "support", "staff", "booking"}},
	{"audience", []string{"ads"}},
}

const (
	mostTroubles = 3 // of a lever
	enoughPeople = 2 // who must say the same before a company is told to change something
)

// leversOf sorts what people complain of and ask for by what would have to change. Levers of which nobody speaks are left out.
func leversOf(d alerts.Digest) (all []Lever) {
	var troubles []store.Complaint
	for _, c := range d.Complaints.All {
		troubles = append(troubles, c.Complaint)
	}
	for _, l := range levers {
		one := Lever{ID: l.id, Troubles: under(l.id, troubles, d), Wishes: under(l.id, d.Complaints.Wishes, d)}
		if len(one.Troubles)+len(one.Wishes) > 0 {
			all = append(all, one)
		}
	}
	return all
}

// under are those of a lever, at most mostTroubles.
func under(lever string, all []store.Complaint, d alerts.Digest) (some []Trouble) {
	for _, c := range all {
		if leverOf(c.Theme) == lever && c.People >= enoughPeople {
			some = append(some, Trouble{c, peopleOf(c, d)})
		}
	}
	slices.SortFunc(some, func(a, b Trouble) int {
		return cmp.Or(b.People-a.People, cmp.Compare(a.ID, b.ID))
	})
	return some[:min(len(some), mostTroubles)]
}

func leverOf(theme string) string {
	for _, l := range levers {
		if slices.Contains(l.themes, theme) {
			return l.id
		}
	}
	return levers[0].id
}

// peopleOf is how many people say it; the list behind the number has their copies too.
func peopleOf(c store.Complaint, d alerts.Digest) metric.Value {
	f := store.Filter{Topic: d.Topic.ID, Period: d.Period, Complaint: int64(c.ID)}
	part := c.ID.String() + "/people"
	if c.Kind == cluster.Suggestion {
		part = c.ID.String() + "/wish"
	}
	return metric.Value{Metric: "cluster_size", Topic: d.Topic.ID, Part: part, Known: true, Value: float64(c.People), Evidence: alerts.OfMentions(f)}
}
