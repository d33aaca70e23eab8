package email

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"molva/config/secret"
	"molva/ingest"
)

func letter(n int) string {
	return fmt.Sprintf("Message-ID: <%d@mail.test>\nFrom: ann@mail.test\nSubject: s\n\nkestrel %d\n", n, n)
}

// read collects pages until enough mentions came, then ends the read.
func read(t *testing.T, s *Source, after ingest.Cursor, enough int) (pages []ingest.Page, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	came := 0
	err = s.Read(ctx, after, func(p ingest.Page) error {
		pages = append(pages, p)
		if came += len(p.Mentions); came >= enough {
			cancel()
		}
		return nil
	})
	return pages, err
}

func ids(pages []ingest.Page) (all []string) {
	for _, p := range pages {
		for _, m := range p.Mentions {
			all = append(all, strings.TrimSuffix(m.ID, "@mail.test"))
		}
	}
	return all
}

func TestMailbox(t *testing.T) {
	const path = "testdata/mailbox.txtar"
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	box := serve(t)
	var got, rejected []string
	wanted := map[string]*[]byte{}
	for i, section := range archive.Files {
		if arrived, ok := strings.CutPrefix(section.Name, "mail "); ok {
			at, err := time.Parse(time.RFC3339, arrived)
			if err != nil {
				t.Fatal(err)
			}
			box.put(t, string(section.Data), at)
		}
		wanted[section.Name] = &archive.Files[i].Data
	}
	pages, err := read(t, box.source(t), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		for _, m := range p.Mentions {
			line, err := ingest.Encode(m)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(line))
		}
		for _, r := range p.Rejected {
			line, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			rejected = append(rejected, string(line))
		}
	}
	for name, lines := range map[string][]string{"mentions.jsonl": got, "rejected.jsonl": rejected} {
		text := strings.Join(append(lines, ""), "\n")
		if os.Getenv("MOLVA_UPDATE") != "" {
			*wanted[name] = []byte(text)
		} else if text != string(*wanted[name]) {
			t.Errorf("%s is\n%s\nwant\n%s", name, text, *wanted[name])
		}
	}
	if os.Getenv("MOLVA_UPDATE") != "" {
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if flags := box.flags(t); len(flags) > 0 {
		t.Errorf("the mails have flags now: %v", flags)
	}
}

func TestNewMailIsToldAtOnce(t *testing.T) {
	for _, idle := range []bool{true, false} {
		t.Run(fmt.Sprintf("idle=%v", idle), func(t *testing.T) {
			box := serve(t)
			box.silent = !idle
			s := box.source(t)
			s.options.Every = time.Millisecond
			for n := range newest + 5 {
				box.put(t, letter(n+1), time.Now())
			}
			ctx, cancel := context.WithCancel(t.Context())
			var pages []ingest.Page
			err := s.Read(ctx, "", func(p ingest.Page) error {
				pages = append(pages, p)
				switch len(pages) {
				case 1, 2:
					box.put(t, letter(100+len(pages)), time.Now())
				case 3:
					cancel()
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			want := []string{"101", "102"}
			for n := newest + 5; n > 5; n-- {
				want = slices.Insert(want, 0, fmt.Sprint(n))
			}
			if got := ids(pages); !slices.Equal(got, want) {
				t.Errorf("came %v, want %v", got, want)
			}
			box.put(t, letter(103), time.Now())
			again, err := read(t, s, pages[1].Next, 2)
			if got := ids(again); err != nil || !slices.Equal(got, []string{"102", "103"}) {
				t.Errorf("after the second page came %v, %v", got, err)
			}
		})
	}
}

func TestManyMailsComeInPages(t *testing.T) {
	box := serve(t)
	for n := range 2*perPage + 1 {
		box.put(t, letter(n+1), time.Now())
	}
	pages, err := read(t, box.source(t), place{Validity: 1}.cursor(), 2*perPage+1)
	if err != nil || len(pages) != 3 || len(ids(pages)) != 2*perPage+1 {
		t.Errorf("%d pages with %d mails, %v", len(pages), len(ids(pages)), err)
	}
	refusal := errors.New("full")
	err = box.source(t).Read(t.Context(), "", func(ingest.Page) error { return refusal })
	if !errors.Is(err, refusal) {
		t.Errorf("a refused page is %v", err)
	}
}

func TestMailboxNumberedAnew(t *testing.T) {
	box := serve(t)
	day := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	box.put(t, letter(1), day)
	box.put(t, letter(2), day.AddDate(0, 0, 1))
	pages, err := read(t, box.source(t), "", 2)
	if err != nil {
		t.Fatal(err)
	}
	box.renew(t)
	box.put(t, letter(1), day.AddDate(0, 0, -1))
	box.put(t, letter(3), day.AddDate(0, 0, 2))
	again, err := read(t, box.source(t), pages[len(pages)-1].Next, 1)
	if err != nil || len(again) != 2 || again[0].Gap == "" || !again[0].GapFrom.Equal(day.AddDate(0, 0, 1)) {
		t.Fatalf("%d pages, %v; want a gap since the last mail: %+v", len(again), err, again)
	}
	if got := ids(again); !slices.Equal(got, []string{"3"}) {
		t.Errorf("came %v, want what arrived since the day of the last mail", got)
	}
}

func TestBackfill(t *testing.T) {
	box := serve(t)
	from := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for n := range 2*perPage + 20 {
		box.put(t, letter(n+1), from.Add(time.Duration(n-10)*time.Hour))
	}
	span := ingest.Span{From: from, To: from.Add((2*perPage + 5) * time.Hour)}
	var pages []ingest.Page
	cut := errors.New("cut")
	err := box.source(t).Backfill(t.Context(), span, "", func(p ingest.Page) error {
		if len(pages) == 1 {
			return cut
		}
		pages = append(pages, p)
		return nil
	})
	if !errors.Is(err, cut) {
		t.Fatal(err)
	}
	err = box.source(t).Backfill(t.Context(), span, pages[0].Next, func(p ingest.Page) error {
		pages = append(pages, p)
		return nil
	})
	got := ids(pages)
	if err != nil || len(got) != 2*perPage+5 || got[0] != "11" || got[len(got)-1] != fmt.Sprint(2*perPage+15) {
		t.Errorf("came %v, %v", got, err)
	}
}

func TestRefusals(t *testing.T) {
	box := serve(t)
	wrong := box.source(t)
	wrong.options.Password = secret.New("wr0ng-s3cret")
	_, err := read(t, wrong, "", 1)
	if !errors.Is(err, ingest.ErrDenied) || strings.Contains(err.Error(), "wr0ng") {
		t.Errorf("a wrong password is %v", err)
	}
	if _, err := wrong.Examine(t.Context()); !errors.Is(err, ingest.ErrDenied) {
		t.Errorf("examined, it is %v", err)
	}
	nowhere := box.source(t)
	nowhere.options.Folder = "Nowhere"
	if _, err = read(t, nowhere, "", 1); !errors.Is(err, ingest.ErrDenied) || !strings.Contains(err.Error(), "open the folder") {
		t.Errorf("a folder that is not there is %v", err)
	}
	if found, err := box.source(t).Examine(t.Context()); err != nil || found != "care@zarya.test, INBOX: 0" {
		t.Errorf("examined: %q, %v", found, err)
	}
}

// TestGreetings is a server that says one line and goes, or says nothing.
func TestGreetings(t *testing.T) {
	for _, c := range []struct {
		greeting string
		wait     time.Duration
		want     string
	}{
		{"* BYE [UNAVAILABLE] come back later\r\n", 0, "BYE UNAVAILABLE"},
		{"* BYE [THROTTLED] too much\r\n", busy, "BYE THROTTLED"},
		{"HTTP/1.1 400 Bad Request\r\n\r\n", 0, "no readable answer"},
		{"* OK", 0, "broke the connection off"},
		{"", 0, "takes too long"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := source(t, Options{Server: "localhost", TLS: "none"})
			s.env.Dial = func(context.Context, string, string) (net.Conn, error) {
				ours, theirs := net.Pipe()
				go func() {
					_, _ = io.WriteString(theirs, c.greeting)
					if c.greeting != "" {
						theirs.Close()
						return
					}
					_, _ = io.Copy(io.Discard, theirs)
				}()
				return ours, nil
			}
			start := time.Now()
			_, err := read(t, s, "", 1)
			if err == nil || !strings.Contains(err.Error(), c.want) || errors.Is(err, ingest.ErrDenied) {
				t.Errorf("%q is %v, want %q", c.greeting, err, c.want)
			}
			var slow *ingest.Throttled
			if errors.As(err, &slow) != (c.wait > 0) || c.wait > 0 && !slow.Until.Equal(start.Add(c.wait)) {
				t.Errorf("%q is %v", c.greeting, err)
			}
		})
	}
}

func TestLostConnectionIsRenewed(t *testing.T) {
	box := serve(t)
	box.put(t, letter(1), time.Now())
	s := box.source(t)
	log := &bytes.Buffer{}
	s.env.Log = slog.New(slog.NewTextHandler(log, nil))
	clock := time.Now()
	s.env.Now = func() time.Time { clock = clock.Add(2 * time.Minute); return clock }
	ctx, cancel := context.WithCancel(t.Context())
	var pages []ingest.Page
	err := s.Read(ctx, "", func(p ingest.Page) error {
		if pages = append(pages, p); len(pages) == 1 {
			box.put(t, letter(2), time.Now())
			box.cut()
			return nil
		}
		cancel()
		return nil
	})
	if got := ids(pages); err != nil || !slices.Equal(got, []string{"1", "2"}) || !strings.Contains(log.String(), "connecting again") {
		t.Errorf("came %v, %v, %s", got, err, log)
	}
	s.env.Now = time.Now
	err = s.Read(t.Context(), "", func(ingest.Page) error { box.cut(); return nil })
	if err == nil || !strings.Contains(err.Error(), "broke the connection off") {
		t.Errorf("a connection that ends at once is %v", err)
	}
}

func TestTLS(t *testing.T) {
	for _, kind := range []string{"implicit", "starttls"} {
		box := serve(t)
		box.put(t, letter(1), time.Now())
		s := box.secured(t, kind)
		if pages, err := read(t, s, "", 1); err != nil || len(ids(pages)) != 1 {
			t.Errorf("%s: came %v, %v", kind, ids(pages), err)
		}
		s.roots = nil
		if _, err := read(t, s, "", 1); err == nil || !strings.Contains(err.Error(), "does not trust") {
			t.Errorf("%s: a strange certificate is %v", kind, err)
		}
	}
}

func TestPartsOfStrangeMails(t *testing.T) {
	for _, bs := range []imap.BodyStructure{nil, &imap.BodyStructureMultiPart{}} {
		if parts, invites := readable(bs); len(parts) > 0 || invites {
			t.Errorf("%v has %v", bs, parts)
		}
	}
	h := parseHeader([]byte("From: \xc0\xed\xed\xe0 <ann@mail.test>\r\nno header\r\n at all\r\nSubject: a\r\n b\r\n: x\r\nIn-Reply-To: your mail of Monday\r\n"))
	if a := h.author(); a.Name != "Анна" || a.ID != "ann@mail.test" || h.subject() != "a b" {
		t.Errorf("author is %+v, subject %q", a, h.subject())
	}
	if first, parent := h.thread(); first != "" || parent != "" {
		t.Errorf("thread is %q, %q", first, parent)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("own\n\nOn Fri, 20 Nov 2026 at 15:04, A <a@b.test> wrote:\n> quoted\n-- \nsig")
	for _, unit := range []string{"---\n", "To: x\n", "> ", "a\n\n", "\"a 12:30\n", "<blockquote>", "Sent from x\n"} {
		f.Add(strings.Repeat(unit, maxText/len(unit))) // what grows with the square of its length does not end
	}
	f.Fuzz(func(t *testing.T, text string) {
		own, quoted := split(plain(text))
		if len(own)+len(quoted) > 4*len(text)+100 {
			t.Errorf("%d bytes became %d", len(text), len(own)+len(quoted))
		}
		answered(quoted)
	})
}
