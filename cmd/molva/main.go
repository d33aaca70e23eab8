// Command molva listens to what people say about a company, its brands and products, and answers one question with
// evidence: what do people think of our product?
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // zones are named in the configuration; a small container has no list of them
)

func main() { os.Exit(process(nil)) }

// process runs the program with what an operating system gives it, and returns its exit code. Tests set step to end it at
// a step; see the options of the rooms.
func process(step func(string)) int {
	ctx, stop := untilSignal()
	defer stop()
	signal.Ignore(syscall.SIGHUP) // the configuration is read at start; a lost terminal is no reason to stop
	limitMemory(os.LookupEnv)
	p := program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		env: os.LookupEnv, now: clock(os.LookupEnv, time.Now), step: step,
	}
	return p.main(ctx, os.Args[1:])
}

// untilSignal is a context that the first signal to stop ends. The second ends the process at once, with what the system
// does of itself. The first is no longer caught by the time anybody can know of it, so none goes unheard between the two.
func untilSignal() (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(context.Background())
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-asked
		signal.Stop(asked)
		stop()
	}()
	return ctx, stop
}

// program is molva as a value: tests run it with their own files, environment and clock.
type program struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
	now      func() time.Time
	step     func(string) // nil but in tests: the rooms' Step

	configFile, dataDir string
	output              string // text or json, and more where a command says so
	logLevel, logFormat string
	language            string             // of texts for people, from the configuration once it is read
	printers            map[string]printer // by language; made once, since a catalogue is not small
}

// results writes results and remembers that some were lost: a full disk must not end with exit code 0.
type results struct {
	io.Writer
	lost error
}

func (r *results) Write(b []byte) (int, error) {
	n, err := r.Writer.Write(b)
	if err != nil && r.lost == nil {
		r.lost = err
	}
	return n, err
}

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitFound  = 3 // a check found something
)
