package demo

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"molva/ingest"
)

// Sets are the people of the communities whose networks list them, in the order in which they were taken: followers, those of
// them whose page is dead, and who acted in each week.
func Sets() iter.Seq2[ingest.Members, error] {
	return func(yield func(ingest.Members, error) bool) {
		in, err := gzip.NewReader(bytes.NewReader(sets))
		if err != nil {
			yield(ingest.Members{}, err)
			return
		}
		for lines := json.NewDecoder(in); ; {
			var m ingest.Members
			err := lines.Decode(&m)
			if errors.Is(err, io.EOF) || !yield(m, err) || err != nil {
				return
			}
		}
	}
}
