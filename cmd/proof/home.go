package proof

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"molva/store"
)

// Secret signs the webhooks of the configuration that [NewHome] writes.
const Secret = "bW9sdmEtdGVzdC1zZWNyZXQ="

// Home is a folder with a configuration and a data folder, and the program that runs there.
type Home struct {
	Binary string
	Dir    string   // holds molva.yaml and data/
	Env    []string // added to the environment, NAME=value
	Prefix []string // a command to run the program under: strace, prlimit, unshare with their flags
}

// NewHome makes a home whose configuration has one topic and three webhook sources, and whatever more yaml says.
func NewHome(t testing.TB, binary, more string) Home {
	t.Helper()
	h := Home{Binary: binary, Dir: t.TempDir()}
	h.Configure(t, more)
	return h
}

// Configure writes the configuration anew.
func (h Home) Configure(t testing.TB, more string) {
	t.Helper()
	config := "language: en\ntimezone: UTC\ntopics:\n  - {id: zarya, name: Zarya, query: kestrel OR кестрел}\nsources:\n"
	for _, id := range SourceIDs {
		config += fmt.Sprintf("  - {id: %s, network: webhook, secrets: [\"whsec_%s\"]}\n", id, Secret)
	}
	write(t, filepath.Join(h.Dir, "molva.yaml"), config+more)
}

// SourceIDs are the webhook sources of every home.
var SourceIDs = []string{"shop", "forum", "desk"}

// Data is the data folder.
func (h Home) Data() string { return filepath.Join(h.Dir, "data") }

// Database is the file that holds the mentions.
func (h Home) Database() string { return filepath.Join(h.Data(), "molva.db") }

func (h Home) command(ctx context.Context, args []string) *exec.Cmd {
	args = append([]string{h.Binary, "--config", filepath.Join(h.Dir, "molva.yaml"), "--data", h.Data()}, args...)
	args = append(append([]string{}, h.Prefix...), args...)
	c := exec.CommandContext(ctx, args[0], args[1:]...)
	c.Env = append(append(os.Environ(), "MOLVA_STREAM_MIN_FREE=1MiB"), h.Env...)
	return c
}

// Output is what a command printed, and its exit code.
type Output struct {
	Code        int
	Out, Errors string
}

// Run runs one command of the program to its end.
func (h Home) Run(t testing.TB, args ...string) Output {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var out, errs bytes.Buffer
	c := h.command(ctx, args)
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("molva %v: %v", args, err)
	}
	return Output{Code: c.ProcessState.ExitCode(), Out: out.String(), Errors: errs.String()}
}

// Do is Run for a command that must end well.
func (h Home) Do(t testing.TB, args ...string) string {
	t.Helper()
	o := h.Run(t, args...)
	if o.Code != 0 {
		t.Fatalf("molva %v: exit code %d: %s%s", args, o.Code, o.Out, o.Errors)
	}
	return o.Out
}

// Open opens the database for reading, beside the running program or without it.
func (h Home) Open(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: h.Database(), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
