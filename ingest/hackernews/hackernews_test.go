package hackernews

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/hackernews.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	sourcetest.Decodes(t, "testdata/schema.json", "Hit", func(data []byte) error { return parseHit(data, 0).bad })
	sourcetest.Decodes(t, "testdata/schema.json", "Item", func(data []byte) error { return json.Unmarshal(data, new(item)) })
	sourcetest.Fields(t, "testdata/schema.json", "Hit", new(hit))
	sourcetest.Fields(t, "testdata/schema.json", "Item", new(item))
}

// A page with many answers asks for some of what they answer, each once, and does without the rest.
func TestParents(t *testing.T) {
	const answers = 50
	broken, asked := false, map[string]int{}
	env := sourcetest.Answers(t, func(u *url.URL) string {
		if strings.HasPrefix(u.Path, "/v0/") {
			asked[u.Path]++
			if broken {
				return ""
			}
			return `{"id": 1, "text": "Is <i>Kestrel</i> any good?", "dead": false}`
		}
		hits := []string{`{"objectID": "100", "created_at_i": 1795253000, "comment_text": "Kestrel, anyone?", "story_id": 9, "parent_id": 9}`}
		for i := 1; i < answers; i++ {
			hits = append(hits, fmt.Sprintf(`{"objectID": "%d", "created_at_i": 1795253400, "comment_text": "Kestrel? No", "story_id": 9, "parent_id": %d}`, 1000+i, 100+i/2))
		}
		return `{"hits": [` + strings.Join(hits, ",") + `]}`
	})
	source, _, err := New(Options{BaseURL: "http://search.test", ItemsURL: "http://items.test", Search: []string{"kestrel"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	read := func() map[string]int {
		contexts := map[string]int{}
		err := source.Read(t.Context(), "", func(p ingest.Page) error {
			for _, m := range p.Mentions {
				contexts[m.Context]++
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return contexts
	}
	if got, want := read(), map[string]int{"": 9, "Kestrel, anyone?": 1, "Is Kestrel any good?": 2 * maxParents}; !maps.Equal(got, want) || len(asked) != maxParents {
		t.Errorf("contexts are %v of %d parents, want %v", got, len(asked), want)
	}
	clear(asked)
	broken = true
	if got, want := read(), map[string]int{"": 49, "Kestrel, anyone?": 1}; !maps.Equal(got, want) || len(asked) != 1 {
		t.Errorf("contexts are %v after %d questions, want %v after one", got, len(asked), want)
	}
}

func TestQuery(t *testing.T) {
	for term, want := range map[string]string{
		"kestrel":           "kestrel",
		"заря":              "заря",
		"kestrel  express":  `"kestrel express"`,
		`"kestrel" express`: `"kestrel express"`,
		"e-kestrel":         `"e-kestrel"`,
		"-kestrel":          `"-kestrel"`,
	} {
		if got := queryOf(term); got != want {
			t.Errorf("query of %q: %s, want %s", term, got, want)
		}
	}
}

func TestOptions(t *testing.T) {
	err := Options{BaseURL: "hn.test", ItemsURL: "https://a:b@hn.test", Search: []string{"a", " - "}, Every: 1, Quiet: -1}.Validate()
	if err == nil {
		t.Fatal("no complaint")
	}
	for _, want := range []string{"base_url is no address", "items_url has more than", `search has " - "`, "every is 1ns", "quiet is -1ns"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complaints lack %q: %v", want, err)
		}
	}
}
