package bench

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"molva/store"
)

// TestTapeWritesTheSame: SQLite alone is given the same work, so it must end with the same rows.
func TestTapeWritesTheSame(t *testing.T) {
	b, err := prepare(options(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, saved, bare := t.Context(), t.TempDir(), t.TempDir()
	results, err := b.results(ctx, 0, b.warm+b.Mentions)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := b.record(ctx, saved, results)
	if err != nil {
		t.Fatal(err)
	}
	if len(tape.batches) != 2 || tape.warm != 1 {
		t.Errorf("the tape has %d batches, %d for warming up", len(tape.batches), tape.warm)
	}
	db, err := b.openEmpty(ctx, bare)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := b.replay(ctx, tape, db, &meter{}); err != nil {
		t.Fatal(err)
	}
	original, err := store.Bare(ctx, filepath.Join(saved, "molva.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer original.Close()
	tables, err := tables(ctx, db)
	if err != nil || len(tables) < 5 {
		t.Fatalf("tables: %v, %v", tables, err)
	}
	for _, table := range tables {
		got, want := rowsOf(t, ctx, db, table.name), rowsOf(t, ctx, original, table.name)
		apart := table.name == "meta" || table.name == "book" // a random salt; what is saved once more at the end
		if !apart && !slices.Equal(got, want) {
			t.Errorf("%s has %d rows, want %d, or they differ", table.name, len(got), len(want))
		}
	}
	if err := os.RemoveAll(b.dir); err != nil {
		t.Error(err)
	}
}

func rowsOf(t *testing.T, ctx context.Context, db *sql.DB, name string) (all []string) {
	t.Helper()
	r := recorder{db: db}
	columns, err := db.QueryContext(ctx, "SELECT * FROM "+name)
	if err != nil {
		t.Fatal(err)
	}
	names, err := columns.Columns()
	columns.Close()
	if err != nil {
		t.Fatal(err)
	}
	err = r.scan(ctx, table{name: name, columns: names}, func(row []any) { all = append(all, fmt.Sprintf("%q", row)) })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}
