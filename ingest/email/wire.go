package email

import (
	"errors"
	"net"
	"sync/atomic"
)

// What one answer of a server may be, before the client takes it apart: in memory, and without a bound of its own.
const (
	maxAnswer = 8 << 20 // bytes: of a page of mails, or of the numbers of a million
	maxNested = 1000    // brackets that open one behind the other, as in a mail of parts of parts
)

var errFlood = errors.New("the answer is too long or too deep")

// wire is a connection that knows whether it broke.
type wire struct {
	net.Conn
	broken atomic.Bool // by the network or the server
}

// Read implements [net.Conn].
func (w *wire) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	if err != nil {
		w.broken.Store(true)
	}
	return n, err
}

// guard is told all that goes over a connection, decrypted, and ends it when that is too much. It keeps nothing of it.
type guard struct {
	conn    net.Conn
	left    atomic.Int64 // bytes of the present answer
	nested  atomic.Int64
	flooded atomic.Bool
}

// Write implements [io.Writer]; its error is that of reading.
func (g *guard) Write(p []byte) (int, error) {
	if g.left.Add(-int64(len(p))) < 0 {
		return 0, g.flood()
	}
	nested := g.nested.Load()
	for _, b := range p {
		if nested++; b != '(' {
			nested = 0
		} else if nested > maxNested {
			return 0, g.flood()
		}
	}
	g.nested.Store(nested)
	return len(p), nil
}

func (g *guard) flood() error {
	g.flooded.Store(true)
	g.conn.Close()
	return errFlood
}
