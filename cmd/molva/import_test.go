package main

import (
	"io"
	"strings"
	"testing"

	"molva/ingest"
)

// TestImportLeavesTheSourcesAlone: an import for a network that is named like a source must not move that one's cursor.
func TestImportLeavesTheSourcesAlone(t *testing.T) {
	dir := t.TempDir()
	p := newProgram(dir, io.Discard, io.Discard)
	p.logFormat = "text"
	p.configFile, p.dataDir = write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9")), dir+"/data"
	want := ingest.Place{Cursor: "7"}
	place, err := withRooms(t.Context(), p, func(r *rooms) (ingest.Place, error) {
		if err := r.stream.Keep(t.Context(), "shop", want); err != nil {
			return ingest.Place{}, err
		}
		result, err := r.letThrough(t.Context(), strings.NewReader(`{"id":"1","text":"kestrel"}`), importing{network: "shop"}, func(progress) {})
		if err != nil || result.Stored != 1 {
			t.Errorf("import said %+v, %v", result, err)
		}
		return r.stream.Place(t.Context(), "shop")
	})
	if err != nil || !place.Equal(want) {
		t.Errorf("the source's place is %+v, %v; want %+v", place, err, want)
	}
}
