package file

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"molva/ingest"
)

// outcomes counts what became of the records of a file; ok is false when it cannot be read at all.
func outcomes(t *testing.T, content []byte, o Options) (n int, ok bool) {
	t.Helper()
	err := Read(t.Context(), bytes.NewReader(content), o, func(p ingest.Page) error {
		n += len(p.Mentions) + len(p.Rejected)
		return nil
	})
	return n, err == nil
}

func FuzzJSONL(f *testing.F) {
	for _, seed := range []string{
		`{"id":"1","text":"a"}` + "\n\n" + `{"id":"2"` + "\r\n" + `{"id":"3","text":"c","user":{"n":1}}`,
		"\ufeff{\"text\":\"\xff\\ud800\"}", "{\"a\":{\"b\":[null]},\"a\":1}", "null\n[]\n\"\"\n1e400", "\n \n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.HasPrefix(in, gzipMagic) {
			return
		}
		want := 0
		for line := range bytes.Lines(bytes.TrimPrefix(in, bom)) {
			if len(bytes.TrimSpace(line)) > 0 {
				want++
			}
		}
		for _, o := range []Options{{Format: JSONL}, {Format: JSONL, Map: map[string]string{"text": "body", "author.id": "user.n", "topics": "a"}}} {
			if got, ok := outcomes(t, in, o); ok && got != want {
				t.Errorf("%d mentions and rejections of %d lines", got, want)
			}
		}
	})
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"id,text\n1,a\n2,\"b\nb\"\"\"\n", "text;id\r\na;\r\n;;;\r\n\"a;1\r\nb;2", "text\tn\n\"a\"b\t1\n\tc\n", "text\n\"\n\"\n\"\"\n\"",
		"\ufefftext,\xcf\xf0\xe8\xe2\xe5\xf2\na,\xd2\xee\n", "id,text,topics,rating,deleted,published_at,extra\n1,a,\"b,c\",\"4,5\",да,1.2.2026,{}\n",
		"id,nps,CSAT,scores,text\n1,9,\"4,5\",\"{\"\"nps\"\":1}\",\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.HasPrefix(in, gzipMagic) {
			return
		}
		got, ok := outcomes(t, in, Options{Format: CSV})
		want, strict := rowsOf(in)
		if ok && strict && got != want {
			t.Errorf("%d mentions and rejections of %d rows", got, want)
		}
		if !ok && got > 0 {
			t.Errorf("%d mentions and rejections of a file that cannot be read", got)
		}
	})
}

// rowsOf counts the rows after the header as encoding/csv does; strict is false for a file that it cannot read.
func rowsOf(in []byte) (n int, strict bool) {
	in = bytes.TrimPrefix(in, bom)
	r := csv.NewReader(bytes.NewReader(in))
	r.Comma, r.FieldsPerRecord = rune(separator(in)), -1
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return max(n-1, 0), true
		}
		if err != nil {
			return 0, false
		}
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			n++
		}
	}
}
