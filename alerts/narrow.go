package alerts

import (
	"slices"

	"molva/ingest"
	"molva/store"
)

// topics are those whose planned digests go this way, in the config's order.
func (r Route) topics(tree []ingest.Topic) []ingest.Topic {
	var all []ingest.Topic
	for _, t := range tree {
		if r.plans(t) {
			all = append(all, t)
		}
	}
	return all
}

func (r Route) plans(t ingest.Topic) bool {
	if len(r.Topics) == 0 {
		return t.Parent == "" && !t.Competitor
	}
	return slices.Contains(r.Topics, t.ID)
}

// covers reports whether what a person orders of a topic goes this way: the topic is named, or stands below one that is, or
// the route names none.
func (r Route) covers(tree []ingest.Topic, topic string) bool {
	if len(r.Topics) == 0 || slices.Contains(r.Topics, topic) {
		return true
	}
	at := slices.IndexFunc(tree, func(t ingest.Topic) bool { return t.ID == topic })
	return at >= 0 && tree[at].Parent != "" && r.covers(tree, tree[at].Parent)
}

// digests reports whether digests, of a day or a week, go this way.
func (r Route) digests() bool { return r.Takes(DailyDigest) || r.Takes(WeeklyDigest) }

// narrow leaves those complaints and quotes in a digest that the route wants. Sums stay those of the whole topic.
func (r Route) narrow(d Digest) Digest {
	if len(r.Themes) > 0 {
		c := &d.Complaints
		c.Only = r.Themes
		c.All = only(c.All, func(c Complaint) bool { return r.wants(c.Complaint) })
		c.Held = only(c.Held, func(h Held) bool { return r.wants(h.Complaint) })
		c.Fixed, c.Wishes, c.Likes = only(c.Fixed, r.wants), only(c.Wishes, r.wants), only(c.Likes, r.wants)
	}
	if len(r.Sentiment) > 0 {
		d.Quotes = only(d.Quotes, func(q Quote) bool { return slices.Contains(r.Sentiment, q.Sentiment) })
	}
	return d
}

func (r Route) wants(c store.Complaint) bool { return slices.Contains(r.Themes, c.Theme) }

// only are those of a list that are wanted; the list stays as it is.
func only[T any](all []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return !wanted(x) })
}
