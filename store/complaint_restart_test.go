package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/classify"
	"molva/classify/cluster"
	"molva/classify/cluster/theme"
	"molva/ingest"
)

func wantState(t *testing.T, what string, db *DB, want []string) {
	t.Helper()
	have := complaintState(t, db)
	slices.Sort(have)
	want = slices.Sorted(slices.Values(want))
	if diff := cmp.Diff(want, have); diff != "" {
		t.Fatalf("%s (-want +got):\n%.3000s", what, diff)
	}
}

// The same stream gives the same complaints and the same books, byte for byte, in whatever batches it comes and however
// often the program stops.
func TestBatchesAndStopsLeaveNoTrace(t *testing.T) {
	for seed := range uint64(3) {
		all := talking(seed).next(500)
		path := tempDB(t)
		db := openWriting(t, path)
		saveAll(t, db, all)
		wantSound(t, db)
		want := complaintState(t, db)
		salt := saltOf(t, db)

		dice := rand.New(rand.NewPCG(seed, 4))
		path = tempDB(t)
		db = openWriting(t, path)
		setSalt(t, db, salt)
		for i := 0; i < len(all); {
			n := min(1+dice.IntN(60), len(all)-i)
			saveAll(t, db, all[i:i+n])
			i += n
			if dice.IntN(3) == 0 {
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
				db = openWriting(t, path)
			}
		}
		wantSound(t, db)
		wantState(t, fmt.Sprintf("seed %d in batches", seed), db, want)
	}
}

// saltOf and setSalt make the people of two databases the same.
func saltOf(t *testing.T, db *DB) (salt []byte) {
	t.Helper()
	if err := db.read.QueryRow(`SELECT value FROM meta WHERE name = 'salt'`).Scan(&salt); err != nil {
		t.Fatal(err)
	}
	return salt
}

func setSalt(t *testing.T, db *DB, salt []byte) {
	t.Helper()
	if _, err := db.write.Exec(`UPDATE meta SET value = ? WHERE name = 'salt'`, salt); err != nil {
		t.Fatal(err)
	}
}

// A program that is killed between any two steps goes on as if nothing had happened: what is on the disk at each step is
// taken aside, and the rest of the stream is saved on top of it.
func TestKilledAtAnyStep(t *testing.T) {
	all := talking(7).next(240)
	path := tempDB(t)
	db := openWriting(t, path)
	salt := saltOf(t, db)
	var aside []string
	db.step = func(name string) {
		if name == "commit" || name == "committed" {
			aside = append(aside, takeAside(t, path))
		}
	}
	for batch := range slices.Chunk(all, 30) {
		saveAll(t, db, batch)
	}
	want := complaintState(t, db)
	for _, copied := range aside {
		again := openWriting(t, copied)
		setSalt(t, again, salt)
		for batch := range slices.Chunk(all, 30) {
			saveAll(t, again, batch)
		}
		wantState(t, copied, again, want)
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// takeAside copies what a killed program would leave.
func takeAside(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "molva.db")
	for _, end := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + end)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+end, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// A batch that fails leaves nothing in memory.
func TestARollbackForgetsWhatItDid(t *testing.T) {
	all := talking(5).next(200)
	path := tempDB(t)
	db := openWriting(t, path)
	saveAll(t, db, all)
	want, salt := complaintState(t, db), saltOf(t, db)

	other := openWriting(t, tempDB(t))
	setSalt(t, other, salt)
	saveAll(t, other, all[:100])
	poison := append(slices.Clone(all[100:150]), classify.Result{})
	if err := other.Save(t.Context(), "RAW", poison); err == nil {
		t.Fatal("a result that says nothing was saved")
	}
	saveAll(t, other, all[100:])
	wantState(t, "after a rollback", other, want)
	wantSound(t, other)
}

// A snapshot that cannot be read costs nobody anything: the complaints stand, and go on.
func TestBooksAreSalvaged(t *testing.T) {
	flow := newFlow(5)
	path := tempDB(t)
	db := openWriting(t, path)
	saveAll(t, db, flow.next(200))
	all := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	act(t, db, Act{What: Merged, ID: all[1].ID, Into: all[0].ID})
	act(t, db, Act{What: Renamed, ID: all[0].ID, Label: "Parcels"})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openWriting(t, path)
	if _, err := db.write.Exec(`UPDATE book SET complaint = x'6d6f6c7661'`); err != nil {
		t.Fatal(err)
	}
	before := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	saveAll(t, db, flow.next(100))
	wantSound(t, db)
	after := listed(t, db, ComplaintFilter{Kind: cluster.Complaint})
	if after[0].Label != "Parcels" || after[0].Mentions <= before[0].Mentions {
		t.Errorf("%v went on from %d to %d mentions as %q", after[0].ID, before[0].Mentions, after[0].Mentions, after[0].Label)
	}
	if _, err := db.Why(t.Context(), membersOf(t, db, after[0].ID)[0]); err != nil {
		t.Error(err)
	}
}

// Other themes, other topics and with them other words that say nothing: what was placed before stays where it is, and
// everything can be made anew from there.
func TestAnotherConfigMovesNothing(t *testing.T) {
	flow := newFlow(5)
	path := tempDB(t)
	db := openWriting(t, path)
	saveAll(t, db, flow.next(200))
	before := plain(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	pack, err := theme.Open("retail")
	if err != nil {
		t.Fatal(err)
	}
	topics := append(topicsOf(), ingest.Topic{ID: "boreal", Name: "Boreal", Query: "boreal OR courier"})
	db, err = Open(t.Context(), Options{Path: path, Topics: topics, Themes: pack, Now: func() time.Time { return today }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.with.settings = often
	wantSame(t, plain(t, db), before)
	saveAll(t, db, flow.next(100))
	wantSound(t, db)
	why, err := db.Why(t.Context(), membersOf(t, db, 1)[0])
	if err != nil || slices.ContainsFunc(why.Terms, func(s cluster.Share) bool { return s.Text == "courier" }) {
		t.Errorf("the reason is %+v, %v", why, err)
	}
}
