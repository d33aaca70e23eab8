package store_test

import (
	"strings"
	"testing"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
)

func lost(seq uint64, l ingest.Lost) classify.Result {
	return classify.Result{Item: stream.Item{Seq: seq, Kind: stream.Note}, Note: &ingest.Note{Source: "stream", Lost: &l}}
}

func TestLostMessagesAreNamed(t *testing.T) {
	db := open(t)
	save(t, db, lost(7, ingest.Lost{First: 3, Last: 7}))
	save(t, db, lost(8, ingest.Lost{First: 8, Last: 8}), lost(9, ingest.Lost{First: 9, Last: 9}), lost(10, ingest.Lost{First: 10, Last: 10}))
	save(t, db, lost(11, ingest.Lost{Log: log, First: 1, Last: 25}), lost(12, ingest.Lost{Log: log, First: 2, Last: 4}))
	var reasons []string
	for d, err := range db.Dead(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		reasons = append(reasons, d.Reason)
	}
	const gone = " accepted messages are gone from the stream before they were saved: "
	equal(t, "reasons", reasons, []string{"5" + gone + "3 to 7", "3" + gone + "8 to 10", "15" + gone + "11 to 25 of " + log})
	differences, err := db.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(differences) != 3 || !strings.Contains(differences[1].String(), "8 to 10") {
		t.Errorf("verify finds %v, want the three losses", differences)
	}
	if _, err := db.DropDead(t.Context(), 1, 2, 3); err != nil {
		t.Fatal(err)
	}
	wantRight(t, db)
}
