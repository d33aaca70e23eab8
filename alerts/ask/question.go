package ask

import (
	"fmt"
	"strings"
	"time"

	"molva/ingest"
	"molva/store"
)

// Question is what somebody wants to know.
type Question struct {
	Want     Want
	Topics   []ingest.Topic // one; those to put side by side; of Help at most two, to make examples of
	Period   store.Period   // half-open, in the first topic's zone
	Language string         // of the answer: "ru" or "en"
	Unread   string         // what the answer leaves aside of the question: a stranger's text
}

// Want is what a question is after.
type Want string

// The kinds of question.
const (
	Opinion    Want = "opinion"    // what people think of a topic
	Complaints Want = "complaints" // what they complain of
	Comparison Want = "comparison" // how topics stand beside each other
	Help       Want = "help"       // what can be asked; also when the words make no question
)

// Mistake is a question that cannot be answered as it was put. Tell says it in the asker's language.
type Mistake struct {
	What     Wrong
	Words    string         // of the question, where it is about some: a stranger's text
	Topics   []ingest.Topic // that there are
	Language string
}

// Wrong is what is wrong with a question.
type Wrong string

// What can be wrong.
const (
	UnknownTopic Wrong = "there is no such topic"
	WhichTopic   Wrong = "no topic is named and there are several"
	Future       Wrong = "the period is still to come"
)

func (m *Mistake) Error() string { return "read question: " + string(m.What) }

// mostCompared is how many topics stand side by side at most.
const mostCompared = 5

// Parse reads a question. A topic is named by its id, its name or a name in its query, in any Russian or English form; with
// none named it is the one root of ours, if there is only one. Without a period it is the last seven days that are over.
// The error is a *Mistake.
func Parse(text string, topics []ingest.Topic, now time.Time) (Question, error) {
	r := &reading{text: text, words: split(text), topics: topics}
	r.findTopics()
	zone, root := r.home()
	r.findPeriod(now.In(zone))
	r.findWant()
	q := Question{Topics: r.found, Period: r.period, Language: r.language(root), Unread: r.unread()}
	wrong := func(what Wrong, words string) (Question, error) {
		return q, &Mistake{What: what, Words: words, Topics: topics, Language: q.Language}
	}
	if r.wants(isHelp) && len(r.found) == 0 || !r.asked() {
		return Question{Want: Help, Language: q.Language, Topics: topics[:min(len(topics), 2)]}, nil
	}
	switch none := len(q.Topics) == 0; {
	case none && q.Unread != "":
		return wrong(UnknownTopic, q.Unread)
	case none && root == nil:
		return wrong(WhichTopic, "")
	case none:
		q.Topics = []ingest.Topic{*root}
	}
	if q.Period.From.After(now) {
		return wrong(Future, "")
	}
	q.decide(r)
	return q, nil
}

// decide says what is wanted of how many topics.
func (q *Question) decide(r *reading) {
	q.Want = Opinion
	if r.wants(isRivals) || r.wants(isCompare) && len(q.Topics) == 1 {
		q.Topics = append(q.Topics, r.rivals(q.Topics)...)
	}
	switch {
	case r.wants(isComplaint):
		q.Want = Complaints
		q.keep(1)
	case len(q.Topics) > 1:
		q.Want = Comparison
		q.keep(mostCompared)
	}
}

// keep leaves the topics aside that are more than there is an answer for.
func (q *Question) keep(most int) {
	if len(q.Topics) <= most {
		return
	}
	for _, t := range q.Topics[most:] {
		q.Unread = strings.TrimSpace(q.Unread + " " + t.Name)
	}
	q.Topics = q.Topics[:most]
}

// String is the question in a few words, for logs: no stranger's text is in it.
func (q Question) String() string {
	ids := make([]string, len(q.Topics))
	for i, t := range q.Topics {
		ids[i] = t.ID
	}
	return fmt.Sprintf("%s of %s", q.Want, strings.Join(ids, ", "))
}
