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
	Before int                   // people in the period before; of a wish nobody counts them
	Quote  *store.ComplaintQuote // said in the period; nil: nobody is quoted
	Told   metric.Value
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
	mostProblems = 5
	mostTroubles = 3 // of a lever
	enoughPeople = 2 // who must say the same before a company is told to change something
)

// problemsOf are the complaints of the most people.
func problemsOf(d alerts.Digest) []Trouble {
	return foremost(complaintsOf(d), mostProblems)
}

// complaintsOf are those that several people tell of in the period.
func complaintsOf(d alerts.Digest) (all []Trouble) {
	for _, c := range d.Complaints.All {
		if c.People >= enoughPeople {
			all = append(all, Trouble{Complaint: c.Complaint, Before: c.Before, Quote: quoteOf(c, d), Told: peopleOf(c.Complaint, d)})
		}
	}
	return all
}

func wishesOf(d alerts.Digest) (all []Trouble) {
	for _, c := range d.Complaints.Wishes {
		if c.People >= enoughPeople {
			all = append(all, Trouble{Complaint: c, Quote: quoteOf(alerts.Complaint{Complaint: c}, d), Told: peopleOf(c, d)})
		}
	}
	return all
}

// quoteOf is what the digest quotes, or else the first of its own quotes that was said in the period.
func quoteOf(c alerts.Complaint, d alerts.Digest) *store.ComplaintQuote {
	if q := c.Quote; q != nil {
		return &store.ComplaintQuote{Mention: q.ID, Text: q.Text, URL: q.URL, Network: q.Network, Published: q.Published}
	}
	for _, q := range c.Quotes {
		if d.Period.Holds(q.Published) {
			return &q
		}
	}
	return nil
}

// foremost are those of the most people, at most so many.
func foremost(all []Trouble, most int) []Trouble {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b Trouble) int {
		return cmp.Or(b.People-a.People, b.Mentions-a.Mentions, cmp.Compare(a.ID, b.ID))
	})
	return sorted[:min(len(sorted), most)]
}

// leversOf sorts what people complain of and ask for by what would have to change. Levers of which nobody speaks are left out.
func leversOf(d alerts.Digest) (all []Lever) {
	troubles, wishes := complaintsOf(d), wishesOf(d)
	for _, l := range levers {
		one := Lever{ID: l.id, Troubles: under(l.id, troubles), Wishes: under(l.id, wishes)}
		if len(one.Troubles)+len(one.Wishes) > 0 {
			all = append(all, one)
		}
	}
	return all
}

// under are those of a lever, at most mostTroubles.
func under(lever string, all []Trouble) []Trouble {
	return foremost(slices.DeleteFunc(slices.Clone(all), func(t Trouble) bool { return leverOf(t.Theme) != lever }), mostTroubles)
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
	return metric.Value{Metric: "cluster_size", Topic: d.Topic.ID, Part: part, Called: metric.Text{EN: c.Label, RU: c.Label}, Period: d.Period, Known: true,
		Value: float64(c.People), Evidence: alerts.OfMentions(f)}
}
