package webhook

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"molva/ingest"
)

// maxHeld is how many bytes the requests of one source hold at one time, so that none takes all the room that the sources
// share.
const maxHeld = 24 << 20

// decoding is how many bytes come into being, at most times, for each byte of a body on its way into the stream.
const decoding = 3

var errCrowded = errors.New("too many bytes at once")

// share is what one request holds of its source's room and of the one that all sources share.
type share struct {
	own, all *ingest.Room
	taken    int64
}

func (s *share) take(n int64) error {
	if !s.own.Take(n) {
		return errCrowded
	}
	if !s.all.Take(n) {
		s.own.Give(n)
		return errCrowded
	}
	s.taken += n
	return nil
}

// decode takes what decoding a body will need. One that needs more than there is takes all there is: it waits until it is
// alone.
func (s *share) decode(body []byte) *refusal {
	most := min(s.own.Max(), s.all.Max()) - s.taken
	if s.take(min(decoding*int64(len(body)), most)) != nil {
		return crowded()
	}
	return nil
}

func (s *share) release() {
	s.own.Give(s.taken)
	s.all.Give(s.taken)
}

// charged takes from the share what is read through it.
type charged struct {
	r    io.Reader
	held *share
}

func (c charged) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if full := c.held.take(int64(n)); full != nil {
		return n, full
	}
	return n, err
}

func crowded() *refusal {
	return &refusal{Error: "too many requests at once", status: http.StatusServiceUnavailable, after: time.Second}
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
		no := crowded()
		no.close = true
		return nil, no
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
