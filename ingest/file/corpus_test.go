package file

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

// Each bad input as a line of a file, good lines around it. Decode refuses what a line shows by itself; what only Admit
// can tell goes on and is refused behind the stream.
func TestBadInput(t *testing.T) {
	seen := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, c := range badCases(t) {
		body := c.body(t)
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

// badCase is one line of ingest/testdata/bad, whose README says what the fields mean.
type badCase struct {
	N       int
	About   string
	Mention json.RawMessage
	Parts   []json.RawMessage
	Want    string
}

func badCases(t *testing.T) []badCase {
	t.Helper()
	files, err := filepath.Glob("../testdata/bad/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no files of bad input", err)
	}
	var cases []badCase
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			if line[0] == '#' {
				continue
			}
			var c badCase
			if err := json.Unmarshal(line, &c); err != nil {
				t.Fatal(err)
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// body joins the parts of a case.
func (c badCase) body(t *testing.T) string {
	t.Helper()
	body := string(c.Mention)
	for _, raw := range c.Parts {
		part := struct {
			Hex   string
			Of    string
			Times int
		}{Times: 1}
		to := any(&part)
		if raw[0] == '"' {
			to = &part.Of
		}
		if err := json.Unmarshal(raw, to); err != nil {
			t.Fatal(err)
		}
		b, err := hex.DecodeString(part.Hex)
		if err != nil {
			t.Fatal(err)
		}
		body += string(b) + strings.Repeat(part.Of, part.Times)
	}
	return body
}
