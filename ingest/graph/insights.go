package graph

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// Insight is one figure of Meta's (developers.facebook.com/docs/graph-api/reference/insights).
type Insight struct {
	Name   string  `json:"name"`
	Period string  `json:"period"`      // day, week, days_28, lifetime
	Values []Value `json:"values"`      // oldest first
	Total  *Total  `json:"total_value"` // in place of Values where it was asked for
}

// Value is what a figure was over a period.
type Value struct {
	Value json.RawMessage `json:"value"` // a number, or numbers by name
	End   Time            `json:"end_time"`
}

// Number is the value; nil where it is none.
func (v Value) Number() *float64 { return read[*float64](v.Value) }

// Parts are the values by name; nil where there are none.
func (v Value) Parts() map[string]float64 { return read[map[string]float64](v.Value) }

// read is what data holds; nothing, where it holds something of another kind.
func read[T any](data json.RawMessage) (v T) {
	if json.Unmarshal(data, &v) != nil {
		var none T
		return none
	}
	return v
}

// Total is a figure for the whole of a span, with its parts where a breakdown was asked for.
type Total struct {
	Value      *float64 `json:"value"`
	Breakdowns []struct {
		Keys    []string `json:"dimension_keys"`
		Results []struct {
			Dimensions []string `json:"dimension_values"`
			Value      *float64 `json:"value"`
		} `json:"results"`
	} `json:"breakdowns"`
}

// Number is the figure's newest value; nil where there is none, or it has only parts.
func (i Insight) Number() *float64 {
	if i.Total != nil {
		return i.Total.Value
	}
	return i.newest().Number()
}

// Parts is the figure's newest value by name; nil where it has no parts.
func (i Insight) Parts() map[string]float64 { return i.newest().Parts() }

func (i Insight) newest() Value {
	if len(i.Values) == 0 {
		return Value{}
	}
	return i.Values[len(i.Values)-1]
}

// Insights asks for some figures of one kind of thing. Meta retires figures, and has others for some forms of a thing alone; one
// that it refuses would cost the others (error 100). So they are asked for one by one then, and those that are refused are not asked
// for again of this kind for a day. Where all are refused it is the thing that has none, and nothing is said of its kind. What has no
// insights at all, such as a story that few saw, brings none.
func (c *Client) Insights(ctx context.Context, kind, path string, q url.Values, metrics ...string) ([]Insight, error) {
	metrics = slices.DeleteFunc(slices.Clone(metrics), func(m string) bool { return c.refuses(kind, m) })
	if len(metrics) == 0 {
		return nil, nil
	}
	all, err := c.insights(ctx, path, q, metrics...)
	if !unknown(err) {
		return all, err
	}
	if len(metrics) == 1 {
		return nil, nil
	}
	var refused []string
	for _, m := range metrics {
		one, err := c.insights(ctx, path, q, m)
		switch {
		case unknown(err):
			refused = append(refused, m)
		case err != nil:
			return nil, err
		}
		all = append(all, one...)
	}
	if len(refused) < len(metrics) {
		c.refuse(kind, refused)
	}
	return all, nil
}

func (c *Client) insights(ctx context.Context, path string, q url.Values, metrics ...string) ([]Insight, error) {
	q = with(q)
	q.Set("metric", strings.Join(metrics, ","))
	p, err := List[Insight](ctx, c, path, q)
	if errors.Is(err, ingest.ErrGone) {
		return nil, nil
	}
	return p.Data, err
}

// unknown reports whether Meta does not know a parameter, such as a metric.
func unknown(err error) bool {
	var e *fetch.MetaError
	return errors.As(err, &e) && e.Code == 100
}

// refusal is how long a figure is not asked for that Meta refused.
const refusal = 24 * time.Hour

func (c *Client) refuses(kind, metric string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, refused := c.refused[kind+" "+metric]
	return refused && c.now().Sub(at).Abs() < refusal
}

func (c *Client) refuse(kind string, metrics []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range metrics {
		c.refused[kind+" "+m] = c.now()
	}
}
