package stream

import (
	"context"
	"fmt"
	"time"
)

// silence is how long a publish without an answer counts against readiness. Longer, and an instance that gets no work
// because it is not ready could never show that it is well again.
const silence = 30 * time.Second

// Health is what an operator and a readiness check want to know of the stream.
type Health struct {
	Ready     bool      `json:"ready"`
	Reasons   []string  `json:"reasons,omitempty"` // why it is not ready
	Embedded  bool      `json:"embedded"`
	Connected bool      `json:"connected"`
	Answered  time.Time `json:"answered_at,omitzero"` // the last publish that was answered
	Silent    int       `json:"unanswered,omitempty"` // publishes without an answer since
	Restarts  int       `json:"restarts,omitempty"`   // of the server in this process, since it started
	First     uint64    `json:"first"`
	Last      uint64    `json:"last"`
	Messages  uint64    `json:"messages"`
	Bytes     int64     `json:"bytes"`
	Limit     int64     `json:"limit"`
	Free      int64     `json:"free,omitempty"` // bytes of the disk under an embedded stream
}

// Health asks the server, for a second at most.
func (s *Stream) Health(ctx context.Context) Health {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	h := Health{Embedded: s.srv != nil, Connected: s.up.Load(), Limit: s.o.MaxBytes}
	s.readPulses(&h)
	if !h.Connected {
		h.fault("no connection to %s", s.where())
	} else {
		s.readState(ctx, &h)
	}
	if s.srv != nil {
		s.readDisk(&h)
	}
	h.Ready = len(h.Reasons) == 0
	return h
}

func (h *Health) fault(format string, args ...any) {
	h.Reasons = append(h.Reasons, fmt.Sprintf(format, args...))
}

func (s *Stream) readPulses(h *Health) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.Restarts = s.restarts
	h.Answered = s.raw.pulse.answered
	pulses := []pulse{s.raw.pulse, s.kept}
	if s.tagged != nil {
		pulses = append(pulses, s.tagged.pulse)
	}
	for _, p := range pulses {
		h.Silent = max(h.Silent, p.unanswered)
		if p.unanswered > 0 && s.o.Now().Sub(p.silent) < silence {
			h.fault("publishes get no answer: %d in a row", p.unanswered)
		}
	}
}

func (s *Stream) readState(ctx context.Context, h *Health) {
	state, err := s.raw.state(ctx)
	if err != nil {
		h.fault("%v", err)
		return
	}
	h.First, h.Last, h.Messages, h.Bytes = state.FirstSeq, state.LastSeq, state.Msgs, int64(state.Bytes)
	if h.Bytes+int64(s.o.MaxMessage) > h.Limit {
		h.fault("the stream is full: %d of %d bytes", h.Bytes, h.Limit)
	}
}

func (s *Stream) readDisk(h *Health) {
	free, err := freeBytes(s.o.Dir)
	if err != nil {
		h.fault("look at the disk: %v", err)
		return
	}
	h.Free = free
	if s.o.MinFree > 0 && free < s.o.MinFree {
		h.fault("the disk has %d bytes free, want %d", free, s.o.MinFree)
	}
}
