package api

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"molva/alerts"
	"molva/alerts/export"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// Accuracy is how right the model is, by the random sample that people labelled.
type Accuracy struct {
	Labels   []LabelCount    `json:"labels"`
	Accuracy alerts.Accuracy `json:"accuracy"`
}

// LabelCount is how many opinions on a topic have a label of a purpose.
type LabelCount struct {
	Topic   string        `json:"topic"`
	Purpose store.Purpose `json:"purpose"`
	Labels  int           `json:"labels"`
}

// Drawing asks for mentions to label.
type Drawing struct {
	Topic string `json:"topic,omitempty" most:"200" about:"id of a topic; absent: all"`
	N     int    `json:"n,omitempty" least:"1" most:"1000" about:"at most so many; 200 when absent"`
}

// Drawn is how many were drawn.
type Drawn struct {
	Mentions int `json:"mentions"`
}

// Sampled is one mention of the sample that nobody has labelled yet. What the model says of it is not told: it is to be judged by it.
type Sampled struct {
	Mention string `json:"mention"`
	Topic   string `json:"topic"`
	Title   string `json:"title,omitempty"`
	Text    string `json:"text"`
	Context string `json:"context,omitempty"` // what it answers
	URL     string `json:"url,omitempty"`
}

// Sampling is a person's word on one mention of the sample.
type Sampling struct {
	Mention   string             `json:"mention" least:"1" most:"1000"`
	Topic     string             `json:"topic" most:"200"`
	Sentiment classify.Sentiment `json:"sentiment"`
}

// evening is how many are drawn where nobody says otherwise.
const evening = 200

func (a *API) accuracy() []operation {
	return []operation{
		read("/accuracy", "accuracy", "How right the model is, by the random sample that people labelled", (*call).accuracy).with(ofTopic).costs(5),
		read("/sample", "sample", "What was drawn for the sample and is not labelled yet", (*call).sample).with(ofTopic, number("limit", "at most so many", 1, mostPage)),
		act("POST", "/sample/draw", "accuracy.draw", "Draw mentions at random to label", (*call).draw),
		act("POST", "/sample/labels", "accuracy.label", "Label one mention of the sample", (*call).sampled).answers(http.StatusCreated),
	}
}

func (c *call) accuracy() (made Accuracy, err error) {
	counts, err := c.site.DB.LabelCount(c.Context())
	if err != nil {
		return made, err
	}
	made.Labels = listOf(counts, func(n store.LabelCount) LabelCount { return LabelCount(n) }).Data
	made.Accuracy, err = alerts.BuildAccuracy(c.Context(), c.site.DB, c.text("topic"), c.site.Now())
	return made, err
}

func (c *call) sample() (l List[Sampled], err error) {
	open, err := c.site.DB.OpenDraws(c.Context(), c.text("topic"), store.Sampled)
	return listOf(open[:min(len(open), c.limit())], func(d store.Drawn) Sampled {
		m := export.Of(d.Row)
		return Sampled{m.ID, d.Row.Topic, m.Title, m.Text, m.Context, m.URL}
	}), err
}

func (c *call) draw(b Drawing) (made Drawn, d frame.Done, err error) {
	drawn, err := c.site.DB.Draw(c.Context(), store.DrawRequest{Topic: b.Topic, N: cmp.Or(b.N, evening), Purpose: store.Sampled, Seed: uint64(c.site.Now().UnixNano())})
	made.Mentions = len(drawn)
	return made, done(err, cmp.Or(b.Topic, "all"), map[string]string{"mentions": strconv.Itoa(len(drawn))}), err
}

// sampled takes a word on what is still asked for.
func (c *call) sampled(b Sampling) (made Labelled, d frame.Done, err error) {
	open, err := c.site.DB.OpenDraws(c.Context(), b.Topic, store.Sampled)
	if err != nil {
		return made, d, err
	}
	if !slices.ContainsFunc(open, func(o store.Drawn) bool { return o.Row.Mention.Key() == b.Mention && o.Row.Topic == b.Topic }) {
		return made, d, problem(http.StatusConflict, "this mention is not asked for: it was not drawn, somebody has labelled it meanwhile, or it counts no more")
	}
	return c.label(store.Label{Mention: b.Mention, Topic: b.Topic, Sentiment: &b.Sentiment, Purpose: store.Sampled})
}
