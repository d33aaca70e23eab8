package query_test

import (
	"testing"
	"unicode/utf8"

	"molva/ingest"
	"molva/ingest/query"
)

var expressions = []string{
	"kestrel OR кестрел", `"a b" NEAR/3 (c OR {D.e})`, "title:(a OR b*c) -lang:ru", "ab* #tag_x @a@b.c", "альфа-банк o'neil",
	`url:https://x.example/a author:«И П» network:vk`, "a NOT (b OR NOT c)", "#a'b @_x-y", "((a) b", "12:30 а–б_в", "“a” {{}", "NEAR/1",
	"аb*-в* x", "e\u0308 {й}",
}

func FuzzParse(f *testing.F) {
	for _, expr := range expressions {
		f.Add(expr)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		q, err := query.Parse(expr)
		if err != nil {
			err.(*query.Error).Point(expr)
			return
		}
		again, err := query.Parse(q.String())
		if err != nil {
			t.Fatalf("%q reads as %q, which cannot be read: %v", expr, q, err)
		}
		if q.String() != again.String() {
			t.Errorf("%q reads as %q, and that as %q", expr, q, again)
		}
	})
}

func FuzzMatch(f *testing.F) {
	for i, expr := range expressions {
		f.Add(expr, "Title @a@b.c", "Кестрел: a b c D.e #tag_x o'neil kestrelа Альфа-Банк "+expressions[len(expressions)-1-i])
	}
	f.Fuzz(func(t *testing.T, expr, title, text string) {
		q, err := query.Parse(expr)
		if err != nil || !utf8.ValidString(text) { // Admit lets no other text through
			return
		}
		set, err := query.NewSet([]ingest.Topic{{ID: "other", Query: "a OR кестрел"}, {ID: "it", Query: expr}})
		if err != nil {
			t.Fatal(err)
		}
		m := ingest.Mention{Title: title, Text: text, Lang: "ru"}
		spans, ok := q.Match(&m)
		found := false
		for _, id := range set.Match(&m) {
			found = found || id == "it"
		}
		if found != ok {
			t.Errorf("%q: the query says %v, the set %v", expr, ok, found)
		}
		checkSpans(t, text, spans)
	})
}

// checkSpans wants spans in order, apart, and cut between runes.
func checkSpans(t *testing.T, text string, spans []query.Span) {
	t.Helper()
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("span %v of %v is out of place in %d bytes", s, spans, len(text))
		}
		if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			t.Errorf("span %v cuts a letter of %q", s, text)
		}
		at = s.End
	}
}
