package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/store"
)

// graded is an answer to a survey.
func graded(s said, scores ingest.Scores) classify.Result {
	r := s.result()
	r.Tagged.Mention.Kind, r.Tagged.Mention.Scores = ingest.Survey, scores
	return r
}

func TestScores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	reply := said{seq: 1, id: "1", text: "the kestrel is fine", topics: []string{"kestrel"}, sentiment: classify.Positive}
	save(t, db, graded(reply, ingest.Scores{"nps": 9, "csat": 0.1 + 0.2}))
	equal(t, "scores", list(t, db, store.Filter{})[0].Mention.Scores, ingest.Scores{"nps": 9, "csat": 0.1 + 0.2})

	reply.seq, reply.seen = 2, "2026-08-06T00:00:00Z"
	save(t, db, graded(reply, ingest.Scores{"nps": 9, "csat": 0.1 + 0.2}))
	reply.seq, reply.seen = 3, "2026-08-07T00:00:00Z"
	save(t, db, graded(reply, ingest.Scores{"nps": 2}))
	equal(t, "intake", intake(t, db, "src-vk"), store.Intake{Source: "src-vk", Received: 3, Stored: 1, Duplicate: 1, Updated: 1})
	plain, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	equal(t, "v_score", dump(t, plain, "v_score"), []string{"mention_id=vk:1 name=nps value=2 published_at=2026-08-05T10:00:00Z"})

	reply.seq, reply.deleted, reply.text = 4, true, ""
	save(t, db, reply.result())
	equal(t, "v_score of what was deleted", dump(t, plain, "v_score"), []string{})
	wantRight(t, db)
}

// TestAGradeWithoutWordsIsNoOpinion: it is listed and has its scores, and no opinion figure, complaint, copy or draw knows it.
func TestAGradeWithoutWordsIsNoOpinion(t *testing.T) {
	db := open(t)
	grade := said{topics: []string{"kestrel"}, sentiment: classify.Negative, category: classify.ComplaintCategory}
	for i, id := range []string{"1", "2"} {
		grade.seq, grade.id, grade.author = uint64(i+1), id, id
		r := graded(grade, ingest.Scores{"nps": 0})
		r.Tagged.Mention.Rating = new(1.0)
		save(t, db, r)
	}
	wantSum(t, db, "kestrel", "0/0/0")
	wantSum(t, db, "zarya", "0/0/0")
	equal(t, "mentions", ids(list(t, db, store.Filter{Topic: "kestrel"})), []string{"vk:2", "vk:1"})
	equal(t, "copies", len(list(t, db, store.Filter{Copy: new(true)})), 0)
	equal(t, "in a complaint", len(list(t, db, store.Filter{Kind: "complaint"})), 0)
	drawn, err := db.Draw(t.Context(), store.DrawRequest{Topic: "kestrel", N: 9, Purpose: store.Sampled})
	if err != nil || len(drawn) != 0 {
		t.Errorf("drew %d to be read, %v: there is nothing to read", len(drawn), err)
	}
	tally, err := db.Tally(t.Context(), "kestrel", store.Period{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "tally", tally, store.Tally{Mentions: 2})
	applied, err := db.Label(t.Context(), []store.Label{{Mention: "vk:2", Topic: "kestrel", Sentiment: new(classify.Positive), Purpose: store.Corrected, Labeller: "ann"}})
	if err != nil || applied[0].Refused != "" {
		t.Errorf("the label was refused: %+v, %v", applied, err)
	}
	if lessons, err := db.Corrections(t.Context()); err != nil || len(lessons) != 0 {
		t.Errorf("%d labels train, %v: there is nothing to learn from", len(lessons), err)
	}
	wantSum(t, db, "kestrel", "0/0/0")
	if _, err := db.Index(t.Context(), 100); err != nil {
		t.Fatal(err)
	}
	wantRight(t, db)

	grade.seq, grade.text, grade.edited = 3, "the kestrel broke", "2026-08-06T00:00:00Z"
	grade.seen = grade.edited
	save(t, db, graded(grade, ingest.Scores{"nps": 0}))
	wantSum(t, db, "zarya", "1/0/0")
	wantRight(t, db)
}
