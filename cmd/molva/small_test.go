package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestClockOffset(t *testing.T) {
	file := filepath.Join(t.TempDir(), "offset")
	at := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	now := clock(func(string) (string, bool) { return file, true }, func() time.Time { return at })
	if got := now(); !got.Equal(at) {
		t.Errorf("without the file it is %v, want %v", got, at)
	}
	write(t, filepath.Dir(file), "offset", "25h\n")
	if got := now(); !got.Equal(at) {
		t.Errorf("within the second it is %v, want %v", got, at)
	}
	at = at.Add(time.Second)
	if got, want := now(), at.Add(25*time.Hour); !got.Equal(want) {
		t.Errorf("after a second it is %v, want %v", got, want)
	}
	write(t, filepath.Dir(file), "offset", "soon")
	at = at.Add(time.Second)
	if got := now(); !got.Equal(at) {
		t.Errorf("with nonsense in the file it is %v, want %v", got, at)
	}
}

func TestMoment(t *testing.T) {
	now := time.Date(2026, 9, 10, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"":                          {},
		"2026-09-01":                time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC),
		"2026-09-01T03:00:00+03:00": time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC),
		"7d":                        now.AddDate(0, 0, -7),
	} {
		if got, err := moment(text, now); err != nil || !got.Equal(want) {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"yesterday", "2026-13-01", "-7d"} {
		if got, err := moment(text, now); !errors.As(err, new(usageError)) {
			t.Errorf("%q is %v, %v; want wrong usage", text, got, err)
		}
	}
}

func TestLines(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string // TOO LONG stands for a line that is
	}{
		"nothing":            {"", nil},
		"no end":             {"a\nb", []string{"a", "b"}},
		"empty lines":        {"\na\r\n\n", []string{"", "a", ""}},
		"at the limit":       {strings.Repeat("x", 8) + "\n", []string{"xxxxxxxx"}},
		"one over the limit": {"a\n" + strings.Repeat("x", 9) + "\nb\n", []string{"a", "TOO LONG", "b"}},
		"many buffers long":  {strings.Repeat("x", 300_000) + "\nb\n", []string{"TOO LONG", "b"}},
	} {
		var got []string
		err := lines(strings.NewReader(c.in), 8, func(line []byte, tooLong bool) error {
			if tooLong {
				line = []byte("TOO LONG")
			}
			got = append(got, string(line))
			return nil
		})
		if err != nil || strings.Join(got, "|") != strings.Join(c.want, "|") || len(got) != len(c.want) {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestTableIsAlignedByWhatIsSeen(t *testing.T) {
	var b bytes.Buffer
	table(&b, [][]string{{"один", "x"}, {"🔋", "\x1b[31mred"}, {"a\nb", "z"}})
	if want := "один  x\n🔋    [31mred\na b   z\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestLocksAreTakenOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	first, err := openFolder(dir, []string{"store", "alerts"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openFolder(dir, []string{"alerts"}); !errors.Is(err, errBusy) {
		t.Errorf("error is %v, want %v", err, errBusy)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := openFolder(dir, []string{"alerts"})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

// TestControlSocketInADeepFolder: the kernel's limit for a socket's path is 108 bytes.
func TestControlSocketInADeepFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("deep", 40))
	if _, err := openFolder(dir, nil); err != nil {
		t.Fatal(err)
	}
	l, err := listenControl(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := findInstance(filepath.Join(dir, "nobody")).call(t.Context(), "ready", nil, nil, nil); err == nil {
		t.Error("somebody answered where nobody is")
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// TestLostResults: a result that could not be written is no success.
func TestLostResults(t *testing.T) {
	var complaint bytes.Buffer
	code := newProgram(t.TempDir(), full{}, &complaint).main(t.Context(), []string{"version"})
	if code != exitFailed || complaint.String() != "molva: no space left\n" {
		t.Errorf("code %d, %q", code, complaint.String())
	}
}

// TestInterrupted: whoever stopped a command is not told of the loop that noticed it.
func TestInterrupted(t *testing.T) {
	p, _, _ := quiet(locales["ru"])
	if got := p.explain(fmt.Errorf("read what is saved: %w", context.Canceled)); got != "прервано" {
		t.Error(got)
	}
}
