package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"molva/alerts/export"
	"molva/alerts/web/frame"
	"molva/store"
)

// Settling is of some dead letters.
type Settling struct {
	IDs []int64 `json:"ids" least:"1" most:"1000" about:"their numbers"`
}

// Settled is how many were settled.
type Settled struct {
	Letters int `json:"letters"`
}

func (a *API) dead() []operation {
	return []operation{
		read("/dead", "dead", "Messages that could not be processed, the oldest first", (*call).letters).live().with(append([]parameter{text("reason", "only with this reason")}, paging()...)...),
		read("/dead/{dead}", "dead.letter", "One of them, with its bytes as they came", (*call).letter).live(),
		act("POST", "/dead/replay", "dead.replay", "Send some through the pipe again", settle("replay")),
		act("POST", "/dead/drop", "dead.drop", "Remove some for good", settle("drop")),
	}
}

func (c *call) letters() (p Page[export.Dead], err error) {
	after, err := c.after()
	if err != nil {
		return p, err
	}
	rows, _, err := c.site.DB.DeadRows(c.Context(), after.row, c.text("reason"), c.limit()+1)
	if len(rows) > c.limit() {
		rows = rows[:c.limit()]
		p.Next = c.cursor(place{row: rows[len(rows)-1].ID})
	}
	p.Data = listOf(rows, func(d store.DeadRow) export.Dead { return export.OfDead(d.Dead, d.Bytes) }).Data
	return p, err
}

func (c *call) letter() (made export.Dead, err error) {
	for d, err := range c.site.DB.Dead(c.Context(), int64(c.number("dead", 0))) {
		if err != nil {
			return made, err
		}
		made = export.OfDead(d, len(d.Raw))
		made.Raw = d.Raw
		return made, nil
	}
	return made, problem(http.StatusNotFound, "there is no such dead letter; it may have been replayed or dropped")
}

// settle replays or drops those that are named, if all of them are still there.
func settle(verb string) func(*call, Settling) (Settled, frame.Done, error) {
	return func(c *call, b Settling) (made Settled, d frame.Done, err error) {
		if c.Operations.Settle == nil {
			return made, d, problem(http.StatusServiceUnavailable, "this process cannot settle dead letters")
		}
		there, err := c.site.DB.StillDead(c.Context(), b.IDs...)
		if err != nil {
			return made, d, err
		}
		if len(there) < len(b.IDs) {
			return made, d, problem(http.StatusConflict, "%d of the %d are still there: others were replayed or dropped; nothing was done", len(there), len(b.IDs))
		}
		names := make([]string, len(there))
		for i, n := range there {
			names[i] = strconv.FormatInt(n, 10)
		}
		made.Letters, err = c.Operations.Settle(context.WithoutCancel(c.Context()), verb, names)
		d = frame.Done{On: strings.Join(names, " "), Detail: map[string]string{"letters": strconv.Itoa(made.Letters)}}
		if err != nil {
			c.site.Log.Warn("dead letters not settled", "err", err)
			err = problem(http.StatusConflict, "%d were settled, and not all of them: %s", made.Letters, fmt.Sprintf("%.300v", err))
		}
		return made, d, err
	}
}
