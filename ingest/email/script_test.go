package email

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// script answers commands as no good server would: with lines, each without its end. The command comes without its tag,
// and what is nil is answered as by an empty mailbox.
type script func(command string) []string

// answers is a source that reads what a script says.
func (s script) source(t *testing.T) *Source {
	source := source(t, Options{Server: "localhost", TLS: "none"})
	source.env.Dial = func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go s.serve(theirs)
		return ours, nil
	}
	return source
}

func (s script) serve(conn net.Conn) {
	defer conn.Close()
	_, _ = io.WriteString(conn, "* OK [CAPABILITY IMAP4rev1] hello\r\n")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		answer := s(command)
		if answer == nil && strings.HasPrefix(command, "EXAMINE") {
			answer = []string{"* 4 EXISTS", "* OK [UIDVALIDITY 7]", "* OK [UIDNEXT 5]"}
		}
		if n := len(answer); n == 0 || !strings.HasPrefix(answer[n-1], "NO") {
			answer = append(answer, "OK")
		}
		answer[len(answer)-1] = tag + " " + answer[len(answer)-1]
		if _, err := io.WriteString(conn, strings.Join(answer, "\r\n")+"\r\n"); err != nil {
			return
		}
	}
}

// TestOneMailThatCannotBeReadHidesNoOther: it is left out, and said to be.
func TestOneMailThatCannotBeReadHidesNoOther(t *testing.T) {
	good := func(n int) string {
		text := fmt.Sprint("kestrel ", n)
		head := fmt.Sprintf("Message-ID: <%d@mail.test>\r\nFrom: ann@mail.test\r\n\r\n", n)
		return fmt.Sprintf(`* %d FETCH (UID %[1]d BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" %d 1) BODY[HEADER] {%d}`+"\r\n%s BODY[1] {%d}\r\n%s)",
			n, len(text), len(head), head, len(text), text)
	}
	for name, bad := range map[string]string{
		"garbled": `* 3 FETCH (UID 3 BODYSTRUCTURE (NIL))`,
		"refused": "NO it is damaged",
		"deep":    `* 3 FETCH (UID 3 BODYSTRUCTURE ` + strings.Repeat("(", 100_000),
		"endless": "* 3 FETCH (UID 3 BODY[HEADER]<0> {9000000000}\r\n" + strings.Repeat("x", maxAnswer+1),
	} {
		synctest.Test(t, func(t *testing.T) {
			s := script(func(command string) (answer []string) {
				switch {
				case strings.HasPrefix(command, "UID SEARCH"):
					return []string{"* SEARCH 1 2 3 4"}
				case strings.HasPrefix(command, "UID FETCH"):
					for n := range 4 {
						set, _, _ := strings.Cut(strings.TrimPrefix(command, "UID FETCH "), " ")
						switch {
						case set != "1:4" && set != fmt.Sprint(n+1):
						case n == 2:
							return append(answer, bad)
						default:
							answer = append(answer, good(n+1))
						}
					}
				}
				return answer
			}).source(t)
			var pages []ingest.Page
			after, tries := ingest.Cursor(""), 0
			for ; tries < 5 && len(ids(pages)) < 3; tries++ {
				more, _ := read(t, s, after, 3-len(ids(pages)))
				for _, p := range more {
					pages, after = append(pages, p), p.Next
				}
			}
			var rejected []ingest.Rejection
			for _, p := range pages {
				rejected = append(rejected, p.Rejected...)
			}
			want := []ingest.Rejection{{Item: "7/3", Reason: "the server has no readable answer about the mail"}}
			if got := ids(pages); !slices.Equal(got, []string{"1", "2", "4"}) || !slices.Equal(rejected, want) || tries != 3 {
				t.Errorf("%s: came %v without %+v after %d tries", name, got, rejected, tries)
			}
		})
	}
}

// TestServersOfAnotherMind name mails without end or without numbers.
func TestServersOfAnotherMind(t *testing.T) {
	for command, answer := range map[string]string{
		"UID SEARCH": "* ESEARCH UID ALL 1:4294967295",
		"UID SEARC":  "* SEARCH 0",
		"EXAMINE":    "* 1 EXISTS",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := script(func(asked string) []string {
				if strings.HasPrefix(asked, command) {
					return []string{answer}
				}
				return nil
			}).source(t)
			_, err := read(t, s, "", 1)
			if err == nil || errors.Is(err, ingest.ErrDenied) || !strings.Contains(err.Error(), "no ") {
				t.Errorf("%s answered with %s is %v", command, answer, err)
			}
		})
	}
}

// TestSlowAtEachStep: whoever opens a mailbox for minutes does not listen to it, and must be seen to fail.
func TestSlowAtEachStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := script(func(string) []string { time.Sleep(patience - time.Second); return nil }).source(t)
		start := time.Now()
		_, err := read(t, s, "", 1)
		if err == nil || !strings.Contains(err.Error(), "takes too long") || time.Since(start) >= time.Minute {
			t.Errorf("after %s it is %v", time.Since(start), err)
		}
		time.Sleep(patience) // until the server sees it
	})
}

// TestNewsWithoutEnd: a server that tells of mail all the time is asked once a second.
func TestNewsWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		looks := 0
		s := script(func(command string) []string {
			switch {
			case strings.HasPrefix(command, "UID SEARCH"):
				looks++
			case command == "NOOP":
				return []string{"* 4 EXISTS"}
			}
			return nil
		}).source(t)
		s.options.Every = time.Millisecond
		if _, err := read(t, s, "", 1); err != nil || looks < 55 || looks > 65 {
			t.Errorf("looked %d times in a minute, %v", looks, err)
		}
	})
}

// TestTheFirstPlaceIsKept, also of a mailbox without mail: what comes meanwhile comes after a restart.
func TestTheFirstPlaceIsKept(t *testing.T) {
	box := serve(t)
	pages, err := read(t, box.source(t), "", 0)
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for n := range newest + 5 {
		box.put(t, letter(n+1), time.Now())
	}
	after, err := read(t, box.source(t), pages[0].Next, newest+5)
	if got := ids(after); err != nil || len(got) != newest+5 {
		t.Errorf("came %v, %v", got, err)
	}
}

func TestPlace(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	p := place{}.reached(1, now.AddDate(-1, 0, 0), now).reached(2, now.AddDate(9000, 0, 0), now).reached(3, time.Time{}, now)
	if want := (place{Last: 3, Newest: now}); p != want {
		t.Errorf("the place is %+v, want %+v", p, want)
	}
	for _, id := range []string{"a\x01b", "\xff", strings.Repeat("x", ingest.MaxID+1)} {
		if got := parseHeader([]byte("Message-ID: <" + id + ">\r\n")).id(); got != "" {
			t.Errorf("%q is an id", got)
		}
	}
}
