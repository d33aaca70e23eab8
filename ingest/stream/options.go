package stream

import (
	"errors"
	"log/slog"
	"net/url"
	"time"

	"molva/ingest"
)

// Options say where the stream lives and how much it may hold. The zero value of each field but Dir is a good default.
type Options struct {
	// URL of an external NATS server or cluster, several separated by commas. Empty: NATS runs inside this process,
	// opens no port and keeps its files in Dir.
	URL string
	// Credentials is a NATS credentials file, and CA a PEM file of roots to trust; for URL only.
	Credentials, CA string
	// Dir belongs to one process at a time. It is made when it is missing, readable by its owner only.
	Dir string

	MaxBytes   int64         // of each log; beyond it new mentions are refused, nothing old is dropped. 4 GiB
	MaxMessage int32         // bytes of one body. 896 KiB: what fits, with headers, into NATS's usual 1 MiB
	Replicas   int           // of everything, in a cluster. 1
	Window     time.Duration // how long the stream itself knows a repeat. 2 minutes; a long one slows the start

	PublishTimeout time.Duration // silence longer than this is ErrStreamed. 3 seconds
	MinFree        int64         // bytes; refuse new mentions when the disk under Dir has less. 256 MiB, negative: never

	// Relaxed leaves the writing to disk to the operating system for up to two minutes. A process that is killed still
	// loses nothing; a power cut loses acknowledged mentions.
	Relaxed bool

	Now func() time.Time
	Log *slog.Logger

	// Step is told the name of every step between which a crash must lose and double nothing. Tests only end the process
	// there; nil otherwise.
	Step func(name string)
}

// headerRoom is what a message may carry beside its body: JetStream takes up to 64 KiB of headers. A tagged message has
// twice that, so that whatever a foreign publisher got into the raw log fits into the tagged log with its verdict.
const headerRoom = 64 << 10

// Validate names every mistake at once.
func (o Options) Validate() error {
	var all []error
	wrong := func(bad bool, complaint error) {
		if bad {
			all = append(all, complaint)
		}
	}
	wrong(o.URL == "" && o.Dir == "", ingest.Complain("stream: neither a URL nor a folder is set"))
	wrong(o.URL == "" && o.Credentials+o.CA != "", ingest.Complain("stream: credentials are set without a URL"))
	wrong(o.URL == "" && o.Replicas > 1, ingest.Complain("stream: %d replicas need a URL of a cluster", o.Replicas))
	wrong(o.Replicas < 0 || o.Replicas > 5, ingest.Complain("stream: replicas are %d, want 1 to 5", o.Replicas))
	wrong(o.MaxBytes < 0, ingest.Complain("stream: max bytes is %d, want a positive number", o.MaxBytes))
	wrong(o.MaxMessage < 0 || o.MaxMessage > 32<<20, ingest.Complain("stream: max message is %d bytes, want up to 32 MiB", o.MaxMessage))
	wrong(o.Window != 0 && o.Window < 100*time.Millisecond, ingest.Complain("stream: window is %s, want at least 100ms", o.Window))
	wrong(o.PublishTimeout < 0, ingest.Complain("stream: publish timeout is %s, want a positive duration", o.PublishTimeout))
	return errors.Join(append(all, checkURL(o.URL))...)
}

// checkURL keeps the URL itself out of the message, since it may hold a password. So does what net/url says of it: the
// password in nats://user:password, where the host was forgotten, is an invalid port.
func checkURL(s string) error {
	for _, one := range splitURLs(s) {
		u, err := url.Parse(one)
		switch {
		case err != nil:
			return ingest.Complain("stream: url cannot be read, want one such as nats://user:password@host:4222")
		case u.Scheme != "nats" && u.Scheme != "tls" && u.Scheme != "ws" && u.Scheme != "wss":
			return ingest.Complain("stream: url begins with %q, want nats://, tls://, ws:// or wss://", u.Scheme)
		case u.Host == "":
			return ingest.Complain("stream: url names no host")
		}
	}
	return nil
}

func (o Options) withDefaults() Options {
	o.MaxBytes = orDefault(o.MaxBytes, 4<<30)
	o.MaxMessage = orDefault(o.MaxMessage, 1<<20-2*headerRoom)
	o.Replicas = orDefault(o.Replicas, 1)
	o.Window = orDefault(o.Window, 2*time.Minute)
	o.PublishTimeout = orDefault(o.PublishTimeout, 3*time.Second)
	o.MinFree = orDefault(o.MinFree, 256<<20)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Step == nil {
		o.Step = func(string) {}
	}
	return o
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}
