package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"molva/store"
)

// BenchmarkErase erases one author of a hundred thousand mentions, who said a thousandth of them, and says how long the file's part
// takes, while which nothing is saved. MOLVA_ERASE_MENTIONS is another number.
func BenchmarkErase(b *testing.B) {
	n := 100_000
	if said := os.Getenv("MOLVA_ERASE_MENTIONS"); said != "" {
		fmt.Sscan(said, &n)
	}
	path := filepath.Join(b.TempDir(), "molva.db")
	db := openAt(b, path, tree(b))
	for from := 0; from < n; from += 1000 {
		var batch []said
		for i := from; i < from+1000; i++ {
			batch = append(batch, said{seq: uint64(i + 1), id: fmt.Sprint(i), author: fmt.Sprintf("author-%d", i%1000), topics: []string{"kestrel"},
				text: fmt.Sprintf("headphone %d of the kestrel number %d crackles on the left side and nobody answers my letters %d", i, i%977, i%13)})
		}
		save(b, db, results(batch...)...)
	}
	for more := 500; more == 500; {
		var err error
		if more, err = db.Index(b.Context(), 500); err != nil {
			b.Fatal(err)
		}
	}
	author := 0
	for b.Loop() {
		author++
		e, err := db.BeginErasure(b.Context(), store.Erasure{Network: "vk", Author: fmt.Sprintf("author-%d", author), By: "anna"})
		if err != nil {
			b.Fatal(err)
		}
		m, err := db.Marks(b.Context(), e)
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if err := db.EraseRows(b.Context(), &e, m); err != nil {
			b.Fatal(err)
		}
		rows := time.Since(began)
		if err := db.ErasePages(b.Context(), &e); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(rows.Milliseconds()), "ms-rows")
		b.ReportMetric(float64((time.Since(began) - rows).Milliseconds()), "ms-pages")
		b.ReportMetric(float64(db.Size()>>20), "MiB")
		if e.Erased.Mentions != n/1000 {
			b.Fatalf("erased %+v", e.Erased)
		}
	}
}
