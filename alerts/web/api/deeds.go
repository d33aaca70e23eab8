package api

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/store"
)

// Simple is an act that says nothing but what was seen.
type Simple struct {
	Seen string `json:"seen" pattern:"^[0-9]+\\.[0-9]+$" about:"seen of the complaint, as it was read"`
}

// Renaming gives a name.
type Renaming struct {
	Simple
	Label string `json:"label" most:"150" about:"empty: the program's own name again"`
}

// Pairing is of two.
type Pairing struct {
	Simple
	Other string `json:"other" pattern:"^c[1-9][0-9]{0,17}$" about:"id of the other complaint, such as c12"`
}

// Splitting takes mentions out.
type Splitting struct {
	Simple
	Mentions []string `json:"mentions" least:"1" most:"1000" about:"ids of those that become a complaint of their own"`
}

// Parting takes out what was merged by itself.
type Parting struct {
	Simple
	Part string `json:"part" pattern:"^c[1-9][0-9]{0,17}$" about:"one of merged, such as c12"`
}

// Moving puts one mention elsewhere.
type Moving struct {
	Simple
	Mention string `json:"mention" least:"1" most:"1000"`
	Into    string `json:"into,omitempty" pattern:"^c[1-9][0-9]{0,17}$" about:"id of a complaint, such as c12; absent: one of its own"`
}

// Fixing says that the trouble is gone.
type Fixing struct {
	Simple
	Ticket string    `json:"ticket,omitempty" most:"300" about:"address where the work on it can be read"`
	Since  time.Time `json:"since,omitzero" about:"absent: since now"`
}

// Acted is what became of an act.
type Acted struct {
	Act  int64  `json:"act,omitempty"` // its number among the acts; absent: nothing had to change
	ID   string `json:"id"`            // what it was done to, or what it made
	Seen string `json:"seen"`          // what is seen of that now
}

// deeds are the acts on complaints. Each is refused with 409 when somebody has acted on the complaint since it was read.
func (a *API) deeds() []operation {
	at := func(name string) string { return "/complaints/{complaint}/" + name }
	return []operation{
		act("POST", at("rename"), "complaint.rename", "Name it", deed(func(c *call, on cluster.ID, b Renaming) (store.Act, string, error) {
			return store.Act{What: store.Renamed, ID: on, Label: strings.TrimSpace(alerts.Inert(b.Label))}, b.Seen, nil
		})),
		act("POST", at("merge"), "complaint.merge", "Make it one with another; the older id stays", deed(pairing(store.Merged))),
		act("POST", at("refuse"), "complaint.refuse", "Say that it and another are two things", deed(pairing(store.Refused))),
		act("POST", at("split"), "complaint.split", "Make a complaint of its own of some of its mentions", deed(func(c *call, on cluster.ID, b Splitting) (store.Act, string, error) {
			return store.Act{What: store.Split, ID: on, Mentions: b.Mentions}, b.Seen, nil
		})),
		act("POST", at("part"), "complaint.part", "Take out again what was merged by itself", deed(func(c *call, on cluster.ID, b Parting) (store.Act, string, error) {
			id, err := idOf("part", b.Part)
			return store.Act{What: store.Split, ID: id}, b.Seen, err
		})),
		act("POST", at("move"), "complaint.move", "Put one mention into another complaint, for good", deed(moving)),
		act("POST", at("fixed"), "complaint.fixed", "The trouble is gone; when enough people speak of it again, it returns", deed(fixing)),
		act("POST", at("reopen"), "complaint.reopen", "Neither fixed nor ignored any longer", deed(simply(store.Reopened))),
		act("POST", at("ignore"), "complaint.ignore", "Go on collecting, and neither list nor announce it", deed(simply(store.Ignored))),
		act("POST", at("undo"), "complaint.undo", "Take the last act on it back", deed(simply(store.Undone))),
	}
}

// deed does what a body says to the complaint of the path.
func deed[B any](read func(*call, cluster.ID, B) (store.Act, string, error)) func(*call, B) (Acted, frame.Done, error) {
	return func(c *call, b B) (made Acted, done frame.Done, err error) {
		id, err := c.complaint()
		if err != nil {
			return made, done, err
		}
		on, err := c.site.DB.Complaint(c.Context(), id)
		if err != nil {
			return made, done, err
		}
		a, seen, err := read(c, on.ID, b)
		if err != nil {
			return made, done, err
		}
		a.By, a.Seen = c.by(), &store.Seen{Of: on.ID, Mark: seen}
		return c.doing(on, a)
	}
}

// doing does an act, and says what is seen now.
func (c *call) doing(on store.Complaint, a store.Act) (made Acted, done frame.Done, err error) {
	became, err := c.perform(a)
	if err != nil {
		return made, done, err
	}
	if became.Act != 0 {
		done = frame.Done{On: on.ID.String(), Detail: map[string]string{"act": strconv.FormatInt(became.Act, 10), "became": became.ID.String()}}
	}
	now, err := c.told(became.ID)
	return Acted{became.Act, became.ID.String(), now.Seen}, done, err
}

// perform does an act, and looks after what it changed. What the database refuses is for the asker to know: it is about what is
// there, and nothing was done.
func (c *call) perform(a store.Act) (store.Done, error) {
	done, err := c.site.DB.Act(c.Context(), a)
	if err == nil {
		return done, c.site.DB.Tend(c.Context())
	}
	if c.Context().Err() != nil || slices.ContainsFunc(toldOtherwise, func(e error) bool { return errors.Is(err, e) }) {
		return done, err
	}
	c.site.Log.Warn("act on a complaint refused", "complaint", a.ID.String(), "err", err)
	return done, problem(http.StatusConflict, "%v; nothing was done", err)
}

// toldOtherwise are the errors of an act that are told otherwise.
var toldOtherwise = []error{store.ErrUnknownComplaint, store.ErrUnknownMention, store.ErrBeyond, store.ErrChanged, store.ErrReadOnly}

func simply(what store.Deed) func(*call, cluster.ID, Simple) (store.Act, string, error) {
	return func(_ *call, on cluster.ID, b Simple) (store.Act, string, error) {
		return store.Act{What: what, ID: on}, b.Seen, nil
	}
}

// pairing leaves the older id standing.
func pairing(what store.Deed) func(*call, cluster.ID, Pairing) (store.Act, string, error) {
	return func(c *call, on cluster.ID, b Pairing) (store.Act, string, error) {
		id, err := idOf("other", b.Other)
		if err != nil {
			return store.Act{}, "", err
		}
		return store.Act{What: what, ID: max(on, id), Into: min(on, id)}, b.Seen, nil
	}
}

func moving(c *call, on cluster.ID, b Moving) (store.Act, string, error) {
	a := store.Act{What: store.Moved, ID: on, Mentions: []string{b.Mention}}
	err := c.stored(b.Mention)
	if err == nil && b.Into != "" {
		a.Into, err = idOf("into", b.Into)
	}
	return a, b.Seen, err
}

func fixing(c *call, on cluster.ID, b Fixing) (store.Act, string, error) {
	a := store.Act{What: store.Fixed, ID: on, Ticket: strings.TrimSpace(b.Ticket), At: b.Since}
	if url, _ := alerts.Link(a.Ticket); a.Ticket != "" && url == "" {
		return a, "", wrong(inBody, "ticket", "want an address such as https://tracker.example/BUG-7")
	}
	if b.Since.After(c.site.Now()) {
		return a, "", wrong(inBody, "since", "found %s, which is still to come", b.Since.Format(time.RFC3339))
	}
	return a, b.Seen, nil
}

// idOf reads the id of a complaint in a body.
func idOf(name, text string) (cluster.ID, error) {
	id, err := cluster.ParseID(text)
	if err != nil {
		return 0, wrong(inBody, name, "found %.40q, want an id such as c12", text)
	}
	return id, nil
}
