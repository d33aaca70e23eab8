package ingest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"molva/ingest"
)

// whole is a mention with every field.
const whole = `{
	"id": "8812", "network": "vk", "url": "https://vk.example/wall-1_8812", "text": "Кестрел разряжается за час \ud83d\ude21",
	"title": "Батарея", "author": {"id": 77, "name": "Аня", "url": "https://vk.example/id77", "followers": 120},
	"lang": "ru", "published_at": "2026-09-01T10:30:00+03:00", "kind": "comment", "thread": "8800", "parent": 8811,
	"context": "Сколько держит Кестрел?", "rating": 2.5, "scores": {"nps": 3, "acsi_ideal": 4.5}, "engagement": {"views": 1000, "likes": 0, "replies": null}, "topics": ["kestrel", "Battery"],
	"edited_at": 1788258600, "deleted": false, "extra": {"shop": "Msk", "order": 9007199254740993}
}`

func ptr[T any](v T) *T { return &v }

func TestDecodeReadsEveryField(t *testing.T) {
	got, unknown, err := ingest.Decode([]byte(whole))
	if err != nil || unknown != nil {
		t.Fatal(unknown, err)
	}
	want := ingest.Mention{
		ID: "8812", Network: "vk", URL: "https://vk.example/wall-1_8812", Text: "Кестрел разряжается за час 😡",
		Title: "Батарея", Lang: "ru", Kind: ingest.Comment, Thread: "8800", Parent: "8811", Rating: ptr(2.5),
		Context: "Сколько держит Кестрел?", Scores: ingest.Scores{"nps": 3, "acsi_ideal": 4.5},
		Author:     ingest.Author{ID: "77", Name: "Аня", URL: "https://vk.example/id77", Followers: ptr[int64](120)},
		Published:  time.Date(2026, 9, 1, 7, 30, 0, 0, time.UTC),
		Edited:     time.Unix(1788258600, 0).UTC(),
		Engagement: ingest.Engagement{Views: ptr[int64](1000), Likes: ptr[int64](0)},
		Topics:     []string{"kestrel", "Battery"},
		Extra:      map[string]any{"shop": "Msk", "order": json.Number("9007199254740993")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeKeepsWhatItDoesNotKnow(t *testing.T) {
	m, unknown, err := ingest.Decode([]byte(`{"id":1,"text":"hi","zone":[1,{"a":null}],"author":{"id":"7","verified":true},
		"engagement":{"saves":3},"ID2":"x","shop":"top","extra":{"shop":"extra"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ID2", "author.verified", "engagement.saves", "shop", "zone"}, unknown); diff != "" {
		t.Error(diff)
	}
	want := map[string]any{
		"zone": json.RawMessage(`[1,{"a":null}]`), "author.verified": true,
		"engagement.saves": json.Number("3"), "ID2": "x", "shop": "extra",
	}
	if diff := cmp.Diff(want, m.Extra); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeBoundsWhatItDoesNotKnow(t *testing.T) {
	var many, large strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&many, `"f%d":%d,`, i, i)
	}
	fmt.Fprintf(&large, `"large":"%s","small":1,`, strings.Repeat("x", 70_000))

	m, unknown, err := ingest.Decode([]byte("{" + many.String() + `"id":"1","text":"hi"}`))
	if err != nil || len(unknown) != 100 || len(m.Extra) != 100 || m.ID != "1" {
		t.Errorf("many: %d named, %d kept, id %q, %v", len(unknown), len(m.Extra), m.ID, err)
	}
	m, unknown, err = ingest.Decode([]byte("{" + large.String() + `"id":"1","text":"hi"}`))
	if err != nil || len(unknown) != 2 || m.Extra["large"] != nil || m.Extra["small"] != json.Number("1") {
		t.Errorf("large: %d named, %d kept, %v", len(unknown), len(m.Extra), err)
	}
}

// What is nested is checked and kept as it is written.
func TestDecodeTakesNothingApart(t *testing.T) {
	m, _, err := ingest.Decode([]byte("{\"id\":\"1\",\"text\":\"hi\",\"extra\":{\"a\": [1e9, {\"b\":\"\xff\"} ]}}"))
	if want := (json.RawMessage("[1e9, {\"b\":\"\ufffd\"} ]")); err != nil || !cmp.Equal(m.Extra, map[string]any{"a": want}) {
		t.Errorf("extra is %s, %v", m.Extra["a"], err)
	}
	body, err := ingest.Encode(m)
	if want := "{\"id\":\"1\",\"text\":\"hi\",\"extra\":{\"a\":[1e9,{\"b\":\"\ufffd\"}]}}"; err != nil || string(body) != want {
		t.Errorf("written again it is %s, %v", body, err)
	}
	for _, bad := range []string{`{"a":[1,]}`, `{"a":{"b":1,"b":2}}`, `{"a":[nul]}`, `{"a":{"b"}}`, `{"a":["x]}`} {
		if _, _, err := ingest.Decode([]byte(`{"id":"1","text":"hi","extra":` + bad + `}`)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// A body made to become large in memory does not.
func TestDecodeDoesNotAmplify(t *testing.T) {
	const n = 100_000
	for _, crowd := range []string{"[],", "{},", `"",`, "0,", `{"a":0},`} {
		body := []byte(`{"id":"1","text":"hi","extra":{"a":[` + strings.Repeat(crowd, n) + `0]}}`)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, _, err := ingest.Decode(body); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 4*uint64(len(body)) {
			t.Errorf("%d times %s: %d bytes were allocated for %d", n, crowd, took, len(body))
		}
	}
	var names strings.Builder
	for i := range 1001 {
		fmt.Fprintf(&names, `"%d":0,`, i)
	}
	_, _, err := ingest.Decode([]byte(`{"id":"1","text":"hi","extra":{` + names.String() + `"z":0}}`))
	if err == nil || !strings.Contains(err.Error(), "found more than 1000 names") {
		t.Errorf("1002 names: %v", err)
	}
}

func TestAuthorMayBeAString(t *testing.T) {
	m, _, err := ingest.Decode([]byte(`{"id":"1","text":"hi","author":"Пётр"}`))
	if err != nil || m.Author != (ingest.Author{Name: "Пётр"}) {
		t.Errorf("author is %+v, %v", m.Author, err)
	}
	_, _, err = ingest.Decode([]byte(`{"id":"1","text":"hi","author":["Пётр"]}`))
	if err == nil || !strings.Contains(err.Error(), "author: byte 32: found an array, want an object or a string") {
		t.Error(err)
	}
}

func TestEncodeIsTheSameEveryTime(t *testing.T) {
	m := ingest.Mention{
		ID: "1", Text: "a < b & c > d", Published: time.Date(2026, 1, 2, 3, 4, 5, 600, time.FixedZone("", 3600)),
		Edited: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Engagement: ingest.Engagement{Likes: ptr[int64](0)},
		Extra: map[string]any{"b": 1, "a": 2, "c": map[string]any{"y": 1, "x": 2}},
	}
	want := `{"id":"1","text":"a < b & c > d","published_at":"2026-01-02T02:04:05.0000006Z","engagement":{"likes":0},` +
		`"edited_at":"2026-01-02T03:04:05Z","extra":{"a":2,"b":1,"c":{"x":2,"y":1}}}`
	for range 5 {
		got, err := ingest.Encode(m)
		if err != nil || string(got) != want {
			t.Fatalf("got %s, %v\nwant %s", got, err, want)
		}
	}
}

func TestEncodeOfWhatCannotBeWritten(t *testing.T) {
	got, err := ingest.Encode(ingest.Mention{ID: "1", Text: "hi", Published: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || string(got) != `{"id":"1","text":"hi"}` {
		t.Errorf("year 12026: %s, %v", got, err)
	}
	for name, m := range map[string]ingest.Mention{
		"id":     {ID: "a\xff", Text: "secret"},
		"rating": {ID: "1", Text: "secret", Rating: ptr(math.NaN())},
		"extra":  {ID: "1", Text: "secret", Extra: map[string]any{"f": func() {}}},
	} {
		if _, err := ingest.Encode(m); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseTime(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-20T10:00:00Z":         "2026-11-20T10:00:00Z",
		"2026-11-20t10:00:00z":         "2026-11-20T10:00:00Z",
		"2026-11-20 10:00:00.25+03:00": "2026-11-20T07:00:00.25Z",
		" 2026-11-20T10:00:00-11:30\n": "2026-11-20T21:30:00Z",
		"2016-12-31T23:59:60Z":         "2017-01-01T00:00:00Z",
		"2026-11-19T24:00:00+01:00":    "2026-11-19T23:00:00Z",
		"1795168800":                   "2026-11-20T10:00:00Z",
		"1795168800.5":                 "2026-11-20T10:00:00.5Z",
		"1.7951688e9":                  "2026-11-20T10:00:00Z",
		"1795168800123":                "2026-11-20T10:00:00.123Z",
		"0":                            "1970-01-01T00:00:00Z",
		"-1":                           "1969-12-31T23:59:59Z",
		"99999999999":                  "5138-11-16T09:46:39Z",
		"100000000000":                 "1973-03-03T09:46:40Z",
		"":                             "",
		"now":                          "",
		"NaN":                          "",
		"0x10":                         "",
		"1e400":                        "",
		"100000000000000":              "",
		"-100000000000000":             "",
		"-99999999999999":              "",
		"2026-11-20":                   "",
		"2026-11-20T10:00:00":          "",
		"2026-11-20T10:00Z":            "",
		"2026-02-30T10:00:00Z":         "",
		"2026-11-20T10:00:00+25:00":    "",
		"0001-01-01T00:00:00+01:00":    "",
		"9999-12-31T23:59:60Z":         "",
		"2026-11-20T10:00:00Z[Asia/X]": "",
		"2026-11-20X10:00:00Z":         "",
		"ноябрь двадцатое, десять утра": "",
	} {
		got, ok := ingest.ParseTime(in)
		if text := got.Format(time.RFC3339Nano); ok && text != want || !ok && want != "" {
			t.Errorf("%q is %s (%t), want %q", in, text, ok, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(whole))
	for _, c := range badCases(f) {
		if body := c.Bodies[0]; len(body) < 1000 {
			f.Add(body)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		first, _, err := ingest.Decode(body)
		if err != nil {
			return
		}
		wire, err := ingest.Encode(first)
		if err != nil {
			t.Fatalf("decoded and cannot be encoded: %v", err)
		}
		second, unknown, err := ingest.Decode(wire)
		if err != nil || unknown != nil {
			t.Fatalf("encoded and cannot be decoded: %v, unknown %q\n%s", err, unknown, wire)
		}
		if diff := cmp.Diff(first, second, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		if again, _ := ingest.Encode(second); !bytes.Equal(wire, again) {
			t.Fatalf("encoded differently:\n%s\n%s", wire, again)
		}
		if err := ingest.Admit(&second, "shop", badNow()); err == nil {
			checkAdmitted(t, second)
		}
	})
}

// replay is a mention of the usual size.
func replay(b *testing.B) []byte {
	body, err := os.ReadFile("testdata/usual.json")
	if err != nil {
		b.Fatal(err)
	}
	return body
}

func BenchmarkDecode(b *testing.B) {
	body := replay(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := ingest.Decode(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	m, _, err := ingest.Decode(replay(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ingest.Encode(m); err != nil {
			b.Fatal(err)
		}
	}
}
