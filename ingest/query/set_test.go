package query_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
	"molva/ingest/query"
)

func birds(t testing.TB) *query.Set {
	t.Helper()
	set, err := query.NewSet([]ingest.Topic{
		{ID: "zarya", Name: "Заря"},
		{ID: "kestrel", Name: "Кестрел", Parent: "zarya", Query: "kestrel OR кестрел -вакансия"},
		{ID: "merlin", Name: "Мерлин", Parent: "zarya", Query: `мерлин OR "merlin app"`},
		{ID: "russian", Name: "RU", Query: "lang:ru -спам"},
		{ID: "heron", Name: "Kestrel", Competitor: true, Query: "heron* OR (кестрел NEAR/3 хуже)"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestSetMatch(t *testing.T) {
	set := birds(t)
	for _, tt := range []struct {
		text, lang string
		want       []string
	}{
		{"nothing to see", "en", nil},
		{"", "", nil},
		{"Herons and a kestrel", "en", []string{"kestrel", "heron"}},
		{"Мерлин и кестрелы", "", []string{"kestrel", "merlin"}},
		{"ничего", "ru", []string{"russian"}},
		{"это спам", "ru", nil},
		{"Кестрел стал хуже мерлина", "ru", []string{"kestrel", "merlin", "russian", "heron"}},
		{"Вакансия: кестрел", "", nil},
		{"вакансия на kestrel", "", []string{"kestrel"}},
	} {
		got := set.Match(&ingest.Mention{Text: tt.text, Lang: tt.lang})
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

func TestSetExplain(t *testing.T) {
	got := birds(t).Explain(&ingest.Mention{Text: "кестрел хуже, Merlin app", Lang: "ru"})
	want := []query.Hit{
		{Topic: "kestrel", Spans: []query.Span{{Start: 0, End: 14}}},
		{Topic: "merlin", Spans: []query.Span{{Start: 25, End: 35}}},
		{Topic: "russian"},
		{Topic: "heron", Spans: []query.Span{{Start: 0, End: 14}, {Start: 15, End: 23}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The title has spans of its own: tags and literals too, which are found by the signs around their words.
func TestSetExplainsTheTitle(t *testing.T) {
	set, err := query.NewSet([]ingest.Topic{{ID: "bird", Query: "#kestrel OR {Mail.ru}"}, {ID: "title", Query: "title:merlin"}})
	if err != nil {
		t.Fatal(err)
	}
	got := set.Explain(&ingest.Mention{Title: "My #kestrel by Merlin", Text: "from Mail.ru, a merlin"})
	want := []query.Hit{
		{Topic: "bird", Title: []query.Span{{Start: 3, End: 11}}, Spans: []query.Span{{Start: 5, End: 12}}},
		{Topic: "title", Title: []query.Span{{Start: 15, End: 21}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestResolve(t *testing.T) {
	ids, unknown := birds(t).Resolve([]string{"KESTREL", " заря ", "кестрел", "Heron", "nobody", "", "ЗАРЯ"})
	if want := []string{"kestrel", "zarya", "heron"}; !slices.Equal(ids, want) {
		t.Errorf("ids are %q, want %q", ids, want)
	}
	if want := []string{"nobody", ""}; !slices.Equal(unknown, want) {
		t.Errorf("unknown are %q, want %q", unknown, want)
	}
}

func TestNewSetNamesTheTopic(t *testing.T) {
	_, err := query.NewSet([]ingest.Topic{{ID: "good", Query: "a"}, {ID: "bad", Query: "a AND"}})
	var at *query.Error
	if !errors.As(err, &at) || at.Column != 6 || !strings.Contains(err.Error(), `"bad"`) {
		t.Errorf("got %v, want column 6 of topic bad", err)
	}
}

func TestSetOfNothing(t *testing.T) {
	set, err := query.NewSet(nil)
	if err != nil {
		t.Fatal(err)
	}
	if ids := set.Match(&ingest.Mention{Text: "kestrel"}); ids != nil {
		t.Errorf("got %q, want none", ids)
	}
}

// A set is shared by all workers.
func TestSetConcurrently(t *testing.T) {
	set := birds(t)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 200 {
				text, want := "kestrel", "kestrel"
				if i%2 == 1 {
					text, want = "@merlin: мерлина", "merlin"
				}
				if got := set.Match(&ingest.Mention{Text: text}); len(got) != 1 || got[0] != want {
					t.Errorf("%q: got %q", text, got)
				}
				set.Explain(&ingest.Mention{Text: text, Title: "heron"})
			}
		})
	}
	group.Wait()
}

// What one mention leaves in the buffers must not show in the next.
func TestSetForgets(t *testing.T) {
	set := birds(t)
	set.Match(&ingest.Mention{Title: "kestrel", Text: "мерлин heron кестрел хуже", Lang: "ru"})
	if ids := set.Match(&ingest.Mention{Text: "пусто"}); ids != nil {
		t.Errorf("got %q, want none", ids)
	}
}

// No text of the largest size may hold up the pipe: each of these once took, or would have taken, time by the square
// of its length.
func TestMatchStaysLinear(t *testing.T) {
	set, err := query.NewSet([]ingest.Topic{{ID: "it", Query: `("a1 b1" OR a1) NEAR/100 (b1 OR ab*c*d) OR #x OR @y OR {B1} OR abc`}})
	if err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{"a1 b1 ", "a-", "@a.", "#a", "a'", "a\u200b", "__a", "abcd", "и\u0306"} {
		m := ingest.Mention{Text: strings.Repeat(piece, ingest.MaxText/len(piece))}
		set.Explain(&m)
	}
}
