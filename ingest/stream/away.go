package stream

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"molva/ingest"
)

// ErrAway means that an external server, or its cluster, cannot be used at present, and that waiting may help: it is
// down, not reachable, or has no leader. A wrong password is something else.
var ErrAway = errors.New("the stream is away")

// away marks an error as ErrAway and leaves its words alone.
type away struct{ error }

func (a away) Is(target error) bool { return target == ErrAway }

func (a away) Unwrap() error { return a.error }

// Error codes of a server whose cluster is not whole yet.
const (
	codeIncomplete  = 10004
	codeNoPeers     = 10005
	codeUnavailable = 10008
	codeNoQuorum    = 10009
	codeNotEnabled  = 10076
	codeChanged     = 10071 // somebody else was faster; the question is to be asked again
	codeChangedToo  = 10164 // the same, where there are replicas
)

// markAway marks what waiting may help against.
func markAway(err error) error {
	var network net.Error
	switch apiCode(err) {
	case codeIncomplete, codeNoPeers, codeUnavailable, codeNoQuorum, codeNotEnabled, codeNoResources, codeChanged, codeChangedToo:
		return away{err}
	}
	for _, passing := range []error{nats.ErrNoServers, nats.ErrTimeout, nats.ErrNoResponders, nats.ErrStaleConnection, nats.ErrConnectionReconnecting,
		jetstream.ErrNoStreamResponse, jetstream.ErrJetStreamNotEnabled, ingest.ErrStreamed, context.DeadlineExceeded, io.EOF} {
		if errors.Is(err, passing) {
			return away{err}
		}
	}
	if errors.As(err, &network) { // refused, timed out, or a name that is not known yet
		return away{err}
	}
	return err
}

// Hosts names the servers of a URL, without their passwords.
func Hosts(urls string) string {
	var hosts []string
	for _, one := range splitURLs(urls) {
		if u, err := url.Parse(one); err == nil {
			hosts = append(hosts, u.Host)
		}
	}
	return strings.Join(hosts, ",")
}
