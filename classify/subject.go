package classify

import (
	"molva/ingest"
	"molva/ingest/query"
)

// Subject is a topic that a classifier is asked about, and where the mention names it.
type Subject struct {
	Topic string
	In    []Place // in order, title first; none: the source knows it, or the query found it by fields alone
}

// Place is a stretch of a mention's text, or of its title, in bytes.
type Place struct {
	Title      bool
	Start, End int
}

// About lists what a mention is to be judged on, and writes the ids into m.Topics. Topics that the source gave stay as
// they are, otherwise the queries find them; perhaps none. Where the source gave a single one nothing is looked for: all of
// the text is about that.
func About(m *ingest.Mention, set *query.Set) []Subject {
	switch len(m.Topics) {
	case 0:
		return find(m, set)
	case 1:
		return []Subject{{Topic: m.Topics[0]}}
	}
	return Locate(m, set)
}

// Locate says where a mention names each of m.Topics.
func Locate(m *ingest.Mention, set *query.Set) []Subject {
	about := make([]Subject, len(m.Topics))
	for i, topic := range m.Topics {
		about[i].Topic = topic
	}
	for _, hit := range set.Explain(m) {
		for i := range about {
			if about[i].Topic == hit.Topic {
				about[i].In = places(hit)
			}
		}
	}
	return about
}

// find takes the topics from the queries.
func find(m *ingest.Mention, set *query.Set) []Subject {
	hits := set.Explain(m)
	if len(hits) == 0 {
		return nil
	}
	about := make([]Subject, len(hits))
	m.Topics = make([]string, len(hits))
	for i, hit := range hits {
		about[i] = Subject{Topic: hit.Topic, In: places(hit)}
		m.Topics[i] = hit.Topic
	}
	return about
}

func places(hit query.Hit) []Place {
	list := make([]Place, 0, len(hit.Title)+len(hit.Spans))
	for _, s := range hit.Title {
		list = append(list, Place{true, s.Start, s.End})
	}
	for _, s := range hit.Spans {
		list = append(list, Place{false, s.Start, s.End})
	}
	return list
}
