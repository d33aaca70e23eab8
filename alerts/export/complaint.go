package export

import (
	"math"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/classify/cluster/likeness"
	"molva/store"
)

// Complaint is a complaint, a praise or a suggestion that recurs. What is unknown is absent.
type Complaint struct {
	ID         string       `json:"id"`
	Kind       cluster.Kind `json:"kind"`
	Theme      string       `json:"theme"`
	ThemeShare float64      `json:"theme_share"` // of its mentions that speak of the theme
	Label      string       `json:"label"`
	Named      bool         `json:"named,omitempty"` // by a person
	State      life.State   `json:"state"`
	Growth     *Growth      `json:"growth,omitempty"`
	Topics     []string     `json:"topics"`
	Mentions   int          `json:"mentions"`
	People     int          `json:"people"`
	Asking     int          `json:"asking"`         // of the mentions, how many ask rather than complain
	Sure       float64      `json:"sure,omitempty"` // that these few mentions are one trouble
	First      time.Time    `json:"first_seen"`
	Last       time.Time    `json:"last_seen"`
	Trend      []int        `json:"trend"` // people a day, the last 28 days, the latest last
	Terms      []Phrase     `json:"terms"`
	New        []Phrase     `json:"new"` // inside this complaint
	Quotes     []Quote      `json:"quotes"`
	Ticket     string       `json:"ticket"`
	Fixed      *time.Time   `json:"fixed_at,omitempty"`
	Ignored    bool         `json:"ignored,omitempty"`
	Merged     []string     `json:"merged,omitempty"` // ids that stand in it
	Members    []string     `json:"members,omitempty"`
	Acts       []Act        `json:"acts,omitempty"`
}

// Phrase is words as people wrote them, and the share of the mentions that say so.
type Phrase struct {
	Text  string  `json:"text"`
	Share float64 `json:"share"`
}

// Growth compares the latest days with what is usual.
type Growth struct {
	Recent   float64 `json:"recent"` // people
	Expected float64 `json:"expected"`
	Days     int     `json:"days"`
	P        float64 `json:"p"`
}

// Quote is what somebody said of it.
type Quote struct {
	Mention     string    `json:"mention"`
	Text        string    `json:"text"`
	URL         string    `json:"url"`
	PublishedAt time.Time `json:"published_at"`
}

// Act is one act of a person.
type Act struct {
	Act      int64      `json:"act"`
	What     store.Deed `json:"what"`
	ID       string     `json:"id"`
	Into     string     `json:"into,omitempty"`
	Mentions []string   `json:"mentions,omitempty"`
	Label    string     `json:"label,omitempty"`
	Ticket   string     `json:"ticket,omitempty"`
	By       string     `json:"by"`
	At       time.Time  `json:"at"`
	UndoneBy string     `json:"undone_by,omitempty"`
}

// OfComplaint is a complaint as it leaves, without members and acts.
func OfComplaint(c store.Complaint) Complaint {
	j := Complaint{
		ID: c.ID.String(), Kind: c.Kind, Theme: c.Theme, ThemeShare: round(c.ThemeShare), Label: c.Label, Named: c.Named, State: c.State,
		Topics: orNone(c.Topics), Mentions: c.Mentions, People: c.People, Asking: c.Asking, Sure: round(c.Sure),
		First: c.First.UTC(), Last: c.Last.UTC(), Trend: orNone(c.Trend), Terms: phrases(c.Terms), New: phrases(c.New),
		Quotes: []Quote{}, Ticket: c.Ticket, Ignored: c.Ignored, Fixed: known(c.Fixed),
	}
	if g := c.Growth; g.Days > 0 {
		j.Growth = &Growth{round(g.Recent), round(g.Expected), g.Days, g.P}
	}
	for _, q := range c.Quotes {
		j.Quotes = append(j.Quotes, Quote{q.Mention, q.Text, q.URL, q.Published.UTC()})
	}
	for _, id := range c.Merged {
		j.Merged = append(j.Merged, id.String())
	}
	return j
}

func phrases(all []store.Phrase) []Phrase {
	list := make([]Phrase, len(all))
	for i, one := range all {
		list[i] = Phrase{one.Text, round(one.Share)}
	}
	return list
}

// OfActs are acts as they leave, the oldest first.
func OfActs(all []store.PastAct) []Act {
	list := make([]Act, len(all))
	for i, a := range all {
		list[i] = Act{Act: a.Number, What: a.What, ID: a.ID.String(), Mentions: a.Mentions, Label: a.Label, Ticket: a.Ticket,
			By: a.By, At: a.When.UTC(), UndoneBy: a.UndoneBy}
		if a.Into != 0 {
			list[i].Into = a.Into.String()
		}
	}
	return list
}

// Why is why a mention is where it is. The shares of the terms sum to the similarity.
type Why struct {
	Mention    string       `json:"mention"`
	Complaint  string       `json:"complaint"`
	Cluster    string       `json:"cluster"` // whose words are compared; it may have been merged into the complaint
	Kind       cluster.Kind `json:"kind"`
	Similarity float64      `json:"similarity"` // with the cluster as it is now
	Threshold  float64      `json:"threshold"`
	Came       float64      `json:"similarity_when_it_came"` // 0: it was the first
	Terms      []Phrase     `json:"terms"`
	Echo       bool         `json:"echo,omitempty"`   // it repeats a template
	Agrees     bool         `json:"agrees,omitempty"` // it only agrees with another mention
	Copy       bool         `json:"copy,omitempty"`   // of another mention
	Pinned     bool         `json:"pinned,omitempty"` // a person put it there
}

// OfWhy is the reason as it leaves.
func OfWhy(mention string, w store.MentionWhy) Why {
	j := Why{Mention: mention, Complaint: w.Root.String(), Cluster: w.ID.String(), Kind: w.Kind, Similarity: w.Similarity,
		Threshold: w.Threshold, Came: w.Came, Terms: []Phrase{}, Echo: w.Echo, Agrees: w.Agrees, Copy: w.Copy, Pinned: w.Pinned}
	for _, t := range w.Terms {
		j.Terms = append(j.Terms, Phrase{t.Text, t.Share})
	}
	return j
}

// Suggestion is two complaints that may be one.
type Suggestion struct {
	A      string       `json:"a"`
	B      string       `json:"b"`
	Labels [2]string    `json:"labels"`
	Score  float64      `json:"score"` // how probable it is that a person agrees
	Way    likeness.Way `json:"way"`
	Shared []Phrase     `json:"shared"` // what made them alike
	Theme  string       `json:"theme,omitempty"`
}

// OfSuggestions are suggestions as they leave, with the names of the complaints.
func OfSuggestions(all []likeness.Suggestion, names map[cluster.ID]string) []Suggestion {
	list := make([]Suggestion, len(all))
	for i, s := range all {
		list[i] = Suggestion{s.A.String(), s.B.String(), [2]string{names[s.A], names[s.B]}, round(s.Score), s.Reason.Way, []Phrase{}, s.Reason.Theme}
		for _, t := range s.Reason.Shared {
			list[i].Shared = append(list[i].Shared, Phrase{t.Text, round(t.Share)})
		}
	}
	return list
}

// round leaves four digits of a share.
func round(share float64) float64 { return math.Round(share*1e4) / 1e4 }

// orNone is a list that JSON writes as one, empty or not.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// known is a moment, or null where there is none.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
