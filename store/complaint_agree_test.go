package store

import (
	"fmt"
	"testing"
	"time"

	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/ingest/stream"
)

// wantAgreement fails when somebody who only agrees with a mention does not stand where that stands, or stands there and
// feels otherwise.
func wantAgreement(t testing.TB, db *DB) {
	t.Helper()
	err := db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT m.external_id, m.title, m.text, m.rating, m.category, coalesce(b.complaint, 0), coalesce(b.role, 0) & 8,
				coalesce(c.id, 0), coalesce(c.kind, ''), (SELECT min(f.sentiment) FROM opinion AS f WHERE f.mention = m.id AND f.direct = 1)
			FROM mention AS m JOIN mention AS p ON p.network = m.network AND p.external_id = m.parent
			LEFT JOIN member AS b ON b.mention = m.id
			LEFT JOIN member AS o ON o.mention = p.id AND o.role & 8 = 0 LEFT JOIN complaint AS c ON c.id = o.complaint
			WHERE m.parent <> '' AND m.deleted = 0`)
		for _, r := range found {
			said := cluster.Said{Title: r.text(1), Text: r.text(2), Rating: r.rating(3), Category: classify.Category(r.text(4)),
				Sentiment: classify.Sentiment(r.int(9)), Answered: cluster.Kind(r.text(8))}
			want := r.int(7)
			if _, _, ok := cluster.KindOf(said); !ok {
				want = 0
			}
			switch have := r.int(5); {
			case said.Agrees() && (have != want || have != 0 && r.int(6) == 0):
				t.Errorf("%s agrees with what stands in c%d and stands in c%d as %d", r.text(0), want, have, r.int(6))
			case !said.Agrees() && r.int(6) != 0:
				t.Errorf("%s speaks for itself and stands in c%d as an agreement", r.text(0), have)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// talk says one thing after the other, each by somebody of its own, and verifies each time.
type talk struct {
	db   *DB
	seen int
}

func (k *talk) said(id, parent, text string) ingest.Mention {
	at := today.Add(-24 * time.Hour).Add(time.Duration(k.seen) * time.Minute)
	return ingest.Mention{ID: id, Network: "vk", Parent: parent, Text: text, Author: ingest.Author{ID: "of " + id}, Published: at, Seen: at}
}

func (k *talk) hear(t *testing.T, id, parent, text string, feels classify.Sentiment) {
	t.Helper()
	k.seen++
	m := k.said(id, parent, text)
	m.Edited = m.Seen
	v := classify.Verdict{Lang: "en", Sentiment: feels, Category: classify.Other, Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: feels}}}
	k.save(t, m, v)
}

func (k *talk) save(t *testing.T, m ingest.Mention, v classify.Verdict) {
	t.Helper()
	item := stream.Item{Seq: uint64(k.seen), Network: "vk", Source: "vk", Seen: m.Seen}
	saveAll(t, k.db, []classify.Result{{Item: item, Tagged: classify.Tag(m, v)}})
	wantSound(t, k.db)
}

func (k *talk) delete(t *testing.T, id string) {
	t.Helper()
	k.seen++
	m := k.said(id, "", "")
	m.Deleted = true
	k.save(t, m, classify.Verdict{})
}

// around is how many people and mentions are in the cluster in which a mention stands, or "nowhere".
func (k *talk) around(t *testing.T, id string) (about string) {
	t.Helper()
	err := k.db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT c.kind, count(DISTINCT v.person), sum(v.mentions), sum(v.repeats) FROM member AS b JOIN mention AS m ON m.id = b.mention
			JOIN complaint AS c ON c.id = b.complaint JOIN voice AS v ON v.complaint = c.live AND v.topic = 0 WHERE m.external_id = ? GROUP BY c.id`, id)
		if about = "nowhere"; len(found) > 0 {
			r := found[0]
			about = fmt.Sprintf("%s of %d people, %d mentions, %d repeats", r.text(0), r.int(1), r.int(2), r.int(3))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return about
}

func newTalk(t *testing.T) *talk {
	t.Helper()
	return &talk{db: openWriting(t, tempDB(t))}
}

func (k *talk) want(t *testing.T, id, want string) {
	t.Helper()
	if have := k.around(t, id); have != want {
		t.Errorf("%s stands in %s, want %s", id, have, want)
	}
}

const late = "my parcel is late again, the courier says nothing"

// Who says "same here" counts among the people of a complaint wherever that goes, and his words nowhere.
func TestWhoAgreesStandsWhereHisParentStands(t *testing.T) {
	k := newTalk(t)
	k.hear(t, "p", "", late, classify.Negative)
	before := bookBytes(t, k.db)
	k.hear(t, "a", "p", "same here", classify.Negative)
	k.hear(t, "b", "p", "Me too!", classify.Negative)
	k.hear(t, "glad", "p", "+1", classify.Positive)
	k.hear(t, "chain", "a", "same here", classify.Negative)
	k.hear(t, "nobody", "q", "same here", classify.Negative)
	wantSame(t, bookBytes(t, k.db), before)
	k.want(t, "a", "complaint of 3 people, 1 mentions, 2 repeats")
	for _, id := range []string{"glad", "chain", "nobody"} {
		k.want(t, id, "nowhere")
	}
	if _, err := k.db.Act(t.Context(), Act{What: Moved, Mentions: []string{"vk:a"}, By: "ann"}); err == nil {
		t.Error("an agreement went elsewhere than what it answers")
	}

	k.hear(t, "p", "", "the app is a joy to use every morning", classify.Positive)
	k.want(t, "p", "praise of 2 people, 1 mentions, 1 repeats")
	k.want(t, "a", "nowhere")
	k.want(t, "glad", "praise of 2 people, 1 mentions, 1 repeats")
	k.hear(t, "p", "", late, classify.Negative)
	k.want(t, "b", "complaint of 3 people, 1 mentions, 2 repeats")
	k.hear(t, "b", "p", "not here", classify.Neutral)
	k.want(t, "a", "complaint of 2 people, 1 mentions, 1 repeats")
	k.hear(t, "p", "a", "same here", classify.Negative)
	k.want(t, "p", "nowhere")
	k.want(t, "a", "nowhere")
	k.hear(t, "p", "", late, classify.Negative)
	k.want(t, "a", "complaint of 2 people, 1 mentions, 1 repeats")
	k.delete(t, "p")
	k.want(t, "a", "nowhere")
}

// An answer that comes before what it answers waits for it.
func TestWhoAgreesTooEarly(t *testing.T) {
	k := newTalk(t)
	k.hear(t, "a", "p", "same here", classify.Negative)
	k.want(t, "a", "nowhere")
	k.hear(t, "p", "", late, classify.Negative)
	k.want(t, "a", "complaint of 2 people, 1 mentions, 1 repeats")
}

// A copy is followed too, and what people move; what retention removed was where it was.
func TestWhoAgreesFollowsFar(t *testing.T) {
	k := newTalk(t)
	k.hear(t, "p", "", late, classify.Negative)
	k.hear(t, "copy", "", late, classify.Negative)
	k.hear(t, "other", "", "the refund has not come for a month, support is silent", classify.Negative)
	k.hear(t, "a", "copy", "same here", classify.Negative)
	k.want(t, "a", "complaint of 3 people, 1 mentions, 2 repeats")
	act(t, k.db, Act{What: Moved, Mentions: []string{"vk:p"}})
	wantSound(t, k.db)
	k.want(t, "a", "complaint of 3 people, 1 mentions, 2 repeats")
	act(t, k.db, Act{What: Undone})
	wantSound(t, k.db)
	k.delete(t, "p")
	k.want(t, "a", "complaint of 2 people, 1 mentions, 1 repeats")

	if _, err := k.db.Sweep(t.Context(), today.Add(-24*time.Hour+4*time.Minute), nil); err != nil { // before "a" was seen
		t.Fatal(err)
	}
	if have := k.around(t, "copy"); have != "nowhere" {
		t.Errorf("retention left the copy, in %s", have)
	}
	k.feel(t, "a", classify.Negative)
	if have := k.around(t, "a"); have == "nowhere" {
		t.Error("an agreement went with what retention removed")
	}
	k.feel(t, "a", classify.Positive)
	k.want(t, "a", "nowhere")
}

// feel lets a person say how a mention feels.
func (k *talk) feel(t *testing.T, id string, feels classify.Sentiment) {
	t.Helper()
	done, err := k.db.Label(t.Context(), []Label{{Mention: "vk:" + id, Topic: "kestrel", Sentiment: &feels, Purpose: Corrected, Labeller: "ann"}})
	if err != nil || done[0].Refused != "" {
		t.Fatal(err, done)
	}
	wantSound(t, k.db)
}

// What a person hears in it decides, also of him who agrees.
func TestWhoAgreesIsHeardByPeople(t *testing.T) {
	k := newTalk(t)
	k.hear(t, "p", "", late, classify.Negative)
	k.hear(t, "a", "p", "+1", classify.Neutral)
	k.want(t, "a", "nowhere")
	k.feel(t, "a", classify.Negative)
	k.want(t, "a", "complaint of 2 people, 1 mentions, 1 repeats")
	exclude := func(out bool) {
		if err := k.db.Exclude(t.Context(), "vk:p", "kestrel", "ann", out); err != nil {
			t.Fatal(err)
		}
		wantSound(t, k.db)
	}
	exclude(true)
	k.want(t, "a", "nowhere")
	why := func(id string) error {
		_, err := k.db.Why(t.Context(), "vk:"+id)
		return err
	}
	if err := why("a"); err == nil {
		t.Error("what stands nowhere has a reason")
	}
	exclude(false)
	if err := why("a"); err != nil {
		t.Error(err)
	}
}

// Every act on what others agree with takes those along, and its undoing brings them back.
func TestActsTakeAlongWhoAgrees(t *testing.T) {
	db := openWriting(t, tempDB(t))
	saveAll(t, db, talking(10).next(500))
	all := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	some := agreedWith(t, db, all[0].ID)
	before := plain(t, db)
	for _, c := range []Act{
		{What: Merged, ID: all[1].ID, Into: all[0].ID},
		{What: Split, ID: all[0].ID, Mentions: some},
		{What: Moved, Mentions: some, Into: all[1].ID},
		{What: Moved, Mentions: some},
	} {
		act(t, db, c)
		wantSound(t, db)
		act(t, db, Act{What: Undone})
		wantSound(t, db)
		wantSame(t, plain(t, db), before)
	}
}

// agreedWith are two mentions of a complaint that others agree with.
func agreedWith(t *testing.T, db *DB, id cluster.ID) (mentions []string) {
	t.Helper()
	err := db.looking(t.Context(), func(l *look) error {
		found, err := l.rows(`SELECT DISTINCT p.external_id FROM member AS b JOIN mention AS m ON m.id = b.mention
			JOIN mention AS p ON p.network = m.network AND p.external_id = m.parent JOIN member AS o ON o.mention = p.id AND o.role & 4 = 0
			JOIN complaint AS c ON c.id = b.complaint WHERE b.role & 8 AND c.root = ? ORDER BY p.id LIMIT 2`, int64(id))
		for _, r := range found {
			mentions = append(mentions, "vk:"+r.text(0))
		}
		return err
	})
	if err != nil || len(mentions) != 2 {
		t.Fatalf("%d mentions, want two: %v", len(mentions), err)
	}
	return mentions
}
