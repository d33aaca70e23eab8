package alerts

import (
	"net/url"
	"strconv"
	"time"

	"molva/store"
)

// Links leads from numbers to their evidence. Base is the address of molva's pages as readers reach it; without one there
// are no links.
type Links struct{ Base string }

// Mentions is the list of the mentions that a filter means; "" without a base.
func (l Links) Mentions(f store.Filter) string {
	if l.Base == "" {
		return ""
	}
	return l.Base + "/mentions?" + Query(f).Encode()
}

// Query writes a filter as the mentions page takes it, the grammar of the command of that name.
func Query(f store.Filter) url.Values {
	q := url.Values{}
	put := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	put("topic", f.Topic)
	if f.Sentiment != nil {
		put("sentiment", f.Sentiment.String())
	}
	put("category", string(f.Category))
	put("network", f.Network)
	put("lang", f.Lang)
	put("source", f.Source)
	put("author", f.Author)
	put("search", f.Search)
	if f.Complaint != 0 {
		put("complaint", "c"+strconv.FormatInt(f.Complaint, 10))
	}
	put("since", stamp(f.Period.From))
	put("until", stamp(f.Period.To))
	if f.Counted == nil {
		put("all", "true")
	}
	if f.Unsure != nil && *f.Unsure {
		put("unsure", "true")
	}
	if f.Labelled != nil && *f.Labelled {
		put("labelled", "true")
	}
	return q
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
