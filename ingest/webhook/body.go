package webhook

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

// maxHeld is how many bytes of bodies all requests of a source hold at one time, so that memory stays bounded whatever
// is sent by whomever. It is many times what one request may bring.
const maxHeld = 64 << 20

var errCrowded = errors.New("too many bytes at once")

// budget is what all requests hold together.
type budget struct{ held atomic.Int64 }

// share is what one request holds of the budget.
type share struct {
	of    *budget
	taken int64
}

func (s *share) take(n int) error {
	s.taken += int64(n)
	if s.of.held.Add(int64(n)) > maxHeld {
		return errCrowded
	}
	return nil
}

func (s *share) release() { s.of.held.Add(-s.taken) }

// charged takes from the share what is read through it.
type charged struct {
	r    io.Reader
	held *share
}

func (c charged) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if full := c.held.take(n); full != nil {
		return n, full
	}
	return n, err
}

// body reads the request's body, as it was sent.
func (s *source) body(r *http.Request, held *share) ([]byte, *refusal) {
	if r.ContentLength > s.options.MaxBody {
		return nil, s.tooLong()
	}
	return s.whole(r.Body, held)
}

// whole reads r to its end and at most MaxBody bytes of it.
func (s *source) whole(r io.Reader, held *share) ([]byte, *refusal) {
	b, err := io.ReadAll(charged{io.LimitReader(r, s.options.MaxBody+1), held})
	switch {
	case errors.Is(err, errCrowded):
		return nil, &refusal{Error: "too many requests at once", status: http.StatusServiceUnavailable, after: time.Second, close: true}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, &refusal{Error: "the body came too slowly", status: http.StatusRequestTimeout, close: true}
	case err != nil:
		return nil, &refusal{Error: "the body cannot be read to its end", status: http.StatusBadRequest, close: true}
	case int64(len(b)) > s.options.MaxBody:
		return nil, s.tooLong()
	}
	return b, nil
}

func (s *source) tooLong() *refusal {
	no := refuse(http.StatusRequestEntityTooLarge, "the body is longer than %d bytes", s.options.MaxBody)
	no.close = true
	return no
}

// unpack takes gzip off a body. What it makes is bounded like the body itself.
func (s *source) unpack(body []byte, held *share) ([]byte, *refusal) {
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "the body is not gzip, though its content encoding says so")
	}
	unpacked, no := s.whole(r, held)
	if no != nil {
		no.close = false // the request itself is read
		return nil, no
	}
	if bytes.HasPrefix(unpacked, []byte{0x1f, 0x8b}) {
		return nil, refuse(http.StatusUnsupportedMediaType, "the body is packed with gzip twice")
	}
	return unpacked, nil
}
