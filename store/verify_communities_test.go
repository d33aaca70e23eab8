package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"molva/ingest"
)

// TestVerifyFindsWhatIsWrongWithCommunities: each rule is broken behind the program's back.
func TestVerifyFindsWhatIsWrongWithCommunities(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := openAt(t, path, tree(t))
	gone := said{seq: 1, id: "q", text: "is the kestrel any good?", topics: []string{"kestrel"}}
	save(t, db, gone.result(), answer(said{seq: 2, id: "a", text: "no, the kestrel broke", topics: []string{"kestrel"}}, "q", "q", ""))
	gone.seq, gone.deleted = 3, true
	save(t, db, gone.result(), note(4, ingest.Note{Source: "wall", At: now,
		Figures: []ingest.Figure{{Account: "zarya", Network: "vk", Metric: "followers", At: now, Value: 2}},
		Members: []ingest.Members{{Account: "zarya", Network: "vk", Set: "followers", At: now, IDs: numbered(0, 3), Last: true}},
		Steps:   []ingest.Step{{Key: "1", Stage: "lead", Topic: "kestrel", At: now}, {Key: "2", Stage: "lead", Topic: "kestrel", At: now, Consent: true}}}))
	wantRight(t, db)
	plain, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	for _, broken := range []struct{ do, want, undo string }{
		{`UPDATE mention SET context = 'is it?' WHERE external_id = 'a'`,
			"what a mention answers: vk:a: have words of q, want none: they were deleted", `UPDATE mention SET context = ''`},
		{`UPDATE member_set SET n = 4`,
			"set of people: zarya vk followers 2026-09-28T06:00:00Z: have 3 people, want 4 people in order", `UPDATE member_set SET n = 3`},
		{`INSERT INTO member_chunk (members, loose, people) SELECT members, loose, people FROM member_chunk`,
			"set of people: zarya vk followers 2026-09-28T06:00:00Z: have 6 people, not in order, want 3 people in order", `DELETE FROM member_chunk WHERE id > 1`},
		{`INSERT INTO series (account, network, post, metric) VALUES ('boreal', 'vk', '', 'followers')`,
			"series: boreal vk  followers: have no figure, want at least one", `DELETE FROM series WHERE account = 'boreal'`},
		{`INSERT INTO step (person, stage, topic, at, consent, currency) SELECT person, 'customer', topic, at, 1, '' FROM step WHERE consent = 0`,
			"step without consent: step 1: have linked to step 3, want alone", `DELETE FROM step WHERE stage = 'customer'`},
		{`INSERT INTO step_spoke (person, topic, hour) SELECT zeroblob(16), id, 1 FROM topic WHERE slug = 'boreal'`,
			"when who was erased spoke: boreal: have of nobody, want of somebody with a step", `DELETE FROM step_spoke`},
	} {
		if _, err := plain.ExecContext(t.Context(), broken.do); err != nil {
			t.Fatal(err)
		}
		found, err := db.Verify(t.Context())
		if err != nil || len(found) != 1 || found[0].String() != broken.want {
			t.Errorf("verify found %v, %v, want %s", found, err, broken.want)
		}
		if _, err := plain.ExecContext(t.Context(), broken.undo); err != nil {
			t.Fatal(err)
		}
	}
	wantRight(t, db)
}
