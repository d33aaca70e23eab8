package main

import (
	"context"
	"math"
	"time"

	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/store"
)

// complaintJSON is a complaint in the commands' output. What is unknown is absent.
type complaintJSON struct {
	ID         string       `json:"id"`
	Kind       cluster.Kind `json:"kind"`
	Theme      string       `json:"theme"`
	ThemeShare float64      `json:"theme_share"` // of its mentions that speak of the theme
	Label      string       `json:"label"`
	Named      bool         `json:"named,omitempty"` // by a person
	State      life.State   `json:"state"`
	Growth     *growthJSON  `json:"growth,omitempty"`
	Topics     []string     `json:"topics"`
	Mentions   int          `json:"mentions"`
	People     int          `json:"people"`
	Asking     int          `json:"asking"`         // of the mentions, how many ask rather than complain
	Sure       float64      `json:"sure,omitempty"` // that these few mentions are one trouble
	First      time.Time    `json:"first_seen"`
	Last       time.Time    `json:"last_seen"`
	Trend      []int        `json:"trend"` // people a day, the last 28 days, the latest last
	Terms      []phraseJSON `json:"terms"`
	New        []phraseJSON `json:"new"` // inside this complaint
	Quotes     []quoteJSON  `json:"quotes"`
	Ticket     string       `json:"ticket"`
	Fixed      *time.Time   `json:"fixed_at,omitempty"`
	Ignored    bool         `json:"ignored,omitempty"`
	Merged     []string     `json:"merged,omitempty"` // ids that stand in it
	Members    []string     `json:"members,omitempty"`
	Acts       []actJSON    `json:"acts,omitempty"`
}

// phraseJSON is words as people wrote them, and the share of the mentions that say so.
type phraseJSON struct {
	Text  string  `json:"text"`
	Share float64 `json:"share"`
}

// growthJSON compares the latest days with what is usual.
type growthJSON struct {
	Recent   float64 `json:"recent"` // people
	Expected float64 `json:"expected"`
	Days     int     `json:"days"`
	P        float64 `json:"p"`
}

type quoteJSON struct {
	Mention     string    `json:"mention"`
	Text        string    `json:"text"`
	URL         string    `json:"url"`
	PublishedAt time.Time `json:"published_at"`
}

// actJSON is one act of a person.
type actJSON struct {
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

// complaintsJSON prints a list, with the members that a filter means.
func (p *program) complaintsJSON(ctx context.Context, db *store.DB, all []store.Complaint, members *store.ComplaintFilter) error {
	list := make([]complaintJSON, len(all))
	for i, c := range all {
		list[i] = complaintOf(c)
		if members == nil {
			continue
		}
		var err error
		if list[i].Members, err = db.Members(ctx, c.ID, *members); err != nil {
			return err
		}
	}
	return printJSON(p.out, list)
}

func complaintOf(c store.Complaint) complaintJSON {
	j := complaintJSON{
		ID: c.ID.String(), Kind: c.Kind, Theme: c.Theme, ThemeShare: round(c.ThemeShare), Label: c.Label, Named: c.Named, State: c.State,
		Topics: nonNil(c.Topics), Mentions: c.Mentions, People: c.People, Asking: c.Asking, Sure: round(c.Sure),
		First: c.First.UTC(), Last: c.Last.UTC(), Trend: nonNil(c.Trend), Terms: phrasesOf(c.Terms), New: phrasesOf(c.New),
		Quotes: []quoteJSON{}, Ticket: c.Ticket, Ignored: c.Ignored,
	}
	if g := c.Growth; g.Days > 0 {
		j.Growth = &growthJSON{round(g.Recent), round(g.Expected), g.Days, g.P}
	}
	if !c.Fixed.IsZero() {
		j.Fixed = new(c.Fixed.UTC())
	}
	for _, q := range c.Quotes {
		j.Quotes = append(j.Quotes, quoteJSON{q.Mention, q.Text, q.URL, q.Published.UTC()})
	}
	for _, id := range c.Merged {
		j.Merged = append(j.Merged, id.String())
	}
	return j
}

func phrasesOf(all []store.Phrase) []phraseJSON {
	list := make([]phraseJSON, len(all))
	for i, one := range all {
		list[i] = phraseJSON{one.Text, round(one.Share)}
	}
	return list
}

func actsOf(all []store.PastAct) []actJSON {
	list := make([]actJSON, len(all))
	for i, a := range all {
		list[i] = actJSON{Act: a.Number, What: a.What, ID: a.ID.String(), Mentions: a.Mentions, Label: a.Label, Ticket: a.Ticket,
			By: a.By, At: a.When.UTC(), UndoneBy: a.UndoneBy}
		if a.Into != 0 {
			list[i].Into = a.Into.String()
		}
	}
	return list
}

// round leaves four digits of a share.
func round(share float64) float64 { return math.Round(share*1e4) / 1e4 }

// nonNil is a list that JSON writes as one, empty or not.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
