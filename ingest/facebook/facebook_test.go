package facebook

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
}

func TestSupplies(t *testing.T) { sourcetest.Supplies(t, "testdata/*.txtar", Supplies) }

func TestDecodes(t *testing.T) {
	const schema = "testdata/schema.json"
	sourcetest.Decodes(t, schema, "Post", into[post])
	sourcetest.Decodes(t, schema, "Comment", into[comment])
	sourcetest.Decodes(t, schema, "Recommendation", into[review])
	sourcetest.Decodes(t, schema, "Event", into[event])
	sourcetest.Decodes(t, schema, "Page", into[page])
	sourcetest.Fields(t, schema, "Post", new(post))
	sourcetest.Fields(t, schema, "Comment", new(comment))
	sourcetest.Fields(t, schema, "Recommendation", new(review))
	sourcetest.Fields(t, schema, "Event", new(event))
	sourcetest.Fields(t, schema, "Page", new(page))
}

// TestReview: what is no number of stars is none.
func TestReview(t *testing.T) {
	for text, want := range map[string]string{
		`{"rating":4,"created_time":"2026-11-21T10:00:00+0000","open_graph_story":{"id":"1"}}`:                                  "4",
		`{"rating":0,"recommendation_type":"NEGATIVE","created_time":"2026-11-21T10:00:00+0000","open_graph_story":{"id":"1"}}`: "none",
		`{"rating":1e99,"recommendation_type":"positive","created_time":"2026-11-21T10:00:00+0000","reviewer":{"id":"1"}}`:      "none",
	} {
		m, err := parse[review]([]byte(text))
		got := "none"
		if m.Rating != nil {
			got = fmt.Sprint(*m.Rating)
		}
		if err != nil || got != want || m.ID != "review-1" {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
}

// TestNeeds: a page is the same however its name is written.
func TestNeeds(t *testing.T) {
	s := &Source{options: Options{Accounts: []string{"Zarya.Test"}}}
	if all := s.needs(page{ID: "1", Username: "zarya.test"}); len(all) != 3 || all[2].Name != "read_insights" {
		t.Errorf("needs %v", all)
	}
}

func into[T any](data []byte) error { return json.Unmarshal(data, new(T)) }

func TestOptions(t *testing.T) {
	good := graph.Options{Token: secret.New("t")}
	hook := &graph.Hook{Verify: secret.New("v"), AppSecret: secret.New("s")}
	for want, o := range map[string]Options{
		"":                                  {Options: good, Page: "Заря.Доставка", Accounts: []string{"100"}},
		"token is missing":                  {},
		`accounts has "a/b", want a page's`: {Options: good, Accounts: []string{"a/b"}},
		`page has "..", want a page's`:      {Options: good, Page: ".."},
		`read has "likes", want some of`:    {Options: good, Read: []string{"likes"}},
		"figures is -1ns":                   {Options: good, Figures: -1},
		"every is 1ns":                      {Options: good, Every: 1},
		"webhook: verify_token is missing":  {Options: good, Webhook: &graph.Hook{AppSecret: secret.New("s")}},
		"for read, accounts, figures and e": {Options: good, Webhook: hook, Accounts: []string{"100"}},
		"with webhook want its number":      {Options: good, Webhook: hook, Page: "zarya"},
	} {
		err := o.Validate()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("complaint is %v, want %q", err, want)
		}
	}
}
