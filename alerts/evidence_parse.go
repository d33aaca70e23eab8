package alerts

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/store"
)

// SkipParameter says behind which row of a list of evidence a page of it begins.
const SkipParameter = "skip"

// ParseSkip reads how many rows of a list stand on the pages before.
func ParseSkip(v url.Values) (int, error) {
	text := v.Get(SkipParameter)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%s is %.40q, want a number from 0", SkipParameter, text)
	}
	return n, nil
}

// ParsePosts reads what OfPosts writes.
func ParsePosts(v url.Values) (q store.PostQuery, err error) {
	if err = onlyKeys(v, "account", "network", "form", "tag", "slot", "zone", "length", "word", "users", "since", "until"); err != nil {
		return q, err
	}
	q = store.PostQuery{Account: v.Get("account"), Network: v.Get("network"), Form: v.Get("form"), Tag: v.Get("tag"),
		Part: store.PostPart{Slot: v.Get("slot"), Zone: v.Get("zone"), Length: v.Get("length"), Word: v.Get("word")}}
	if _, err = time.LoadLocation(q.Part.Zone); err != nil {
		return q, fmt.Errorf("zone is %.40q, want a time zone such as Europe/Moscow", q.Part.Zone)
	}
	if text := v.Get("users"); text != "" {
		users, err := truth("users", text)
		if err != nil {
			return q, err
		}
		q.Users = &users
	}
	q.Period, err = ParsePeriod(v)
	return q, err
}

// ParseFigures reads what OfFigures writes.
func ParseFigures(v url.Values) (q store.FigureQuery, err error) {
	if err = onlyKeys(v, "account", "network", "post", "posts", "metric", "since", "until"); err != nil {
		return q, err
	}
	q = store.FigureQuery{Account: v.Get("account"), Network: v.Get("network"), Post: v.Get("post"), Metric: v.Get("metric")}
	if text := v.Get("posts"); text != "" {
		if q.Posts, err = truth("posts", text); err != nil {
			return q, err
		}
	}
	q.Period, err = ParsePeriod(v)
	return q, err
}

// SetQuery says which sets of people are meant: those that were taken, or began, in a period. What is "" is any.
type SetQuery struct {
	Account, Network string
	Name             string // one of ingest.MemberSets
	Period           store.Period
}

// ParseSets reads what OfSets writes.
func ParseSets(v url.Values) (q SetQuery, err error) {
	if err = onlyKeys(v, "account", "network", "name", "since", "until"); err != nil {
		return q, err
	}
	q = SetQuery{Account: v.Get("account"), Network: v.Get("network"), Name: v.Get("name")}
	q.Period, err = ParsePeriod(v)
	return q, err
}

// ParseInputs reads what OfInputs writes.
func ParseInputs(v url.Values) (q store.InputQuery, err error) {
	if err = onlyKeys(v, "kind", "topic", "since", "until"); err != nil {
		return q, err
	}
	q = store.InputQuery{Kind: v.Get("kind"), Topic: v.Get("topic")}
	q.Period, err = ParsePeriod(v)
	return q, err
}

// ParseSteps reads what OfSteps writes.
func ParseSteps(v url.Values) (q store.StepQuery, err error) {
	if err = onlyKeys(v, "topic", "stage", "since", "until"); err != nil {
		return q, err
	}
	q = store.StepQuery{Topic: v.Get("topic"), Stage: v.Get("stage")}
	q.Period, err = ParsePeriod(v)
	return q, err
}

// onlyKeys refuses parameters that a list does not have, so that a slip of the pen is not answered with a longer list.
func onlyKeys(v url.Values, names ...string) error {
	for _, name := range slices.Sorted(maps.Keys(v)) {
		switch {
		case name != SkipParameter && !slices.Contains(names, name):
			return fmt.Errorf("parameter is %.40q, want one of %s", name, strings.Join(names, ", "))
		case len(v[name]) > 1:
			return fmt.Errorf("%s is given %d times, want it once", name, len(v[name]))
		}
	}
	return nil
}
