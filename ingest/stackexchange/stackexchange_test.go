package stackexchange

import (
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/stackexchange.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	for _, name := range []string{"Question", "Answer"} {
		sourcetest.Decodes(t, "testdata/schema.json", name, func(data []byte) error { return parsePost(data).bad })
	}
}

func TestOptions(t *testing.T) {
	err := Options{BaseURL: "?", Sites: []string{"ru.stackoverflow", "Stack Overflow"}, Search: []string{""}, Tagged: []string{"a;b"}, Every: 1}.Validate()
	if err == nil {
		t.Fatal("no complaint")
	}
	for _, want := range []string{"base_url is no address", `site is "Stack Overflow"`, `search has ""`, `tag is "a;b"`, "every is 1ns"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("complaints lack %q: %v", want, err)
		}
	}
}

func TestPause(t *testing.T) {
	for _, c := range []struct {
		options Options
		every   time.Duration
	}{
		{Options{Search: []string{"a", "b", "c"}}, 43*time.Minute + 12*time.Second},
		{Options{Search: []string{"a", "b", "c"}, Key: secret.New("k")}, 5 * time.Minute},
		{Options{Search: []string{"a"}, Every: time.Hour}, time.Hour},
	} {
		_, rhythm, err := New(c.options, ingest.Env{})
		if err != nil || rhythm.Every != c.every {
			t.Errorf("%d terms: every %s, %v; want %s", len(c.options.Search), rhythm.Every, err, c.every)
		}
	}
}

func TestLines(t *testing.T) {
	topics := []ingest.Topic{{Terms: []string{"kestrel"}}}
	keys := func(o Options) (all []string) {
		for _, l := range linesOf(o, topics) {
			all = append(all, l.key)
		}
		return all
	}
	for want, o := range map[string]Options{
		"stackoverflow kestrel|ru.stackoverflow kestrel":    {},
		"serverfault [kestrel-sdk;zarya]":                   {Sites: []string{"serverfault"}, Tagged: []string{"kestrel-sdk", "zarya"}},
		"serverfault zarya express|serverfault [zarya-sdk]": {Sites: []string{"serverfault"}, Search: []string{"zarya express"}, Tagged: []string{"zarya-sdk"}},
	} {
		if got := strings.Join(keys(o), "|"); got != want {
			t.Errorf("lines are %s, want %s", got, want)
		}
	}
}
