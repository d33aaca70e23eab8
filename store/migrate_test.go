package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// grown are the built-in steps and one more.
func grown(t *testing.T, more string) []migration {
	t.Helper()
	steps, err := oneMore(more)
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

func oneMore(more string) ([]migration, error) {
	first, err := builtIn.ReadFile("migrations/0001_pipe.sql")
	if err != nil {
		return nil, err
	}
	return migrations(fstest.MapFS{
		"migrations/0001_pipe.sql": {Data: first},
		"migrations/0002_more.sql": {Data: []byte(more)},
	})
}

func newDB(t *testing.T, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	db := newDB(t, path)
	if _, err := db.Enqueue(t.Context(), Letter{Key: "a"}); err != nil {
		t.Fatal(err)
	}
	if err := db.migrate(t.Context(), 1, grown(t, `CREATE TABLE more (x); INSERT INTO more VALUES (1); CREATE TABLE outbox (x)`)); err == nil {
		t.Fatal("a broken step was taken")
	}
	steps := grown(t, `CREATE TABLE more (x); INSERT INTO more SELECT count(*) FROM outbox`)
	if have, err := version(t.Context(), db.read.DB, steps); have != 1 || err != nil {
		t.Fatalf("after a broken step the version is %d, %v, want 1", have, err)
	}
	if err := db.migrate(t.Context(), 1, steps); err != nil {
		t.Fatal(err)
	}
	var letters int
	if err := db.read.QueryRowContext(t.Context(), `SELECT x FROM more`).Scan(&letters); letters != 1 || err != nil {
		t.Errorf("after the upgrade there are %d letters, %v, want 1", letters, err)
	}
	if err := inspect(t.Context(), path+".v1.backup"); err != nil {
		t.Errorf("the backup from before: %v", err)
	}
	if err := db.migrate(t.Context(), 2, grown(t, `something else`)); err == nil || !strings.Contains(err.Error(), "0002_more is not the one that the database took") {
		t.Errorf("an edited step gives %v", err)
	}
	// Nothing but the name of the file says so, but the same folder now holds a newer database.
	db.Close()
	refused(t, path)
}

// refused checks that a newer database is not touched.
func refused(t *testing.T, path string) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		_, err := Open(context.Background(), Options{Path: path, ReadOnly: readOnly})
		if newer, ok := errors.AsType[*NewerError](err); !ok || newer.Have != 2 || newer.Know != 1 {
			t.Errorf("opening a newer database gives %v", err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the newer database was changed, %v", err)
	}
	if err := Restore(context.Background(), path, path+".restored"); err == nil {
		t.Error("a newer backup was restored")
	}
}

func TestAForeignFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	other, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec(`CREATE TABLE bookmarks (x)`); err != nil {
		t.Fatal(err)
	}
	other.Close()
	if _, err := Open(t.Context(), Options{Path: path}); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("opening a foreign database gives %v", err)
	}
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("not a database "), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: text}); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Errorf("opening a text gives %v", err)
	}
}

func TestMigrationsAreNumberedWithoutAGap(t *testing.T) {
	for _, files := range []fstest.MapFS{
		{"migrations/0002_late.sql": {}},
		{"migrations/0001_a.sql": {}, "migrations/0001_b.sql": {}},
		{"migrations/first.sql": {}},
	} {
		if _, err := migrations(files); err == nil {
			t.Errorf("%v was accepted", files)
		}
	}
}

// peopleOfTheMention writes the crowds of a mention without an author.
func peopleOfTheMention(s *session) error {
	salt, err := s.salt()
	if err != nil {
		return err
	}
	sums := newSums(salt)
	m := filed{network: "vk", external: "1", author: authorOf("", "", "1"), published: 496090 * msPerHour}
	for topic := range int64(2) {
		sums.move(&m, felt{topic: topic + 1, counted: true}, 1)
	}
	return sums.savePeople(s)
}

func TestDamageIsNamed(t *testing.T) {
	for _, test := range []struct{ harm, check string }{
		{`UPDATE sum_hour SET negative = negative + 1, mentions = mentions + 1`, "hour sum"},
		{`UPDATE sum_hour SET copies = copies + 1`, "hour sum"},
		{`DELETE FROM crowd`, "people of an hour"},
		{`DELETE FROM sum_week`, "week sum"},
		{`UPDATE opinion SET counted = 0`, "counted"},
		{`UPDATE opinion SET tone = tone + 1`, "tone of an opinion"},
		{`UPDATE opinion SET tone = tone + 1`, "voices of an hour"},
		{`UPDATE sum_hour SET voices = x''`, "voices of an hour"},
		{`UPDATE opinion SET labelled_by = 'ann'`, "word on an opinion"},
		{`INSERT INTO asked VALUES (1, 2, 1, 'oracle', 0, 5)`, "word on an opinion"},
		{`INSERT INTO asked VALUES (1, 2, 1, 'oracle', 0, 5)`, "text that was judged"},
		{`UPDATE mention SET said_category = category`, "word on a category"},
		{`INSERT INTO exclusion VALUES (1, 2, 'ann', 0)`, "excluded"},
		{`UPDATE opinion SET p_negative = 1 WHERE direct = 1`, "topic above"},
		{`DELETE FROM opinion WHERE direct = 0`, "topic above"},
		{`UPDATE opinion SET week = week + 7`, "week of an opinion"},
		{`UPDATE mention SET published = published + 1`, "time of an opinion"},
		{`UPDATE mention SET duplicate_of = 77`, "original of a copy"},
		{`UPDATE meta SET value = 1 WHERE name = 'indexed'`, "search index"},
		{`DELETE FROM intake`, "mentions stored"},
		{`UPDATE intake_hour SET stored = 2`, "intake by the hour"},
		{`INSERT INTO reaction VALUES ('C1', '1727.5', 'ann', '-1', 2, 1, NULL, 1)`, "reaction"},
		{`PRAGMA foreign_keys = OFF; DELETE FROM mention`, "file"},
	} {
		t.Run(test.check, func(t *testing.T) {
			db := newDB(t, filepath.Join(t.TempDir(), "molva.db"))
			if _, err := db.write.Exec(`
				INSERT INTO topic (id, slug, name, parent) VALUES (1, 'zarya', 'Zarya', ''), (2, 'kestrel', 'Kestrel', 'zarya');
				INSERT INTO mention (network, external_id, source, seq, text, published, seen, fresh, content, category) VALUES ('vk', '1', 'vk', 1, 'x', 1785924000000, 0, 0, 0, 'other');
				INSERT INTO opinion SELECT 1, id, id = 2, -1, 0, 0, 0, 60, 0, NULL, 1, 0, 1785924000000, 20668, NULL, '' FROM topic;
				INSERT INTO sum_hour SELECT id, 496090, 'vk', '', 1, 0, 0, 1, 0, 0, x'3c01' FROM topic;
				INSERT INTO sum_week SELECT id, 20668, 'vk', 1, 0, 0 FROM topic;
				INSERT INTO intake VALUES ('vk', '', 1, 1, 0, 0, 0, 0, 0, 0);
				INSERT INTO intake_hour VALUES (496090, 1, 0)`); err != nil {
				t.Fatal(err)
			}
			if err := db.writing(t.Context(), peopleOfTheMention); err != nil {
				t.Fatal(err)
			}
			if found, err := db.Verify(t.Context()); err != nil || len(found) > 0 {
				t.Fatalf("before any harm: %v, %v", found, err)
			}
			if _, err := db.write.Exec(test.harm); err != nil {
				t.Fatal(err)
			}
			found, err := db.Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				if d.Check == test.check {
					return
				}
			}
			t.Errorf("found %v, want one of %q", found, test.check)
		})
	}
}
