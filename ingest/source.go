package ingest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Source reads one network.
type Source interface {
	// Read emits what came after the cursor, oldest first, and returns nil once it has caught up. A network that
	// pushes may stay until ctx ends. When emit returns nil the page is durable and is not asked for again. Emit may
	// be called by several goroutines.
	Read(ctx context.Context, after Cursor, emit func(Page) error) error
}

// Cursor is a place in a network's own order, understood only by the source that wrote it. Empty: from the start, or
// from as far back as the source's options say.
type Cursor string

// Page is what one call to a network brought.
type Page struct {
	Mentions []Mention
	Figures  []Figure
	Posts    []AccountPost
	Members  []Members
	Inputs   []Input
	Steps    []Step
	Rejected []Rejection    // items that could not be read; the others of the page are unharmed
	Gap      string         // not empty: something between the last page and this one is lost, and why
	GapFrom  time.Time      // since when; zero: nobody knows
	Unknown  map[string]int // fields of the items that we do not know, with how often they stood there; Extra has them
	Next     Cursor         // "" leaves the cursor where it is
}

// Rejection says why one item was not taken. Reason carries no text of the item.
type Rejection struct {
	Item   string `json:"item,omitempty"` // its id, line or position, as far as known
	Reason string `json:"reason"`
}

// Rhythm is how a source is read and what it is expected to bring.
type Rhythm struct {
	Every time.Duration // pause between two reads of a network that is polled; 0 for one that pushes
	Quiet time.Duration // silence longer than this makes the source late; 0: learned from how often it brings something
	// Live: somebody waits for the answer to each page, as at a webhook. Emit then returns ErrFull and ErrStreamed at
	// once; otherwise it waits and tries again, and the source never sees them.
	Live bool
	// Reach is how far back the network lets a reader catch up. Whoever was away for longer has lost something, and the
	// worker says so. 0: any distance, or the source says itself when something is lost.
	Reach  time.Duration
	Quotas []Quota // that the network sets; the owner's own come on top
}

// Env is what every source gets beside its own options.
type Env struct {
	ID      string       // the source's id in the config; a mention's network where the source has no better
	HTTP    *http.Client // paces itself, obeys Retry-After, refuses private addresses
	Dial    Dialer       // for servers that speak no HTTP; refuses private addresses too
	Topics  []Topic
	Now     func() time.Time
	Log     *slog.Logger
	Matches func(Mention) bool // names a topic; for firehoses, which filter before they publish
	Room    *Room              // that all sources share who take what others push

	Governor *Governor // of this source; nil allows everything
}

// Dialer connects to a server, as net.Dialer's DialContext does.
type Dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// Topic is a company, brand or product that is watched: a node of a tree, with competitors beside it.
type Topic struct {
	ID         string
	Name       string
	Parent     string // "" for a root
	Competitor bool
	Zone       *time.Location // its weeks start on Monday here
	Language   string         // "ru" or "en": of texts for people
	Query      string         // "" for a node that only sums up its children
	// Terms are words and phrases of the query that a network's own search may be asked for. What that finds names the
	// topic only if the query says so.
	Terms []string
}

// Opener makes a source from its options, checked but not dialled.
type Opener struct {
	// Options returns a new zero value of the source's options, for the config to decode into.
	Options func() any
	// Open checks the options and returns the source. It never dials.
	Open func(options any, env Env) (Source, Rhythm, error)
}

// Opens turns a constructor with its own options type into a table entry.
func Opens[O any](open func(O, Env) (Source, Rhythm, error)) Opener {
	return Opener{
		Options: func() any { return new(O) },
		Open: func(options any, env Env) (Source, Rhythm, error) {
			o, ok := options.(*O)
			if !ok {
				return nil, Rhythm{}, fmt.Errorf("options are %T, want %T", options, o)
			}
			return open(*o, env)
		},
	}
}

// Throttled is a network's "slow down", in whatever dialect it said it.
type Throttled struct {
	Until time.Time
	Why   string
}

func (t *Throttled) Error() string {
	return fmt.Sprintf("asked to wait until %s: %s", t.Until.UTC().Format(time.RFC3339), t.Why)
}

// ErrDenied marks an answer that trying again cannot change: bad credentials, an account that is gone. The worker
// slows down to one try in ten minutes and says that the source is blind.
var ErrDenied = errors.New("access denied")

// ErrGone marks an answer about one item that is not there, or not any more.
var ErrGone = errors.New("not there (any more)")

// ErrFull is returned by emit, to a live source, when the pipe refuses new work for now; the page was not taken.
var ErrFull = errors.New("the pipe is full")

// ErrStreamed is returned by emit, to a live source, when the stream gave no answer; the page may or may not have been
// taken, and giving it again is harmless.
var ErrStreamed = errors.New("the stream gave no answer")
