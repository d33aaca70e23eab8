package file

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"molva/ingest"
)

// read gives everything that Read brings, mentions in the wire format.
func read(t *testing.T, content string, o Options) (mentions []string, rejected []ingest.Rejection, unknown map[string]int) {
	t.Helper()
	unknown = map[string]int{}
	err := Read(t.Context(), strings.NewReader(content), o, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			mentions = append(mentions, encoded(t, m))
		}
		for name, n := range p.Unknown {
			unknown[name] += n
		}
		rejected = append(rejected, p.Rejected...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return mentions, rejected, unknown
}

func encoded(t *testing.T, m ingest.Mention) string {
	t.Helper()
	b, err := ingest.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRead(t *testing.T) {
	replay := map[string]string{"published_at": "created_at", "engagement.shares": "retweets", "topics": "brand"}
	for _, test := range []struct {
		name     string
		options  Options
		in       string
		mentions []string
	}{
		{"lines", Options{}, `{"id":"1","text":"the kettle leaks"}` + "\r\n\n" + `{"id":2,"text":"it does not"}`,
			[]string{`{"id":"1","text":"the kettle leaks"}`, `{"id":"2","text":"it does not"}`}},
		{"byte order mark", Options{}, "\ufeff" + `{"id":"1","text":"a"}` + "\n", []string{`{"id":"1","text":"a"}`}},
		{"unknown fields", Options{}, `{"id":"1","text":"a","mood":"grim","n":12345678901234567890}`,
			[]string{`{"id":"1","text":"a","extra":{"mood":"grim","n":12345678901234567890}}`}},
		{"mapped as the replay files are", Options{Map: replay},
			`{"id":"7","text":"late again","created_at":"2015-02-17T07:48:48Z","author":"ann","retweets":0,"brand":"Zarya, Inc","lang":"en"}`,
			[]string{`{"id":"7","text":"late again","author":{"name":"ann"},"lang":"en","published_at":"2015-02-17T07:48:48Z",` +
				`"engagement":{"shares":0},"topics":["Zarya, Inc"]}`}},
		{"mapped from inside objects", Options{Map: map[string]string{"author.id": "user.screen_name", "author.followers": "user.followers"}},
			`{"id":"1","text":"a","user":{"screen_name":"ann","followers":"12"}}`,
			[]string{`{"id":"1","text":"a","author":{"id":"ann","followers":12},"extra":{"user":{"screen_name":"ann","followers":"12"}}}`}},
		{"a number as the author", Options{Map: map[string]string{"author": "uid"}}, `{"id":"1","text":"a","uid":567591480085463040}`,
			[]string{`{"id":"1","text":"a","author":{"name":"567591480085463040"}}`}},
		{"names that change places", Options{Map: map[string]string{"text": "title", "title": "text"}}, `{"id":"1","text":"b","title":"a"}`,
			[]string{`{"id":"1","text":"a","title":"b"}`}},
		{"a name that the map takes away", Options{Map: map[string]string{"text": "body"}}, `{"id":"1","text":"short","body":"long"}`,
			[]string{`{"id":"1","text":"long","extra":{"text":"short"}}`}},
		{"joined with an object", Options{Map: map[string]string{"engagement.likes": "favs"}}, `{"id":"1","text":"a","engagement":{"likes":1,"views":9},"favs":5}`,
			[]string{`{"id":"1","text":"a","engagement":{"views":9,"likes":5}}`}},
		{"joined with a plain author", Options{Map: map[string]string{"author.followers": "fans"}}, `{"id":"1","text":"a","author":"ann","fans":5}`,
			[]string{`{"id":"1","text":"a","author":{"name":"ann","followers":5}}`}},
		{"null is no value", Options{Map: map[string]string{"engagement.shares": "rt"}}, `{"id":"1","text":"a","rt":null}`, []string{`{"id":"1","text":"a"}`}},
		{"network and topic for all", Options{Network: "vk", Topic: "kestrel"}, `{"id":"1","text":"a","network":"x","topics":["b"]}`,
			[]string{`{"id":"1","network":"vk","text":"a","topics":["kestrel"]}`}},

		{"rows", Options{}, "id,text,author.id,engagement.likes,rating,topics,deleted\r\n1,\"leaks, \"\"badly\"\"\nevery day\",ann,\"1 204\",4.5,kestrel; zarya,yes\r\n",
			[]string{`{"id":"1","text":"leaks, \"badly\"\nevery day","author":{"id":"ann"},"rating":4.5,"engagement":{"likes":1204},"topics":["kestrel","zarya"],"deleted":true}`}},
		{"empty cells are unknown", Options{}, "id,text,engagement.likes,engagement.views\n1,a,,0\n", []string{`{"id":"1","text":"a","engagement":{"views":0}}`}},
		{"semicolons and decimal commas", Options{}, "ID;Text;Rating;Note\n1;да, течёт;4,5;x\n;;;\n",
			[]string{`{"id":"1","text":"да, течёт","rating":4.5,"extra":{"Note":"x"}}`}},
		{"a survey", Options{}, "id;nps;CSAT;acsi_ideal;text;context\n1;9;4,5;;быстро;Как доставка?\n2;0;;;;\n",
			[]string{`{"id":"1","text":"быстро","context":"Как доставка?","scores":{"csat":4.5,"nps":9}}`, `{"id":"2","text":"","scores":{"nps":0}}`}},
		{"a survey without words", Options{Map: map[string]string{"csat": "Оценка"}}, "id,Оценка,csat\n1,5,high\n",
			[]string{`{"id":"1","text":"","scores":{"csat":5},"extra":{"csat":"high"}}`}},
		{"a survey from inside objects", Options{Map: map[string]string{"nps": "answer.score"}}, `{"id":"1","text":"","answer":{"score":"9"},"scores":{"csat":4}}`,
			[]string{`{"id":"1","text":"","scores":{"csat":4,"nps":9},"extra":{"answer":{"score":"9"}}}`}},
		{"tabs", Options{}, "id\ttext\n1\tsays \"it, leaks\"\n", []string{`{"id":"1","text":"says \"it, leaks\""}`}},
		{"mapped columns", Options{Map: map[string]string{"text": "body", "published_at": "date", "author": "User Name"}},
			"number,body,date,user name\n1,a,17.02.2015 7:48,ann\n",
			[]string{`{"id":"","text":"a","author":{"name":"ann"},"published_at":"2015-02-17T07:48:00Z","extra":{"number":"1"}}`}},
		{"times without a zone", Options{Zone: "Europe/Moscow"}, "id,text,published_at\n1,a,2015-02-17 07:48:48\n2,b,2015-02-17T07:48:48Z\n",
			[]string{`{"id":"1","text":"a","published_at":"2015-02-17T04:48:48Z"}`, `{"id":"2","text":"b","published_at":"2015-02-17T07:48:48Z"}`}},
		{"a time that nobody can read", Options{}, "id,text,published_at\n1,a,yesterday\n", []string{`{"id":"1","text":"a"}`}},
		{"a column without a name", Options{}, ",id,text\n0,1,a\n", []string{`{"id":"1","text":"a","extra":{"column 1":"0"}}`}},
		{"a format by the name", Options{Path: "x.csv.gz"}, "text\n{\n", []string{`{"id":"","text":"{"}`}},
		{"nothing", Options{}, "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			mentions, rejected, _ := read(t, test.in, test.options)
			if diff := cmp.Diff(test.mentions, mentions); diff != "" {
				t.Error(diff)
			}
			if len(rejected) > 0 {
				t.Errorf("rejected: %v", rejected)
			}
			packed, _, _ := read(t, gz(t, test.in), test.options)
			if diff := cmp.Diff(test.mentions, packed); diff != "" {
				t.Errorf("packed: %s", diff)
			}
		})
	}
}

func gz(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	for _, part := range parts { // one member for each
		w := gzip.NewWriter(&b)
		if _, err := io.WriteString(w, part); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestBadRecordsLeaveTheOthers(t *testing.T) {
	long := strings.Repeat("x", Limit)
	for _, test := range []struct {
		name     string
		in       string
		mentions int
		rejected []string // item: a part of the reason
	}{
		{"broken line", `{"id":"1","text":"a"}` + "\n{\"id\":\"2\"\nnull\n[]\n" + `{"id":"3","text":"c"}`, 2, []string{"line 2: ", "line 3: ", "line 4: "}},
		{"name twice", `{"id":"1","ID":"2","text":"a"}` + "\n" + `{"id":"3","text":"c"}`, 1, []string{"line 1: twice"}},
		{"line too long", `{"id":"1","text":"` + long + `"}` + "\n" + `{"id":"3","text":"c"}`, 1, []string{"line 1: longer than 2097152 bytes"}},
		{"last line too long", `{"id":"3","text":"c"}` + "\n" + long + long, 1, []string{"line 2: longer"}},
		{"ragged rows", "id,text\n1\n2,b,c\n3,c\n", 1, []string{"line 2: 1 cells in the row, 2 in the header", "line 3: 3 cells"}},
		{"a cell that is never closed", "id,text\n1,\"a\n2,b\n3,c\n", 2, []string{"line 2: a quoted cell is not closed"}},
		{"text after a quote", "id,text\n1,\"a\"b\n3,c\n", 1, []string{"line 2: text stands after a closing quote"}},
		{"a cell that is closed too late", "id,text\n1,\"" + long + "\n2,b\n", 1, []string{"line 2: longer"}},
		{"row too long", "id,text\n1,\"" + strings.Repeat("x\n", Limit/2) + "\"\n2,b\n", 1, nil},
		{"no count", "id,text,engagement.likes\n1,a,many\n2,b,3\n", 1, []string{"line 2: engagement: likes: "}},
	} {
		t.Run(test.name, func(t *testing.T) {
			mentions, rejected, _ := read(t, test.in, Options{})
			if len(mentions) != test.mentions {
				t.Errorf("%d mentions, want %d", len(mentions), test.mentions)
			}
			for i, want := range test.rejected {
				item, reason, _ := strings.Cut(want, ": ")
				if i >= len(rejected) || rejected[i].Item != item || !strings.Contains(rejected[i].Reason, reason) {
					t.Errorf("rejected %v, want %s", rejected, want)
				}
			}
			if test.rejected != nil && len(rejected) != len(test.rejected) {
				t.Errorf("%d rejected, want %d: %v", len(rejected), len(test.rejected), rejected)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	packed := gz(t, strings.Repeat(`{"id":"1","text":"a"}`+"\n", 3000))
	for _, test := range []struct {
		name, in string
		options  Options
		want     string
	}{
		{"no text column", "id,body,\"see, I told <you>\"\n", Options{}, "the header has no column text, it has: id, body, (column 3); known are: id, network,"},
		{"column twice", "id,text,ID\n", Options{}, "two columns of the header fill id"},
		{"mapped column missing", "id,body\n", Options{Map: map[string]string{"text": "message"}}, `the map takes text from column "message", but the header has: id, body`},
		{"no header", "\n\n", Options{Format: CSV}, "the file is empty"},
		{"header never ends", "id,\"text\n", Options{}, "read the header in line 1: a quoted cell is not closed"},
		{"array", "[\n{}]", Options{}, "the file is one JSON array, want one object on each line"},
		{"UTF-16 without a mark", "i\x00d\x00", Options{}, "the file is UTF-16 without a byte order mark or no text at all, want UTF-8"},
		{"UTF-32", "\xff\xfe\x00\x00i\x00\x00\x00", Options{}, "no text at all"},
		{"unknown kind", "", Options{Kind: "rant"}, `kind is "rant", want one of ["post"`},
		{"packed twice", gz(t, gz(t, "{}")), Options{}, "packed with gzip twice"},
		{"cut gzip", packed[:len(packed)-20], Options{}, "unexpected EOF"},
		{"unknown format", "", Options{Format: "xls"}, `format is "xls", want jsonl or csv`},
		{"unknown name in the map", "", Options{Map: map[string]string{"likes": "favs"}}, `map has "likes", which is no field of a mention; possible are: id, network,`},
		{"empty name in the map", "", Options{Map: map[string]string{"text": ""}}, "map text= names no field of the file"},
		{"unknown zone", "", Options{Zone: "Moskva"}, `timezone is "Moskva"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := Read(t.Context(), strings.NewReader(test.in), test.options, func(ingest.Page) error { return nil })
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func TestWhatCameBeforeAReadErrorIsKept(t *testing.T) {
	broken := errors.New("the disk is gone")
	r := io.MultiReader(strings.NewReader(`{"id":"1","text":"a"}`+"\n"), iotest.ErrReader(broken))
	got := 0
	err := Read(t.Context(), r, Options{}, func(p ingest.Page) error {
		got += len(p.Mentions)
		return nil
	})
	if !errors.Is(err, broken) || got != 1 {
		t.Errorf("%d mentions, error %v; want 1 and %v", got, err, broken)
	}
}

func TestPages(t *testing.T) {
	var in strings.Builder
	for i := range 2500 {
		fmt.Fprintf(&in, `{"id":"%d","text":"a"}`+"\n", i)
	}
	var sizes []int
	collect := func(p ingest.Page) error {
		sizes = append(sizes, len(p.Mentions))
		return nil
	}
	if err := Read(t.Context(), strings.NewReader(in.String()), Options{}, collect); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1000, 1000, 500}, sizes); diff != "" {
		t.Error(diff)
	}
	full := errors.New("full")
	err := Read(t.Context(), strings.NewReader(in.String()), Options{}, func(ingest.Page) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("error %v, want that of emit", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Read(ctx, strings.NewReader(in.String()), Options{}, collect); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestUnknownFieldsAreCounted(t *testing.T) {
	_, _, unknown := read(t, "id,text,mood\n1,a,x\n2,b,y\n3,c,\n", Options{})
	if diff := cmp.Diff(map[string]int{"mood": 2}, unknown); diff != "" {
		t.Error(diff)
	}
}

func TestEncodings(t *testing.T) {
	const russian = "id;text\n1;Чайник «Пустельга» течёт\n2;Всё хорошо, спасибо\n"
	encode := func(set *charmap.Charmap, text string) string {
		out, err := set.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	var said bytes.Buffer
	mentions, _, _ := read(t, encode(charmap.Windows1251, russian), Options{Log: slog.New(slog.NewTextHandler(&said, nil))})
	want := []string{`{"id":"1","text":"Чайник «Пустельга» течёт"}`, `{"id":"2","text":"Всё хорошо, спасибо"}`}
	if diff := cmp.Diff(want, mentions); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(said.String(), "windows-1251") {
		t.Errorf("the log says %q, want the encoding", said.String())
	}
	for name, in := range map[string]string{
		"UTF-8":              russian,
		"one wrong byte":     russian + "3;caf\xe9\n",
		"Latin-1":            "id,text\n1,un caf\xe9 tr\xe8s fran\xe7ais d\xe9j\xe0 vu\n",
		"cut in a character": russian[:len(russian)-3],
		"KOI8-R":             encode(charmap.KOI8R, "id,text\n1,Чайник опять течёт\n"),
	} {
		if got := encodingOf([]byte(in)); got != "" {
			t.Errorf("%s: taken for %s", name, got)
		}
	}
}

// The replay files are real posts; MOLVA_TEST_DATA names the folder that holds replay/.
func TestReplayFiles(t *testing.T) {
	folder := os.Getenv("MOLVA_TEST_DATA")
	if folder == "" {
		t.Skip("MOLVA_TEST_DATA is not set")
	}
	for name, want := range map[string]struct {
		records int
		names   map[string]string
	}{
		"airline.jsonl.gz":           {8654, map[string]string{"published_at": "created_at", "engagement.shares": "retweets", "topics": "brand"}},
		"ru_banks_telecoms.jsonl.gz": {17789, map[string]string{"published_at": "created_at"}},
	} {
		f, err := os.Open(filepath.Join(folder, "replay", name))
		if err != nil {
			t.Fatal(err)
		}
		taken, dated := 0, 0
		err = Read(t.Context(), f, Options{Map: want.names}, func(p ingest.Page) error {
			for _, r := range p.Rejected {
				t.Errorf("%s: %s: %s", name, r.Item, r.Reason)
			}
			for _, m := range p.Mentions {
				taken++
				if !m.Published.IsZero() {
					dated++
				}
			}
			return nil
		})
		if err != nil || taken != want.records || dated != taken {
			t.Errorf("%s: %d taken, %d with a time, error %v; want %d", name, taken, dated, err, want.records)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
