package stream

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestErase: what matches up to a sequence is gone from the log and from the bytes of its files; the rest is read as before.
func TestErase(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 5 {
		e := mention(i)
		e.Body = []byte(`{"id":"x","text":"zarquon ` + string(rune('a'+i)) + `"}`)
		publish(t, s, e)
	}
	publish(t, s, mentions(10, 15)...)
	match := func(it Item) bool { return bytes.Contains(it.Body, []byte("zarquon")) }
	found, err := s.Raw().Find(t.Context(), time.Time{}, 4, match)
	if !slices.Equal(found, []uint64{1, 2, 3, 4}) || err != nil {
		t.Fatalf("found %d, %v, want the first four", found, err)
	}
	for range 2 { // the second time there is nothing
		if err := s.Raw().Erase(t.Context(), found); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := s.Raw().Find(t.Context(), time.Time{}, 4, match); len(found) != 0 || err != nil {
		t.Fatalf("found %d once more, %v", found, err)
	}
	if got := seqs(scan(t, s.Raw(), time.Time{})); !slices.Equal(got, []uint64{5, 6, 7, 8, 9, 10}) {
		t.Errorf("left are %v", got)
	}
	if got := seqs(read(t, s.Raw(), 4, 6)); !slices.Equal(got, []uint64{5, 6, 7, 8, 9, 10}) {
		t.Errorf("read %v", got)
	}
	for i, word := range []string{"zarquon a", "zarquon d", "zarquon e"} {
		if got, want := inFiles(t, dir, word), i == 2; got != want {
			t.Errorf("the files have %q: %t, want %t", word, got, want)
		}
	}
}

// TestEraseCutOff: what the server has hidden and not yet written over when it is killed, and what it had not come to, is written over
// at the next start. The rest is read as before, and no sequence is given twice.
func TestEraseCutOff(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 6 {
		e := mention(i)
		e.Body = []byte(`{"id":"x","text":"zarquon ` + string(rune('a'+i)) + `"}`)
		publish(t, s, e)
	}
	if _, err := s.srv.o.beginErasing("MOLVA_RAW", []uint64{2, 4, 6}); err != nil {
		t.Fatal(err)
	}
	raw, err := s.js.Stream(t.Context(), "MOLVA_RAW")
	if err != nil {
		t.Fatal(err)
	}
	for _, seq := range []uint64{2, 6} {
		if err := raw.DeleteMsg(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !inFiles(t, dir, "zarquon b") || !inFiles(t, dir, "zarquon f") {
		t.Fatal("the server writes over what it deletes by itself")
	}
	s = open(t, dir)
	for i, word := range []string{"zarquon a", "zarquon b", "zarquon c", "zarquon d", "zarquon e", "zarquon f"} {
		if got, want := inFiles(t, dir, word), i%2 == 0; got != want {
			t.Errorf("the files have %q: %t, want %t", word, got, want)
		}
	}
	publish(t, s, mentions(10, 11)...)
	if got := seqs(scan(t, s.Raw(), time.Time{})); !slices.Equal(got, []uint64{1, 3, 5, 7, 8}) {
		t.Errorf("left are %v", got)
	}
	if _, err := os.Stat(filepath.Join(dir, erasingPrefix+"MOLVA_RAW")); !os.IsNotExist(err) {
		t.Errorf("what is done is not forgotten: %v", err)
	}
}

// TestEraseKilledAtSteps takes the files as a kill would leave them before and behind a message; opened again, what was begun is gone.
func TestEraseKilledAtSteps(t *testing.T) {
	for _, step := range []string{"erase message", "message erased"} {
		t.Run(step, func(t *testing.T) {
			dir, image := t.TempDir(), filepath.Join(t.TempDir(), "image")
			s := open(t, dir, func(o *Options) {
				o.Step = func(name string) {
					if _, err := os.Stat(image); name == step && os.IsNotExist(err) {
						imageOf(t, dir, image)
					}
				}
			})
			for i := range 3 {
				e := mention(i)
				e.Body = []byte(`{"id":"x","text":"zarquon"}`)
				publish(t, s, e)
			}
			publish(t, s, mentions(10, 11)...)
			if err := s.Raw().Erase(t.Context(), []uint64{1, 2, 3}); err != nil {
				t.Fatal(err)
			}
			after := open(t, image)
			if inFiles(t, image, "zarquon") {
				t.Error("the files still have it")
			}
			if got := seqs(scan(t, after.Raw(), time.Time{})); !slices.Equal(got, []uint64{4}) {
				t.Errorf("left are %v", got)
			}
		})
	}
}

// imageOf copies the files of a server that runs.
func imageOf(t *testing.T, from, to string) {
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		place := filepath.Join(to, strings.TrimPrefix(path, from))
		if err != nil || !d.Type().IsRegular() {
			return errors.Join(err, os.MkdirAll(place, 0o700))
		}
		data, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(place, data, 0o600))
	})
	if err != nil {
		t.Error(err)
	}
}

func inFiles(t *testing.T, dir, word string) (found bool) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		found = found || bytes.Contains(data, []byte(word))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
