package file

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// Each bad input as a line of a file, good lines around it. Decode refuses what a line shows by itself; what only Admit
// can tell goes on and is refused behind the stream.
func TestBadInput(t *testing.T) {
	seen := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, c := range sourcetest.BadInput(t, "../testdata/bad") {
		body := string(c.Bodies[0])
		if strings.Contains(body, "\n") || body == "" {
			continue // no line
		}
		t.Run(fmt.Sprintf("%d %s", c.N, c.About), func(t *testing.T) {
			const good = `{"id":"good","text":"the kettle works"}`
			stored := 0
			in := good + "\n" + body + "\n" + good + "\n"
			err := Read(t.Context(), strings.NewReader(in), Options{}, func(p ingest.Page) error {
				for _, m := range p.Mentions {
					if ingest.Admit(&m, "shop", seen) == nil {
						stored++
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			want := 3
			if c.Want == "rejected" {
				want = 2
			}
			if stored != want {
				t.Errorf("%d stored, want %d: %s", stored, want, c.Want)
			}
		})
	}
}
