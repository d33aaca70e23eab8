package file

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestSource(t *testing.T) {
	for _, fixture := range []string{"testdata/file.txtar", "testdata/rows.txtar"} {
		t.Run(filepath.Base(fixture), func(t *testing.T) { sourcetest.Run(t, fixture, ingest.Opens(New)) })
	}
}

// reader reads one file again and again, as a worker does.
type reader struct {
	t      *testing.T
	source ingest.Source
	path   string
	cursor ingest.Cursor
	gap    string
}

func follow(t *testing.T, name string, o Options) *reader {
	t.Helper()
	o.Path = filepath.Join(t.TempDir(), name)
	source, _, err := New(o, ingest.Env{})
	if err != nil {
		t.Fatal(err)
	}
	return &reader{t: t, source: source, path: o.Path}
}

func (r *reader) write(content string) {
	r.t.Helper()
	if err := os.WriteFile(r.path, []byte(content), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// read returns the texts of the mentions that came since the last time, and where the rejected ones stood.
func (r *reader) read() (texts []string) {
	r.t.Helper()
	err := r.source.Read(r.t.Context(), r.cursor, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			texts = append(texts, m.Text)
		}
		for _, rejection := range p.Rejected {
			texts = append(texts, rejection.Item)
		}
		r.cursor, r.gap = p.Next, p.Gap
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return texts
}

func (r *reader) expect(what string, want ...string) {
	r.t.Helper()
	if diff := cmp.Diff(want, r.read()); diff != "" {
		r.t.Errorf("%s: %s", what, diff)
	}
}

func TestFollow(t *testing.T) {
	for _, test := range []struct{ name, head string }{{"a.csv", "text\n"}, {"b.csv", "\ufefftext\n"}} {
		t.Run(test.name, func(t *testing.T) {
			r := follow(t, test.name, Options{Follow: true})
			r.write("")
			r.expect("an empty file")
			r.write(test.head + "one\ntw")
			r.expect("an unfinished line waits", "one")
			r.expect("nothing new")
			r.write(test.head + "one\ntwo\n\"thr\nee\"\na,b\n")
			r.expect("the line is whole", "two", "thr\nee", "line 6")
			r.write(test.head + "one\ntwo\n\"thr\nee\"\na,b\nc,d\nfour\n")
			r.expect("lines are counted on", "four", "line 7")
			r.write(test.head + "one\ntwo\n\"thr\nee\"\na,b\nc,d\nfour\n\"fi\"v")
			r.expect("a line that is wrong already waits for its end too")
			r.write(test.head + "one\ntwo\n\"thr\nee\"\na,b\nc,d\nfour\n\"fi\"ve\nsix\n")
			r.expect("and is given up whole", "six", "line 9")
		})
	}
}

func TestReplacedFile(t *testing.T) {
	r := follow(t, "a.csv", Options{Follow: true})
	r.write("text\none\ntwo\n")
	r.expect("the first file", "one", "two")
	r.write("text\nthree\n")
	r.expect("another file", "three")
	if !strings.Contains(r.gap, "after line 3") {
		t.Errorf("gap %q, want the place in the old file", r.gap)
	}
	r.write("text\n")
	r.expect("a file that was cut")
	r.write("text\nfour\n")
	r.expect("the cut file goes on", "four")
}

func TestPackedFileResumes(t *testing.T) {
	r := follow(t, "a.csv.gz", Options{})
	lines := "text\n" + strings.Repeat("one\n", 1500)
	r.write(gz(t, lines))
	if got := len(r.read()); got != 1500 {
		t.Errorf("%d mentions, want 1500", got)
	}
	r.expect("nothing new")
}

func TestResumeAtEveryPage(t *testing.T) {
	r := follow(t, "a.jsonl", Options{})
	r.write(strings.Repeat(`{"text":"a"}`+"\n", 2500))
	died := errors.New("the reader died")
	total := 0
	for range 3 {
		first := true
		err := r.source.Read(t.Context(), r.cursor, func(p ingest.Page) error {
			if !first {
				return died
			}
			first, r.cursor = false, p.Next
			total += len(p.Mentions)
			return nil
		})
		if err != nil && !errors.Is(err, died) {
			t.Fatal(err)
		}
	}
	if total != 2500 {
		t.Errorf("%d mentions in three runs of one page, want 2500", total)
	}
	r.expect("nothing is left")
}

func TestForeignCursor(t *testing.T) {
	for _, cursor := range []ingest.Cursor{"nonsense", `{"size":-1}`, `{"size":1e9}`, `{"offset":-5}`, `{"offset":99999}`} {
		r := follow(t, "a.csv", Options{})
		r.write("text\none\n")
		r.cursor = cursor
		r.expect(string(cursor), "one")
	}
}

func TestNew(t *testing.T) {
	for _, test := range []struct {
		options Options
		want    string
	}{
		{Options{}, "path is missing: which file should be read?"},
		{Options{Path: "a.csv.gz", Follow: true}, "a gzipped file cannot be followed"},
		{Options{Format: "xml"}, "path is missing: which file should be read?\nformat is \"xml\", want jsonl or csv"},
	} {
		if _, _, err := New(test.options, ingest.Env{}); err == nil || err.Error() != test.want {
			t.Errorf("%+v: error %v, want %s", test.options, err, test.want)
		}
	}
	_, rhythm, err := New(Options{Path: "a.csv", Follow: true, Quiet: time.Hour}, ingest.Env{})
	if err != nil || rhythm.Every != 5*time.Second || rhythm.Quiet != time.Hour {
		t.Errorf("rhythm %+v, error %v", rhythm, err)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	folder, _, err := New(Options{Path: t.TempDir()}, ingest.Env{})
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Read(t.Context(), "", nil); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("error %v, want that a folder is no file", err)
	}
	missing, _, err := New(Options{Path: filepath.Join(t.TempDir(), "none.csv")}, ingest.Env{})
	if err != nil {
		t.Fatal(err)
	}
	if err := missing.Read(t.Context(), "", nil); !os.IsNotExist(err) {
		t.Errorf("error %v, want that the file is missing", err)
	}
}
