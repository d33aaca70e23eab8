package complaints

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify/cluster"
	"molva/classify/cluster/life"
	"molva/ingest"
)

// asked is what the list is asked for; it has the names of the address.
type asked struct {
	Topic  string
	Kind   string // one of the kinds, or any
	State  string // one of the states, open, ignored or any
	Theme  string
	Search string // in the name
	Skip   int
	Tree   []ingest.Topic
}

// What is no state and no kind: what somebody has to look after, and everything.
const (
	open     = "open"
	ignored  = "ignored"
	anything = "any"
)

// states are those that one can ask for, the most pressing first; the list has this order.
var states = []life.State{life.Returned, life.Rising, life.New, life.Steady, life.Fading, life.Dormant, life.Fixed}

// ask reads the address of the list.
func (p *pages) ask(r *http.Request) (a asked, err error) {
	q := r.URL.Query()
	a = asked{Topic: q.Get("topic"), Kind: cmp.Or(q.Get("kind"), string(cluster.Complaint)), State: cmp.Or(q.Get("state"), open), Theme: q.Get("theme"),
		Search: strings.TrimSpace(q.Get("search"))}
	if a.Tree, err = p.DB.Topics(r.Context()); err != nil {
		return a, err
	}
	if text := q.Get("skip"); text != "" {
		if a.Skip, err = strconv.Atoi(text); err != nil || a.Skip < 0 {
			return a, p.wrong("skip", text, "50")
		}
	}
	for _, one := range []struct {
		name, text string
		possible   []string
	}{
		{"kind", a.Kind, append(plain(cluster.Kinds[:]), anything)},
		{"state", a.State, append(plain(states), open, ignored, anything)},
	} {
		if !slices.Contains(one.possible, one.text) {
			return a, p.wrong(one.name, one.text, strings.Join(one.possible, ", "))
		}
	}
	if a.Topic != "" && !slices.ContainsFunc(a.Tree, func(t ingest.Topic) bool { return t.ID == a.Topic }) {
		return a, frame.Missing(errors.New(p.Printer.Sprintf("There is no topic %q.", alerts.Inert(a.Topic))))
	}
	return a, nil
}

// wrong says what was found and what is possible.
func (p *pages) wrong(name, found, possible string) error {
	return frame.Wrong(errors.New(p.Printer.Sprintf("%s is %q, want one of: %s", name, alerts.Inert(found), possible)))
}

func plain[T ~string](all []T) []string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = string(one)
	}
	return texts
}

// at is the address of the same list from another row on.
func (a asked) at(skip int) string {
	v := url.Values{}
	for _, one := range []struct{ name, text, usual string }{
		{"topic", a.Topic, ""}, {"kind", a.Kind, string(cluster.Complaint)}, {"state", a.State, open}, {"theme", a.Theme, ""}, {"search", a.Search, ""},
	} {
		if one.text != one.usual {
			v.Set(one.name, one.text)
		}
	}
	if skip > 0 {
		v.Set("skip", strconv.Itoa(skip))
	}
	if len(v) == 0 {
		return alerts.ComplaintsPath
	}
	return alerts.ComplaintsPath + "?" + v.Encode()
}

// zone is by whose clocks the page tells the time: those of the topic, or of the first one.
func (p *pages) zone(ctx context.Context, topic string) (*time.Location, error) {
	tree, err := p.DB.Topics(ctx)
	return zoneOf(tree, topic), err
}

func zoneOf(tree []ingest.Topic, topic string) *time.Location {
	zone := time.UTC
	for i, t := range tree {
		if t.Zone != nil && (i == 0 || t.ID == topic) {
			zone = t.Zone
		}
	}
	return zone
}
