package sourcetest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestLines(t *testing.T) {
	sourcetest.RunWith(t, "testdata/lines.txtar", "line", func(t *testing.T, fixture *txtar.Archive) sourcetest.Server {
		s := &lines{door: sourcetest.Listen()}
		for _, section := range fixture.Files {
			if at, ok := strings.CutPrefix(section.Name, "line "); ok {
				s.all = append(s.all, at+" "+string(section.Data))
			}
		}
		var ended sync.WaitGroup
		ended.Go(func() { s.serve(&ended) })
		t.Cleanup(func() {
			_ = s.door.Close()
			ended.Wait()
		})
		return s
	})
}

// lines is the network of testdata/lines.txtar.
type lines struct {
	door    *sourcetest.Listener
	trouble atomic.Int32
	all     []string
}

func (l *lines) Suffer(trouble sourcetest.Trouble) { l.trouble.Store(int32(trouble)) }

func (l *lines) serve(ended *sync.WaitGroup) {
	for {
		conn, err := l.door.Accept()
		if err != nil {
			return
		}
		ended.Go(func() {
			defer conn.Close()
			password, _ := bufio.NewReader(conn).ReadString('\n')
			_, _ = io.WriteString(conn, l.answer(strings.TrimSpace(password)))
			_, _ = io.Copy(io.Discard, io.LimitReader(conn, l.more()))
		})
	}
}

func (l *lines) answer(password string) string {
	text := strings.Join(l.all, "") + ".\n"
	switch trouble := sourcetest.Trouble(l.trouble.Load()); {
	case trouble == sourcetest.Silent:
		return ""
	case trouble == sourcetest.CutOff:
		return l.all[0]
	case trouble == sourcetest.Garbled:
		return "<html>\n"
	case trouble == sourcetest.Unwelcome || password != sourcetest.Secret:
		return "no\n"
	}
	return text
}

// more is how much the server listens to before it hangs up.
func (l *lines) more() int64 {
	if sourcetest.Trouble(l.trouble.Load()) == sourcetest.Silent {
		return 1
	}
	return 0
}

func (l *lines) Opener() ingest.Opener {
	return ingest.Opens(func(o linesOptions, _ ingest.Env) (ingest.Source, ingest.Rhythm, error) {
		return &reader{l, o.Password, os.Getenv(faulty)}, ingest.Rhythm{Every: time.Minute}, nil
	})
}

type linesOptions struct {
	Password secret.String `yaml:"password"`
}

// reader is a source of lines, right but for one fault.
type reader struct {
	network  *lines
	password secret.String
	fault    string
}

func (r *reader) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	p, err := r.ask(ctx, after)
	if err != nil || len(p.Mentions) == 0 {
		return err
	}
	return emit(p)
}

func (r *reader) Examine(ctx context.Context) (string, error) {
	p, err := r.ask(ctx, "")
	return fmt.Sprintf("%d lines", len(p.Mentions)), err
}

func (r *reader) ask(ctx context.Context, after ingest.Cursor) (p ingest.Page, err error) {
	conn, err := r.network.door.Dial(ctx, "", "")
	if err != nil {
		return p, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	if r.fault != "waits for ever" {
		_ = conn.SetDeadline(time.Now().Add(time.Minute))
	}
	fmt.Fprintln(conn, r.password.Reveal())
	told := bufio.NewScanner(conn)
	for told.Scan() && told.Text() != "." {
		at, text, ok := strings.Cut(told.Text(), " ")
		switch said, bad := time.Parse(time.RFC3339, at); {
		case told.Text() == "no" && r.fault != "takes no for trouble":
			return ingest.Page{}, ingest.ErrDenied
		case bad != nil || !ok:
			return ingest.Page{}, errors.New("somebody else answers")
		case at > string(after):
			p.Mentions = append(p.Mentions, ingest.Mention{ID: at, Network: "lines", Text: text, Published: said})
			p.Next = ingest.Cursor(at)
		}
	}
	if told.Text() != "." && r.fault != "takes the break for the end" {
		return ingest.Page{}, r.broken(ctx, told.Err())
	}
	return p, nil
}

func (r *reader) broken(ctx context.Context, err error) error {
	var late net.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &late) && late.Timeout():
		return errors.New("the server is silent")
	}
	return errors.New("the server broke off")
}
