package api

import (
	"net/http"
	"slices"
	"time"

	"molva/alerts/export"
	"molva/classify"
	"molva/store"
)

// Mention is a mention as it is judged towards a topic, with where it stands and what is done about it.
type Mention struct {
	export.Mention
	Complaint string   `json:"complaint,omitempty"` // that it stands in
	Work      Handling `json:"work"`
}

// Handling is what is done about a mention.
type Handling struct {
	State    store.Work `json:"state"`
	Assignee string     `json:"assignee,omitempty"` // who takes care of it
	By       string     `json:"by,omitempty"`
	At       *time.Time `json:"at,omitempty"`
	Note     string     `json:"note,omitempty"`
	Revision int64      `json:"revision"` // 0: nobody has touched it
}

func handlingOf(h store.Handling) Handling {
	if h.Work == "" {
		h.Work = store.Untouched
	}
	made := Handling{State: h.Work, Assignee: h.Assignee, By: h.By, Note: h.Note, Revision: h.Revision}
	if !h.At.IsZero() {
		made.At = new(h.At.UTC())
	}
	return made
}

// Whole is one mention in full: towards each topic that it names, with its labels and what was done about it.
type Whole struct {
	ID      string     `json:"id"`
	Towards []Mention  `json:"towards"`
	Work    Handling   `json:"work"`
	Labels  []Label    `json:"labels"`
	Log     []Handling `json:"log"`
}

// Label is a person's word on a mention.
type Label struct {
	ID        int64               `json:"id"`
	Topic     string              `json:"topic"`
	Sentiment *classify.Sentiment `json:"sentiment,omitempty"`
	Category  classify.Category   `json:"category,omitempty"`
	Purpose   store.Purpose       `json:"purpose"`
	By        string              `json:"by"`
	At        time.Time           `json:"at"`
	Stale     bool                `json:"stale,omitempty"` // the text is another now
	UndoneAt  *time.Time          `json:"undone_at,omitempty"`
	UndoneBy  string              `json:"undone_by,omitempty"`
}

func labelOf(l store.Given) Label {
	made := Label{ID: l.ID, Topic: l.Topic, Sentiment: l.Sentiment, Category: l.Category, Purpose: l.Purpose, By: l.Labeller, At: l.At.UTC(), Stale: l.Stale, UndoneBy: l.UndoneBy}
	if !l.Undone.IsZero() {
		made.UndoneAt = new(l.Undone.UTC())
	}
	return made
}

// Count is how many mentions a filter means, and how many people wrote them.
type Count struct {
	Mentions int `json:"mentions"`
	People   int `json:"people"`
}

func (a *API) mentions() []operation {
	return []operation{
		read("/mentions", "mentions", "Mentions by a filter, the newest first", (*call).mentions).with(append(filter(), paging()...)...).costs(2),
		read("/mentions/count", "mention.number", "How many mentions a filter means, and how many people", (*call).count).with(filter()...).costs(5),
		read("/mentions/{mention}", "mention", "One mention in full, towards each topic that it names", (*call).mention),
		read("/mentions/{mention}/why", "mention.why", "By which words it stands in its complaint", (*call).why),
	}
}

func (c *call) mentions() (Page[Mention], error) {
	f, err := c.filter()
	if err != nil {
		return Page[Mention]{}, err
	}
	return c.some(f)
}

// some are the mentions of one page of those that a filter means.
func (c *call) some(f store.Filter) (p Page[Mention], err error) {
	after, err := c.after()
	if err != nil {
		return p, err
	}
	f.Before, f.BeforeAt = after.row, after.at
	f.Limit = c.limit() + 1
	var rows []store.Row
	for row, err := range c.site.DB.Mentions(c.Context(), f) {
		if err != nil {
			return p, err
		}
		rows = append(rows, row)
	}
	if len(rows) > c.limit() {
		rows = rows[:c.limit()]
		last := rows[len(rows)-1]
		p.Next = c.cursor(place{last.RowID, last.Mention.Published})
	}
	p.Data, err = c.judged(rows)
	return p, err
}

// judged are rows with what is done about them.
func (c *call) judged(rows []store.Row) ([]Mention, error) {
	keys := make([]string, len(rows))
	for i, row := range rows {
		keys[i] = row.Mention.Key()
	}
	handled, err := c.site.DB.Handled(c.Context(), keys...)
	all := make([]Mention, len(rows))
	for i, row := range rows {
		all[i] = Mention{Mention: export.Of(row), Work: handlingOf(handled[keys[i]])}
		if row.Complaint != 0 {
			all[i].Complaint = row.Complaint.String()
		}
	}
	return all, err
}

func (c *call) count() (n Count, err error) {
	f, err := c.filter()
	if err != nil {
		return n, err
	}
	n.Mentions, n.People, err = c.site.DB.Spoken(c.Context(), f)
	return n, err
}

func (c *call) mention() (w Whole, err error) {
	key := c.PathValue("mention")
	topics, known, err := c.site.DB.Find(c.Context(), key)
	switch {
	case err != nil:
		return w, err
	case !known:
		return w, store.ErrUnknownMention
	case len(topics) == 0:
		topics = []string{""} // it names nothing any longer; it is still what somebody said
	}
	var rows []store.Row
	for _, topic := range topics {
		row, ok, err := c.site.DB.Row(c.Context(), key, topic)
		if err != nil {
			return w, err
		}
		if ok {
			rows = append(rows, row)
		}
	}
	w.ID = key
	if w.Towards, err = c.judged(rows); err != nil {
		return w, err
	}
	return w, c.history(&w)
}

// history adds what people did about a mention and said of it, the latest first.
func (c *call) history(w *Whole) error {
	handled, err := c.site.DB.Handled(c.Context(), w.ID)
	if err != nil {
		return err
	}
	w.Work = handlingOf(handled[w.ID])
	log, err := c.site.DB.HandlingLog(c.Context(), w.ID)
	if err != nil {
		return err
	}
	slices.Reverse(log)
	w.Log = listOf(log, handlingOf).Data
	labels, err := c.site.DB.Labels(c.Context(), w.ID)
	slices.Reverse(labels)
	w.Labels = listOf(labels, labelOf).Data
	return err
}

func (c *call) why() (export.Why, error) {
	key := c.PathValue("mention")
	if err := c.stored(key); err != nil {
		return export.Why{}, err
	}
	w, err := c.site.DB.Why(c.Context(), key)
	if err != nil && c.Context().Err() == nil {
		c.site.Log.Info("a mention is not explained", "mention", key, "err", err)
		return export.Why{}, problem(http.StatusNotFound, "it stands in no complaint, praise or suggestion, or in one that has been silent for so long that its words are forgotten")
	}
	return export.OfWhy(key, w), err
}

// stored is nil where a mention is stored that may be seen.
func (c *call) stored(key string) error {
	_, known, err := c.site.DB.Find(c.Context(), key)
	if err == nil && !known {
		err = store.ErrUnknownMention
	}
	return err
}
