package watch

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/spike"
	"molva/classify/cluster"
	"molva/store"
)

// incident is one that runs, or ran, with what the watch knows of it.
type incident struct {
	store.Incident
	facts facts
	seen  bool // in this round

	author, thread *leader // that most of it comes from; nil: from many
}

func (i *incident) kind() alerts.Kind { return alerts.Kind(i.Kind) }

// name is its name for people and machines: i5.
func (i *incident) name() string { return fmt.Sprintf("i%d", i.ID) }

func (i *incident) runs() bool { return i.Closed.IsZero() }

// facts are what an incident's story is told from. Of what strangers wrote they hold the labels of complaints alone.
type facts struct {
	From      time.Time     `json:"from"`            // what it is about was published from here on
	Last      time.Time     `json:"last"`            // when it last stood out
	Sign      *spike.Sign   `json:"sign,omitempty"`  // of a spike, a drop, a tone: the one that stood out most
	Tone      *spike.Sign   `json:"tone,omitempty"`  // of a spike: the tone that rose with it
	Counts    alerts.Counts `json:"counts,omitzero"` // of what was published from From on
	Networks  []share       `json:"networks,omitempty"`
	Cause     *cause        `json:"cause,omitempty"`
	Complaint *complaint    `json:"complaint,omitempty"` // that it is about
	Sources   []source      `json:"sources,omitempty"`   // those that are silent; of others, those that were while it ran
	Deaf      []spike.Span  `json:"deaf,omitempty"`      // of silence: when no source was heard; the last To may be zero
	Ends      time.Time     `json:"ends,omitzero"`       // of credentials
	Author    *author       `json:"author,omitempty"`
	Upper     []string      `json:"upper,omitempty"` // topics above that stood out with it
	Of        int64         `json:"of,omitempty"`    // the incident whose message tells of this one too
	Muted     *muted        `json:"muted,omitempty"` // why nobody was told when it opened
	Told      told          `json:"told,omitzero"`
}

// share is a part of the mentions.
type share struct {
	Name     string `json:"name"`
	Mentions int    `json:"mentions"`
}

// complaint is what a new or returned one was when it was last looked at.
type complaint struct {
	ID       cluster.ID `json:"id"`
	Label    string     `json:"label"` // "": no name yet
	Theme    string     `json:"theme,omitempty"`
	People   int        `json:"people"`
	Mentions int        `json:"mentions"`
	Fixed    time.Time  `json:"fixed,omitzero"` // of a returned one
}

// source is one that was silent.
type source struct {
	ID    string    `json:"id"`
	Blind bool      `json:"blind,omitempty"` // it cannot be read; otherwise it answers and brings nothing
	Since time.Time `json:"since"`           // its last item, or when its trouble was first seen
	Back  time.Time `json:"back,omitzero"`   // when it was heard again
	Why   string    `json:"why,omitempty"`
}

// author is somebody who is followed by many. Who that is stands in the mentions alone, so that it goes with them.
type author struct {
	Followers int `json:"followers"`
	Mentions  int `json:"mentions"`
}

// muted is why nobody was told.
type muted struct {
	By    string    `json:"by"`
	Until time.Time `json:"until"`
}

// told is what people were last shown of it.
type told struct {
	First   int       `json:"first"`             // the revision whose letters stand for themselves; 0: nobody was told
	Outlets []string  `json:"outlets,omitempty"` // where
	Loud    time.Time `json:"loud,omitzero"`     // when people were last called for
	Size    int       `json:"size,omitempty"`    // the number that it leads with
	About   string    `json:"about,omitempty"`   // and what else
	Acked   bool      `json:"acked,omitempty"`
	Joined  string    `json:"joined,omitempty"` // what had come to it when people were last called for
}

// read takes incidents out of the store. Facts that cannot be read are as good as none.
func read(saved []store.Incident) []*incident {
	all := make([]*incident, len(saved))
	for n, s := range saved {
		all[n] = &incident{Incident: s}
		_ = json.Unmarshal(s.Facts, &all[n].facts)
	}
	return all
}

func (i *incident) pack() error {
	saved, err := json.Marshal(i.facts)
	if err != nil {
		return fmt.Errorf("write down incident %s of %s: %w", i.Kind, i.Topic, err)
	}
	i.Facts = saved
	return nil
}

// is reports whether an incident is of a kind, topic and subject.
func (i *incident) is(f finding) bool {
	return i.kind() == f.kind && i.Topic == f.topic && i.Subject == f.subject
}

// finding is something that stands out now.
type finding struct {
	kind    alerts.Kind
	topic   string
	subject string
	facts   facts
}

// find is the incident that a finding belongs to, nil when none runs.
func find(all []*incident, f finding) *incident {
	if at := slices.IndexFunc(all, func(i *incident) bool { return i.runs() && i.is(f) }); at >= 0 {
		return all[at]
	}
	return nil
}
