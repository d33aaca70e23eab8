package bench

import (
	"context"
	"errors"

	"molva/classify"
	"molva/store"
)

// Corpus says what mentions were measured with. Shares are of all of them.
type Corpus struct {
	Bytes     float64 `json:"mean_bytes"` // of the wire form
	Russian   float64 `json:"russian"`
	Unmatched float64 `json:"unmatched"`
	Copies    float64 `json:"copies"` // folded as near-duplicates
	Negative  float64 `json:"negative"`
	Neutral   float64 `json:"neutral"`
	Positive  float64 `json:"positive"`
	Topics    float64 `json:"topics"` // that one mention names, where it names any
	Rows      float64 `json:"rows"`   // written for one mention, sums included
}

// describe looks at what was saved and at what that wrote.
func describe(ctx context.Context, path string, results []classify.Result, t tape) (c Corpus, err error) {
	all, matched := float64(len(results)), 0.0
	count := func(figure *float64, counts bool) {
		if counts {
			*figure += 1 / all
		}
	}
	for _, r := range results {
		v := r.Tagged.Verdict
		named := len(v.Opinions) > 0
		c.Bytes += float64(len(r.Item.Body)) / all
		matched += min(float64(len(v.Opinions)), 1)
		c.Topics += float64(len(v.Opinions))
		count(&c.Unmatched, !named)
		count(&c.Russian, named && v.Lang == "ru")
		count(&c.Negative, named && v.Sentiment == classify.Negative)
		count(&c.Neutral, named && v.Sentiment == classify.Neutral)
		count(&c.Positive, named && v.Sentiment == classify.Positive)
	}
	c.Topics /= max(matched, 1)
	for _, batch := range t.batches {
		c.Rows += float64(len(batch)) / all
	}
	db, err := store.Open(ctx, store.Options{Path: path, ReadOnly: true})
	if err != nil {
		return c, err
	}
	for row, e := range db.Mentions(ctx, store.Filter{}) {
		err = errors.Join(err, e)
		count(&c.Copies, row.DuplicateOf != "")
	}
	return c, errors.Join(err, db.Close())
}
