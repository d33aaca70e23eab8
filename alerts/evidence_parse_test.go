package alerts

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/store"
)

// TestEvidenceRoundTrip: the address of a list means exactly what it was made of.
func TestEvidenceRoundTrip(t *testing.T) {
	week := store.Period{From: time.Date(2026, 8, 31, 21, 0, 0, 0, time.UTC), To: time.Date(2026, 9, 7, 21, 0, 0, 5, time.UTC)}
	for _, test := range []struct {
		made  Evidence
		want  any
		parse func(url.Values) (any, error)
	}{
		{OfPosts(store.PostQuery{}), store.PostQuery{}, read(ParsePosts)},
		{OfPosts(store.PostQuery{Account: "заря & co", Network: "vk", Form: "photo", Tag: "<b>", Users: new(false), Period: week}),
			store.PostQuery{Account: "заря & co", Network: "vk", Form: "photo", Tag: "<b>", Users: new(false), Period: week}, read(ParsePosts)},
		{OfPosts(store.PostQuery{Part: store.PostPart{Slot: "h14", Zone: "Europe/Moscow", Length: "short", Word: "лампа"}}),
			store.PostQuery{Part: store.PostPart{Slot: "h14", Zone: "Europe/Moscow", Length: "short", Word: "лампа"}}, read(ParsePosts)},
		{OfFigures(store.FigureQuery{Account: "zarya", Network: "vk", Metric: "audience/", Posts: true, Period: week}),
			store.FigureQuery{Account: "zarya", Network: "vk", Metric: "audience/", Posts: true, Period: week}, read(ParseFigures)},
		{OfFigures(store.FigureQuery{Post: "wall=1&2"}), store.FigureQuery{Post: "wall=1&2"}, read(ParseFigures)},
		{OfSets("zarya", "vk", "followers", week), SetQuery{"zarya", "vk", "followers", week}, read(ParseSets)},
		{OfInputs(store.InputQuery{Kind: "spend/", Topic: "zarya", Period: week}), store.InputQuery{Kind: "spend/", Topic: "zarya", Period: week}, read(ParseInputs)},
		{OfSteps(store.StepQuery{Topic: "zarya", Stage: "lead", Period: store.Period{To: week.To}}),
			store.StepQuery{Topic: "zarya", Stage: "lead", Period: store.Period{To: week.To}}, read(ParseSteps)},
	} {
		_, query, _ := strings.Cut(string(test.made), "?")
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := test.parse(v)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", test.made, err, diff)
		}
	}
}

func read[Q any](parse func(url.Values) (Q, error)) func(url.Values) (any, error) {
	return func(v url.Values) (any, error) { return parse(v) }
}

func TestEvidenceRefuses(t *testing.T) {
	for _, test := range []struct {
		query, want string
		parse       func(url.Values) (any, error)
	}{
		{"topic=zarya", `parameter is "topic", want one of account, network, form, tag, slot`, read(ParsePosts)},
		{"zone=../passwd", `zone is "../passwd", want a time zone`, read(ParsePosts)},
		{"users=1", `users is "1", want true or false`, read(ParsePosts)},
		{"account=a&account=b", "account is given 2 times", read(ParseFigures)},
		{"posts=yes", `posts is "yes", want true or false`, read(ParseFigures)},
		{"set=dead", `parameter is "set", want one of account, network, name`, read(ParseSets)},
		{"since=soon", `since is "soon", want a day`, read(ParseInputs)},
		{"who=me", `parameter is "who", want one of topic, stage`, read(ParseSteps)},
		{"skip=-1", `skip is "-1", want a number from 0`, read(ParseSkip)},
	} {
		v, err := url.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := test.parse(v); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.query, err, test.want)
		}
	}
}
