package hackernews

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
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
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v0/") {
			asked[r.URL.Path]++
			if broken {
				w.WriteHeader(http.StatusInternalServerError)
			}
			fmt.Fprint(w, `{"id": 1, "text": "Is <i>Kestrel</i> any good?", "dead": false}`)
			return
		}
		var hits []string
		for i := range answers {
			hits = append(hits, fmt.Sprintf(`{"objectID": "%d", "created_at_i": 1795253400, "comment_text": "Kestrel? No", "story_id": 9, "parent_id": %d}`, 1000+i, 100+i/2))
		}
		hits[0] = `{"objectID": "100", "created_at_i": 1795253000, "comment_text": "Kestrel, anyone?", "story_id": 9, "parent_id": 9}`
		fmt.Fprintf(w, `{"hits": [%s]}`, strings.Join(hits, ","))
	}))
	source, _, err := New(Options{BaseURL: "http://search.test", ItemsURL: "http://items.test", Search: []string{"kestrel"}}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
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
