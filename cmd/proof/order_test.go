package proof

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOrderOfArrival imports eight weeks of mentions three times, into three programs: in the order in which they were
// said, shuffled, and with one in twenty late by up to sixty days. Two in a hundred are edited and one in a hundred is
// deleted; some texts are copies of others. Every sum and everything that is listed is the same.
func TestOrderOfArrival(t *testing.T) {
	t.Logf("seed %d", *seed)
	dice := rand.New(rand.NewPCG(*seed, 18))
	size := 3_000
	if *long {
		size = 200_000
	}
	sorted := history(dice, size)
	shuffled := slices.Clone(sorted)
	dice.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	want := imported(t, sorted)
	for name, other := range map[string][]Post{"shuffled": shuffled, "late": late(dice, sorted)} {
		for view, have := range imported(t, other) {
			if !maps.Equal(have, want[view]) {
				t.Errorf("%s: %s differs from the sorted run: %s", name, view, difference(have, want[view]))
			}
		}
	}
	weeks, mentions := want["the weeks"], want["the mentions"]
	t.Logf("%d events, %d mentions, %d sums of weeks", len(sorted), len(mentions), len(weeks))
	if len(weeks) < 8*len(SourceIDs) || len(mentions) < size*9/10 {
		t.Errorf("%d sums of weeks and %d mentions are too few to prove anything", len(weeks), len(mentions))
	}
}

// history is what was said, edited and deleted in eight weeks, in order.
func history(dice *rand.Rand, size int) []Post {
	begin := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -70)
	var all []Post
	for n := range size {
		p := NewPost(SourceIDs[dice.IntN(len(SourceIDs))], n)
		if dice.IntN(10) == 0 && n > 0 {
			p.Text = all[dice.IntN(len(all))].Text
		}
		p.Published = begin.Add(time.Duration(n) * 56 * 24 * time.Hour / time.Duration(size)).Truncate(time.Second)
		all = append(all, p)
		switch dice.IntN(100) {
		case 0, 1:
			p.Text, p.Edited = fmt.Sprintf(opinions[dice.IntN(len(opinions))], size+n), p.Published.Add(time.Duration(1+dice.IntN(100))*time.Hour)
			all = append(all, p)
		case 2:
			p.Text, p.Deleted, p.Edited = "", true, p.Published.Add(time.Duration(1+dice.IntN(100))*time.Hour)
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b Post) int { return happened(a).Compare(happened(b)) })
	return all
}

func happened(p Post) time.Time {
	if p.Edited.After(p.Published) {
		return p.Edited
	}
	return p.Published
}

// late is the same history with one event in twenty arriving one to sixty days after it happened.
func late(dice *rand.Rand, sorted []Post) []Post {
	type arrival struct {
		Post
		at time.Time
	}
	var all []arrival
	for _, p := range sorted {
		at := happened(p)
		if dice.IntN(20) == 0 {
			at = at.AddDate(0, 0, 1+dice.IntN(60))
		}
		all = append(all, arrival{p, at})
	}
	slices.SortStableFunc(all, func(a, b arrival) int { return a.at.Compare(b.at) })
	posts := make([]Post, len(all))
	for i, a := range all {
		posts[i] = a.Post
	}
	return posts
}

// imported imports a history into a new program and returns what its views say.
func imported(t *testing.T, all []Post) map[string]map[string]int {
	t.Helper()
	home := NewHome(t, binary, "")
	var lines strings.Builder
	for _, p := range all {
		line, err := json.Marshal(struct {
			Network string `json:"network"`
			Post
		}{p.Source, p})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	file := filepath.Join(t.TempDir(), "history.jsonl")
	write(t, file, lines.String())
	home.Do(t, "import", file)
	home.Do(t, "verify")
	db := home.views(t)
	defer db.Close()
	return map[string]map[string]int{
		"the hours": counts(t, db, `SELECT concat_ws(' ', topic, hour, network, lang, negative, neutral, positive), 1 FROM v_hour WHERE negative + neutral + positive > 0`),
		"the weeks": counts(t, db, `SELECT concat_ws(' ', topic, week, network, negative, neutral, positive), 1 FROM v_week WHERE negative + neutral + positive > 0`),
		"the mentions": counts(t, db, `SELECT concat_ws(' ', id, author, lang, o.published_at, text, o.topic, o.sentiment, o.p_negative, o.counted), 1
			FROM v_mention JOIN v_opinion o ON o.mention_id = id`),
		// What a deletion becomes depends on whether what it deletes was there, so only the totals are the same.
		"the totals": counts(t, db, `SELECT 'received', received FROM v_intake UNION ALL SELECT 'rejected or dead', rejected + dead FROM v_intake`),
	}
}
