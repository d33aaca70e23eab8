package sourcetest

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Bad is a case of ingest/testdata/bad, whose README says what each field means.
type Bad struct {
	N         int
	About     string
	Bodies    [][]byte // sent one after the other
	Want, Why string
	Flags     string
	Text, ID  *string
	Published time.Time
	Keys      int // how many different mentions the bodies are
}

// BadInput reads every case in a folder, in the order of the files' names.
func BadInput(t testing.TB, dir string) []Bad {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files of bad input", err)
	}
	var all []Bad
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			if !bytes.HasPrefix(line, []byte("#")) {
				all = append(all, badOf(t, line))
			}
		}
	}
	return all
}

func badOf(t testing.TB, line []byte) Bad {
	t.Helper()
	var c struct {
		Bad
		Mention     json.RawMessage
		Parts, Then []json.RawMessage
	}
	strict(t, line, &c)
	body := []byte(c.Mention)
	if c.Parts != nil {
		body = join(t, c.Parts)
	}
	c.Bad.Bodies = [][]byte{body}
	for _, more := range c.Then {
		c.Bad.Bodies = append(c.Bad.Bodies, more)
	}
	c.Keys = max(c.Keys, 1)
	return c.Bad
}

// join makes a body of its parts: a string stands for itself, hex for bytes, of and times for a repetition.
func join(t testing.TB, parts []json.RawMessage) []byte {
	t.Helper()
	body := []byte{}
	for _, raw := range parts {
		part := struct {
			Hex, Of string
			Times   int
		}{Times: 1}
		to := any(&part)
		if raw[0] == '"' {
			to = &part.Of
		}
		strict(t, raw, to)
		decoded, err := hex.DecodeString(part.Hex)
		if err != nil {
			t.Fatal(err)
		}
		body = append(body, decoded...)
		body = append(body, strings.Repeat(part.Of, part.Times)...)
	}
	return body
}

// strict lets no misspelt field of a case pass.
func strict(t testing.TB, data []byte, to any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		t.Fatalf("%.80s: %v", data, err)
	}
}
