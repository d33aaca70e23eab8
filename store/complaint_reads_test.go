package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify/cluster"
)

// The view that others read and the list that people are shown tell the same.
func TestTheViewAgreesWithTheList(t *testing.T) {
	db := streamed(t, 3, 400)
	all := listed(t, db, ComplaintFilter{})
	act(t, db, Act{What: Merged, ID: all[1].ID, Into: all[0].ID})
	act(t, db, Act{What: Fixed, ID: all[2].ID, Ticket: "https://tickets.example/7"})
	tend(t, db)
	var want, have []string
	for _, c := range listed(t, db, ComplaintFilter{All: true}) {
		if c.Recurs {
			want = append(want, fmt.Sprintln(c.ID, c.Kind, c.Theme, c.Label, c.State, c.Mentions, c.People,
				c.First.Format(time.RFC3339), c.Last.Format(time.RFC3339), c.Ticket))
		}
	}
	err := db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT id, kind, theme, label, state, mentions, people, first_seen, last_seen, ticket FROM v_complaint ORDER BY CAST(substr(id, 2) AS INTEGER)`)
		for _, r := range found {
			have = append(have, fmt.Sprintln(r.text(0), cluster.Kind(r.text(1)), r.text(2), r.text(3), r.text(4), r.int(5), r.int(6), r.text(7), r.text(8), r.text(9)))
		}
		return err
	})
	if diff := cmp.Diff(want, have); err != nil || diff != "" {
		t.Errorf("v_complaint (-list +view), %v:\n%s", err, diff)
	}
}

// Every number of a complaint opens its evidence: for any topic and any period, down to the second.
func TestComplaintsAgreeWithTheirEvidence(t *testing.T) {
	db := streamed(t, 3, 400)
	all := listed(t, db, ComplaintFilter{})
	act(t, db, Act{What: Merged, ID: all[1].ID, Into: all[0].ID})
	dice := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		from := today.Add(-40 * 24 * time.Hour).Add(time.Duration(dice.IntN(60*3600)) * time.Second)
		f := ComplaintFilter{Topic: []string{"", "zarya", "kestrel", "lumen"}[dice.IntN(4)], Period: Period{from, from.Add(time.Duration(dice.IntN(30*3600)) * time.Second)}, All: true}
		people, mentions := evidence(t, db, f)
		for _, c := range listed(t, db, f) {
			if c.People != people[c.ID] || c.Mentions != mentions[c.ID] {
				t.Errorf("%+v: %v has %d people and %d mentions, want %d and %d", f, c.ID, c.People, c.Mentions, people[c.ID], mentions[c.ID])
			}
			delete(people, c.ID)
		}
		if len(people) > 0 {
			t.Errorf("%+v: the list lacks %v", f, people)
		}
	}
}

// evidence counts people and mentions of each complaint from the rows.
func evidence(t *testing.T, db *DB, f ComplaintFilter) (people, mentions map[cluster.ID]int) {
	t.Helper()
	people, mentions = map[cluster.ID]int{}, map[cluster.ID]int{}
	err := db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT c.root, count(DISTINCT m.author_id || '/' || iif(m.author_id = '', m.id, '')), sum(b.role & 5 = 0)
			FROM mention AS m JOIN member AS b ON b.mention = m.id JOIN complaint AS c ON c.id = b.complaint
			WHERE m.published >= ?1 AND m.published < ?2 AND (?3 = '' OR EXISTS (SELECT 1 FROM opinion AS o JOIN topic AS t ON t.id = o.topic
				WHERE o.mention = m.id AND t.slug = ?3 AND o.complaint IS NOT NULL)) GROUP BY c.root`, ms(f.Period.From), ms(f.Period.To), f.Topic)
		for _, r := range found {
			people[cluster.ID(r.int(0))], mentions[cluster.ID(r.int(0))] = int(r.int(1)), int(r.int(2))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return people, mentions
}

// The list of mentions of a complaint is that of everything that stands in it, by whatever id it is asked for.
func TestAListOfMentionsIsOfTheWholeFamily(t *testing.T) {
	db := streamed(t, 3, 400)
	all := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	a, b := all[0].ID, all[1].ID
	want := len(membersOf(t, db, a)) + len(membersOf(t, db, b))
	act(t, db, Act{What: Merged, ID: b, Into: a})
	for _, id := range []cluster.ID{a, b} {
		n, err := db.Count(t.Context(), Filter{Complaint: int64(id)})
		if members := membersOf(t, db, id); err != nil || n != want || len(members) != want {
			t.Errorf("%v has %d mentions and %d members, want %d: %v", id, n, len(members), want, err)
		}
		c, err := db.Complaint(t.Context(), id)
		if err != nil || c.ID != a || !slices.Contains(c.Merged, b) {
			t.Errorf("%v is answered for by %v, %v", id, c.ID, err)
		}
		if counted, err := db.Members(t.Context(), id, ComplaintFilter{}); err != nil || len(counted) != c.Mentions || c.Mentions >= want {
			t.Errorf("%v counts %d of %d mentions and lists %d, %v", id, c.Mentions, want, len(counted), err)
		}
	}
	f := Filter{Complaint: int64(b), Topic: "zarya", Counted: new(true)}
	n, err := db.Count(t.Context(), f)
	if err != nil || n == 0 || n > want {
		t.Errorf("on a topic: %d, %v", n, err)
	}
}

// What is asked for each complaint looks its voices up, and does not walk through those of all.
func TestVoicesAreLookedUp(t *testing.T) {
	db := streamed(t, 3, 50)
	for query, args := range map[string][]any{mentionsIn: {1}, topicsIn: {"[]", 1}} {
		err := db.looking(t.Context(), func(l *look) error {
			found, err := l.rows(`EXPLAIN QUERY PLAN `+query, args...)
			for _, r := range found {
				if step := r.text(3); strings.Contains(step, " v ") && !strings.Contains(step, "complaint=?") {
					t.Errorf("%s in %s", step, query)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
