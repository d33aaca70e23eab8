package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestAudience(t *testing.T) {
	const insight = `{"name":"follower_demographics","total_value":{"breakdowns":[{"dimension_keys":%s,"results":[{"dimension_values":%s,"value":7},{"value":9}]}]}}`
	for _, c := range []struct{ by, keys, values, want string }{
		{"age,gender", `["age","gender"]`, `["25-34","F"]`, "audience/f-25-34"},
		{"gender,age", `["gender","age"]`, `["F","25-34"]`, "audience/f-25-34"},
		{"age", `["age"]`, `["25-34"]`, "audience/age-25-34"},
		{"gender", `["gender"]`, `["U"]`, "audience/u"},
		{"country", `["country"]`, `["RU"]`, "audience/country-ru"},
	} {
		var i Insight
		if err := json.Unmarshal(fmt.Appendf(nil, insight, c.keys, c.values), &i); err != nil {
			t.Fatal(err)
		}
		var p ingest.Page
		Audience(&p, ingest.Figure{Account: "kestrel", Network: "instagram", At: sourcetest.Now(), Span: 24 * time.Hour}, c.by, []Insight{i})
		if len(p.Figures) != 1 || p.Figures[0].Metric != c.want || p.Figures[0].Value != 7 {
			t.Errorf("%s: %+v, want %s", c.by, p.Figures, c.want)
		}
	}
}

// TestRound: an account that cannot be measured holds up no other, and a round that was interrupted goes on.
func TestRound(t *testing.T) {
	now, refused := sourcetest.Now(), fmt.Errorf("no such account: %w", ingest.ErrGone)
	var measured []string
	one := func(_ context.Context, _ *ingest.Page, _ *Round, name string) error {
		if measured = append(measured, name); name == "lumen" {
			return refused
		}
		return nil
	}
	alone := func(err error) bool { return errors.Is(err, ingest.ErrGone) }
	at, told := Round{Measured: 1}, 0
	err := at.Make(t.Context(), now, []string{"kestrel", "lumen", "boreal"}, one, alone, func(p ingest.Page, r Round) error {
		at, told = r, told+len(p.Rejected)
		return nil
	})
	if fmt.Sprint(measured) != "[lumen boreal]" || told != 1 || err != nil || at.Due(now.Add(59*time.Minute), time.Hour) || !at.Due(now.Add(time.Hour), time.Hour) {
		t.Errorf("measured %v, told %d, %v, stands at %+v", measured, told, err, at)
	}
	if ahead := (Round{Last: now.Add(time.Hour).Unix()}); !ahead.Due(now, time.Hour) {
		t.Error("the word of a clock that was ahead holds up the next round")
	}
}
