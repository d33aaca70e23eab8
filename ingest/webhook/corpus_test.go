package webhook

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each bad input, pushed alone: what may be stored is taken, the rest is refused and counted, and molva lives on.
func TestBadInput(t *testing.T) {
	h := listen(t, Options{})
	for _, c := range badCases(t) {
		t.Run(fmt.Sprintf("%d %s", c.N, c.About), func(t *testing.T) {
			h.t = t
			_, before := h.taken()
			response, a := h.send(h.request(c.body(t)))
			_, after := h.taken()
			tooLarge := response.StatusCode == http.StatusRequestEntityTooLarge
			if tooLarge && len(c.body(t)) > defaultBody {
				return // refused before anybody knows who sent it, so it is nobody's to count
			}
			refused := tooLarge || response.StatusCode == http.StatusBadRequest
			if want := c.Want == "rejected"; refused != want || !refused && response.StatusCode != http.StatusOK {
				t.Errorf("%s %+v, want %s", response.Status, a, c.Want)
			}
			if refused != (len(after) == len(before)+1) {
				t.Errorf("%d rejections counted", len(after)-len(before))
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
