package main

import (
	"encoding/json"
	"errors"
	"strings"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/query"
)

// namedTopic is a topic of a line that classify reads: its name, or {"topic": id, "names": […]}. Without names it is
// looked for under its id.
type namedTopic struct {
	Topic string
	Names []string
}

// UnmarshalJSON reads both forms.
func (t *namedTopic) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &t.Topic) == nil {
		return nil
	}
	type long namedTopic // without this method
	if err := json.Unmarshal(b, (*long)(t)); err != nil || t.Topic == "" {
		return errors.New(`a topic is a string or {"topic": …, "names": […]}`)
	}
	return nil
}

// query asks for any of the names, each a phrase in all the forms of its words; "" when they hold no word.
func (t namedTopic) query() string {
	names := t.Names
	if len(names) == 0 {
		names = []string{t.Topic}
	}
	var phrases []string
	for _, name := range names {
		if name = plainName(name); name != "" {
			phrases = append(phrases, `"`+name+`"`)
		}
	}
	return strings.Join(phrases, " OR ")
}

// plainName leaves of a name what cannot be taken for the syntax of a query; "" when that is no word at all.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"«»“”„{}*#@`, r) {
			return ' '
		}
		return r
	}, name)
	for range query.Words(name) {
		return strings.Join(strings.Fields(name), " ")
	}
	return ""
}

// finder finds named topics in texts. Lines mostly name the same ones again and again, so what was compiled is kept.
type finder struct{ known map[string]*query.Set }

// maxKnown bounds what a finder keeps.
const maxKnown = 1000

// about says where a mention names each topic. A topic that it does not name is judged by the whole text.
func (f *finder) about(m *ingest.Mention, topics []namedTopic) ([]classify.Subject, error) {
	if len(topics) == 0 {
		return nil, nil
	}
	set, err := f.set(topics)
	if err != nil {
		return nil, err
	}
	for _, t := range topics {
		m.Topics = append(m.Topics, t.Topic)
	}
	return classify.Locate(m, set), nil
}

func (f *finder) set(topics []namedTopic) (*query.Set, error) {
	list := make([]ingest.Topic, len(topics))
	var key strings.Builder
	for i, t := range topics {
		list[i] = ingest.Topic{ID: t.Topic, Query: t.query()}
		key.WriteString(t.Topic + "\x00" + list[i].Query + "\x00")
	}
	if set := f.known[key.String()]; set != nil {
		return set, nil
	}
	set, err := query.NewSet(list)
	if err != nil {
		return nil, err
	}
	if f.known == nil || len(f.known) >= maxKnown {
		f.known = make(map[string]*query.Set)
	}
	f.known[key.String()] = set
	return set, nil
}
