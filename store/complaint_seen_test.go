package store

import (
	"errors"
	"testing"
)

// Whoever has not seen what was done since does nothing; whoever has, acts.
func TestActsOnWhatWasSeen(t *testing.T) {
	db := streamed(t, 1, 60)
	c := listed(t, db, ComplaintFilter{})[0]
	seen := func() *Seen {
		acts, err := db.Acts(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return &Seen{c.ID, Mark(acts)}
	}
	before := seen()
	act(t, db, Act{What: Renamed, ID: c.ID, Label: "couriers", Seen: before})
	if _, err := db.Act(t.Context(), Act{What: Ignored, ID: c.ID, By: "bo", Seen: before}); !errors.Is(err, ErrChanged) {
		t.Errorf("an act by somebody who has not seen the last one: %v", err)
	}
	act(t, db, Act{What: Undone, ID: c.ID, Seen: seen()})
	if now := seen(); *now == *before {
		t.Error("an act that was taken back leaves no trace")
	}
	act(t, db, Act{What: Ignored, ID: c.ID, Seen: seen()})
	if act(t, db, Act{What: Reopened, ID: c.ID}).Act == 0 {
		t.Error("an act that does not say what was seen is not done")
	}
}
