package api

import (
	"errors"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/report"
	"molva/alerts/web/topics"
	"molva/ingest"
	"molva/ingest/query"
	"molva/store"
)

// Topic is a company, a brand or a product that is watched.
type Topic struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Parent     string `json:"parent,omitempty"`
	Competitor bool   `json:"competitor"`
	Timezone   string `json:"timezone"`
	Language   string `json:"language"`
	Query      string `json:"query,omitempty"` // absent: it sums up those below it
}

func topicOf(t ingest.Topic) Topic {
	zone := t.Zone
	if zone == nil {
		zone = time.UTC
	}
	return Topic{t.ID, t.Name, t.Parent, t.Competitor, zone.String(), t.Language, t.Query}
}

// Catch is what a query would have caught among the raw mentions kept.
type Catch struct {
	Query  string `json:"query"` // as it was understood
	Raw    int    `json:"raw"`
	Count  int    `json:"count"`
	Sample []Hit  `json:"sample"`
}

// Hit is one that was caught, with the bytes of the text that the query asks for.
type Hit struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Text  string    `json:"text"`
	Spans []Span    `json:"spans"`
}

// Span is a piece of a text, in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// rhythm, day and about are what reports are asked for.
var (
	rhythm  = choice("period", "how long the period is", "day", "week", "month", "quarter", "year")
	onDay   = date("at", "the period that has this day in it; absent: the last one that is over")
	ofTopic = text("topic", "id of a topic")
)

func (a *API) topics() []operation {
	return []operation{
		read("/topics", "topics", "All topics, in the order of the configuration", (*call).topics),
		read("/topics/{topic}", "topic", "One topic", (*call).topic),
		read("/topics/comparison", "topic.comparison", "The ratio of some topics over the same periods", (*call).comparison).costs(5).
			with(text("with", "id of a topic, once for each").must().many(4), rhythm, onDay).like(listLike(report.Ratio{}.Data())),
		read("/topics/preview", "topic.preview", "What a query would have caught among the raw mentions of the last days", (*call).preview).costs(20).live().
			with(text("q", "the query").must(), number("days", "how many days; 30 when absent", 1, 3650)),
	}
}

func (c *call) topics() (List[Topic], error) {
	tree, err := c.site.DB.Topics(c.Context())
	return listOf(tree, topicOf), err
}

func (c *call) topic() (Topic, error) {
	t, err := c.topicOf(c.PathValue("topic"))
	return topicOf(t), err
}

// topicOf finds a topic among those that may be seen.
func (c *call) topicOf(id string) (ingest.Topic, error) {
	tree, err := c.site.DB.Topics(c.Context())
	for _, t := range tree {
		if t.ID == id {
			return t, err
		}
	}
	return ingest.Topic{}, errors.Join(err, store.ErrUnknownTopic)
}

// comparison is the report on the ratio of each topic.
func (c *call) comparison() (any, error) {
	a, err := c.site.Asked(c.Request, alerts.Week)
	if err != nil {
		return nil, err
	}
	all := List[any]{[]any{}}
	for _, id := range c.query["with"] {
		t, err := c.topicOf(id)
		if err != nil {
			return nil, err
		}
		r, err := report.BuildRatio(c.Context(), c.site.DB, t.ID, a.Every, a.Period(t, c.site.Now()).From, c.site.Now(), report.Periods(a.Every))
		if err != nil {
			return nil, err
		}
		all.Data = append(all.Data, r.Data())
	}
	return all, nil
}

func (c *call) preview() (Catch, error) {
	if c.Topics.Catch == nil {
		return Catch{}, problem(http.StatusServiceUnavailable, "there are no raw mentions here: ask where the stream is")
	}
	read, err := query.Parse(c.text("q"))
	if err != nil {
		return Catch{}, wrong(inQuery, "q", "%v", err)
	}
	caught, err := c.Topics.Catch(c.Context(), c.text("q"), c.number("days", 30))
	made := Catch{Query: read.String(), Raw: caught.Raw, Count: caught.Count}
	made.Sample = listOf(caught.Sample, func(h topics.Hit) Hit {
		return Hit{h.ID, h.At, h.Text, listOf(h.Spans, func(s query.Span) Span { return Span{s.Start, s.End} }).Data}
	}).Data
	return made, err
}
