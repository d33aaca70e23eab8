package fetch

import (
	"context"
	"net"
	"slices"
	"strings"

	"code.dny.dev/ssrf"

	"molva/ingest"
)

// Dialer connects to these ports of public addresses, and to what the operator allowed, host:port as it stands in the
// config: for sources whose network speaks no HTTP. The same trouble reads the same every time.
func Dialer(allow []string, ports ...uint16) ingest.Dialer {
	d := newDialer(allow, ports...)
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, steady(err)
		}
		return conn, nil
	}
}

// dialer dials public addresses, and what the operator allowed. The check is made on the address that is being
// connected, after names were resolved, so neither a name that points inward nor one that changes between two look-ups
// gets by; and each hop of a redirect is dialled anew.
type dialer struct {
	open, guarded net.Dialer
	allow         []string
}

func newDialer(allow []string, ports ...uint16) *dialer {
	d := &dialer{
		open:    net.Dialer{Timeout: connectTimeout},
		guarded: net.Dialer{Timeout: connectTimeout, Control: ssrf.New(ssrf.WithPorts(ports...)).Safe},
	}
	for _, entry := range allow {
		d.allow = append(d.allow, strings.ToLower(entry))
	}
	return d
}

func (d *dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	if slices.Contains(d.allow, strings.ToLower(addr)) {
		return d.open.DialContext(ctx, network, addr)
	}
	return d.guarded.DialContext(ctx, network, addr)
}
