package alerts

import (
	"net/url"
	"strings"
	"time"

	"molva/store"
)

// Evidence is where the list behind a number stands, below the base of the pages: /posts?account=zarya. "" is nowhere.
type Evidence string

// To is the address of evidence; "" without a base, or where there is none.
func (l Links) To(e Evidence) string {
	if l.Base == "" || e == "" {
		return ""
	}
	return strings.TrimSuffix(l.Base, "/") + string(e)
}

// Paths of the lists below the base, beside that of mentions.
const (
	PostsPath   = "/posts"   // of accounts
	FiguresPath = "/figures" // of accounts, or of their posts
	SetsPath    = "/sets"    // of people: when each was taken, and how large it is
	InputsPath  = "/inputs"  // that people entered
	StepsPath   = "/steps"   // towards buying
	ThreadsPath = "/threads" // in which somebody waits, or waited, for an answer
)

// OfMentions leads to the mentions that a filter means.
func OfMentions(f store.Filter) Evidence { return evidence(MentionsPath, Query(f)) }

// OfPosts leads to posts of accounts.
func OfPosts(q store.PostQuery) Evidence {
	v := between(q.Period)
	set(v, "account", q.Account)
	set(v, "network", q.Network)
	set(v, "form", q.Form)
	set(v, "tag", q.Tag)
	set(v, "slot", q.Part.Slot)
	set(v, "zone", q.Part.Zone)
	set(v, "length", q.Part.Length)
	set(v, "word", q.Part.Word)
	if q.Users != nil {
		v.Set("users", map[bool]string{true: "true", false: "false"}[*q.Users])
	}
	return evidence(PostsPath, v)
}

// OfFigures leads to figures as they were told.
func OfFigures(q store.FigureQuery) Evidence {
	v := between(q.Period)
	set(v, "account", q.Account)
	set(v, "network", q.Network)
	set(v, "post", q.Post)
	set(v, "metric", q.Metric)
	if q.Posts {
		v.Set("posts", "true")
	}
	return evidence(FiguresPath, v)
}

// OfSets leads to the sets of people of an account; name "" is any.
func OfSets(account, network, name string, p store.Period) Evidence {
	v := between(p)
	set(v, "account", account)
	set(v, "network", network)
	set(v, "name", name)
	return evidence(SetsPath, v)
}

// OfInputs leads to what people entered.
func OfInputs(q store.InputQuery) Evidence {
	v := between(q.Period)
	set(v, "kind", q.Kind)
	set(v, "topic", q.Topic)
	return evidence(InputsPath, v)
}

// OfSteps leads to steps towards buying.
func OfSteps(q store.StepQuery) Evidence {
	v := between(q.Period)
	set(v, "topic", q.Topic)
	set(v, "stage", q.Stage)
	return evidence(StepsPath, v)
}

// OfThreads leads to the waits of customers that began in a period; state is one of package service, "" is any.
func OfThreads(topic, state string, p store.Period) Evidence { return OfThreadsOn("", topic, state, p) }

// OfThreadsOn leads to those of one network.
func OfThreadsOn(network, topic, state string, p store.Period) Evidence {
	v := between(p)
	set(v, "network", network)
	set(v, "topic", topic)
	set(v, "state", state)
	return evidence(ThreadsPath, v)
}

func evidence(path string, q url.Values) Evidence { return Evidence(path + "?" + q.Encode()) }

func between(p store.Period) url.Values {
	v := url.Values{}
	set(v, "since", stamp(p.From))
	set(v, "until", stamp(p.To))
	return v
}

func set(v url.Values, name, value string) {
	if value != "" {
		v.Set(name, value)
	}
}

// ParsePeriod reads the two sides of a period as the lists of evidence write them.
func ParsePeriod(q url.Values) (p store.Period, err error) {
	for _, side := range []struct {
		name string
		to   *time.Time
	}{{"since", &p.From}, {"until", &p.To}} {
		if text := q.Get(side.name); text != "" {
			if *side.to, err = parseMoment(side.name, text); err != nil {
				return store.Period{}, err
			}
		}
	}
	return p, nil
}
