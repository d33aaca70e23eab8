package api

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"molva/alerts/export"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// Complaint is one that recurs, with what was done to it.
type Complaint struct {
	export.Complaint
	Seen string `json:"seen"` // of what was done to it: an act says it again
}

// Course is how often something was said over time, the oldest first.
type Course struct {
	ID    string `json:"id"`
	Step  string `json:"step"`
	Steps []Step `json:"steps"`
}

// Step is some days of a course, by UTC.
type Step struct {
	From     string `json:"from"` // its first day
	Mentions int    `json:"mentions"`
	People   int    `json:"people"`
}

// How far a course goes back.
const (
	courseDays  = 28
	courseWeeks = 26
)

func (a *API) complaints() []operation {
	return []operation{
		read("/complaints", "complaints", "What recurs, by its id, the oldest first", (*call).complaints).costs(3).with(append([]parameter{
			ofTopic, choice("kind", "complaints, praise or suggestions; absent: all", texts(cluster.Kinds[:])...), choice("state", "how it goes", texts(states)...),
			text("theme", "id of a theme"), text("search", "in its label"), flag("all", "also what is ignored, and what only one person said"),
			moment("since", "with mentions published then or later, which are counted"), moment("until", "with mentions published before"),
		}, paging()...)...),
		read("/complaints/suggestions", "complaint.suggestions", "Pairs that may be one", (*call).suggestions).with(ofTopic).costs(10),
		read("/complaints/{complaint}", "complaint", "One complaint; a merged id leads to what it stands in", (*call).one),
		read("/complaints/{complaint}/members", "complaint.members", "The mentions that stand in it, the newest first", (*call).members).with(paging()...).costs(2),
		read("/complaints/{complaint}/course", "complaint.course", "How often it was said over time", (*call).course).with(choice("step", "day: the last 28 days; week, or absent: the last 26 weeks", "day", "week")),
	}
}

func (c *call) complaints() (p Page[export.Complaint], err error) {
	f := store.ComplaintFilter{Topic: c.text("topic"), Kind: cluster.Kind(c.text("kind")), All: c.text("all") == "true", Period: store.Period{From: c.moment("since"), To: c.moment("until")}}
	all, err := c.site.DB.Complaints(c.Context(), f)
	if err != nil {
		return p, err
	}
	all = slices.DeleteFunc(all, func(one store.Complaint) bool { return !c.wanted(one) })
	slices.SortFunc(all, func(a, b store.Complaint) int { return cmp.Compare(a.ID, b.ID) })
	return page(c, all, func(one store.Complaint) int64 { return int64(one.ID) }, export.OfComplaint)
}

// wanted reports whether a complaint is what is asked for beside what the store knows.
func (c *call) wanted(one store.Complaint) bool {
	state, theme := life.State(c.text("state")), c.text("theme")
	return (state == "" || one.State == state) && (theme == "" || one.Theme == theme) && strings.Contains(strings.ToLower(one.Label), strings.ToLower(c.text("search")))
}

func (c *call) suggestions() (l List[export.Suggestion], err error) {
	all, err := c.site.DB.Suggestions(c.Context(), c.text("topic"))
	if err != nil {
		return l, err
	}
	known, err := c.site.DB.Complaints(c.Context(), store.ComplaintFilter{Topic: c.text("topic")})
	names := map[cluster.ID]string{}
	for _, one := range known {
		names[one.ID] = one.Label
	}
	return List[export.Suggestion]{export.OfSuggestions(all, names)}, err
}

func (c *call) one() (Complaint, error) {
	id, err := c.complaint()
	if err != nil {
		return Complaint{}, err
	}
	return c.told(id)
}

// told is a complaint with what was done to it.
func (c *call) told(id cluster.ID) (made Complaint, err error) {
	one, err := c.site.DB.Complaint(c.Context(), id)
	if err != nil {
		return made, err
	}
	acts, err := c.site.DB.Acts(c.Context(), one.ID)
	made = Complaint{export.OfComplaint(one), store.Mark(acts)}
	made.Acts = export.OfActs(acts)
	return made, err
}

func (c *call) members() (p Page[Mention], err error) {
	id, err := c.complaint()
	if err != nil {
		return p, err
	}
	one, err := c.site.DB.Complaint(c.Context(), id)
	if err != nil {
		return p, err
	}
	return c.some(store.Filter{Complaint: int64(one.ID), Counted: new(true)})
}

func (c *call) course() (made Course, err error) {
	id, err := c.complaint()
	if err != nil {
		return made, err
	}
	one, err := c.site.DB.Complaint(c.Context(), id)
	if err != nil {
		return made, err
	}
	step, days, n := cmp.Or(c.text("step"), "week"), 7, courseWeeks
	if step == "day" {
		days, n = 1, courseDays
	}
	told, err := c.site.DB.Courses(c.Context(), []cluster.ID{one.ID}, "", c.site.Now(), days, n)
	made = Course{one.ID.String(), step, make([]Step, n)}
	first := c.site.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-days*n)
	for i := range made.Steps {
		made.Steps[i].From = first.AddDate(0, 0, i*days).Format(time.DateOnly)
		if all := told[one.ID]; all != nil {
			made.Steps[i].Mentions, made.Steps[i].People = all[i].Mentions, all[i].People
		}
	}
	return made, err
}
