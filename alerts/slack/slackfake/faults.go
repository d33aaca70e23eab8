package slackfake

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// Fault is one way in which a call goes wrong.
type Fault struct {
	done  bool
	spoil func(s *Server, w http.ResponseWriter, r *http.Request, answer *httptest.ResponseRecorder)
}

// Done is the same fault after the call was carried out: only the answer is lost.
func (f Fault) Done() Fault {
	f.done = true
	return f
}

// Script sets what happens to the next calls of a method, one fault for each; then all is well again. The methods beside
// those of the Web API are webhook and response.
func (s *Server) Script(method string, faults ...Fault) {
	s.set(func() { s.faults[method] = append(s.faults[method], faults...) })
}

// through lets a call come to do, unless its turn in the script is another one.
func (s *Server) through(w http.ResponseWriter, r *http.Request, name string, do func(http.ResponseWriter)) {
	s.mu.Lock()
	s.calls = append(s.calls, Call{s.now(), name})
	var next Fault
	if waiting := s.faults[name]; len(waiting) > 0 {
		next, s.faults[name] = waiting[0], waiting[1:]
	}
	s.mu.Unlock()
	if next.spoil == nil {
		do(w)
		return
	}
	answer := httptest.NewRecorder()
	if next.done {
		do(answer)
	}
	next.spoil(s, w, r, answer)
}

// None is a call that goes well, to stand in a script before one that does not.
func None() Fault { return Fault{} }

// Answer is a fixed answer with headers given in pairs.
func Answer(status int, body string, headers ...string) Fault {
	return Fault{spoil: func(_ *Server, w http.ResponseWriter, _ *http.Request, _ *httptest.ResponseRecorder) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}}
}

// Refuse is a refusal with status 200, as the Web API says no.
func Refuse(word string) Fault { return Answer(http.StatusOK, `{"ok":false,"error":"`+word+`"}`) }

// SlowDown is status 429 with that Retry-After, without the header when it is "".
func SlowDown(retryAfter string) Fault {
	if retryAfter == "" {
		return Answer(http.StatusTooManyRequests, "")
	}
	return Answer(http.StatusTooManyRequests, "", "Retry-After", retryAfter)
}

// Page is what a proxy in between says, in HTML.
func Page(status int) Fault {
	return Answer(status, "<html><body>Please sign in</body></html>", "Content-Type", "text/html")
}

// Redirect leads elsewhere.
func Redirect() Fault { return Answer(http.StatusFound, "", "Location", "http://127.0.0.1:1/") }

// Drop reads the whole call and hangs up without an answer.
func Drop() Fault {
	return Fault{spoil: func(*Server, http.ResponseWriter, *http.Request, *httptest.ResponseRecorder) {
		panic(http.ErrAbortHandler)
	}}
}

// Hang never answers.
func Hang() Fault {
	return Fault{spoil: func(s *Server, _ http.ResponseWriter, r *http.Request, _ *httptest.ResponseRecorder) {
		s.wait(r, nil)
		panic(http.ErrAbortHandler)
	}}
}

// Late carries the call out and answers when told to.
func Late(tell <-chan time.Time) Fault {
	return Fault{done: true, spoil: func(s *Server, w http.ResponseWriter, r *http.Request, answer *httptest.ResponseRecorder) {
		if !s.wait(r, tell) {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}}
}

// Drip carries the call out and sends the answer byte for byte, the next one whenever told to.
func Drip(tell <-chan time.Time) Fault {
	return Fault{done: true, spoil: func(s *Server, w http.ResponseWriter, r *http.Request, answer *httptest.ResponseRecorder) {
		w.WriteHeader(answer.Code)
		for _, b := range answer.Body.Bytes() {
			_, _ = w.Write([]byte{b})
			_ = http.NewResponseController(w).Flush()
			if !s.wait(r, tell) {
				panic(http.ErrAbortHandler)
			}
		}
	}}
}

// wait is over when told so; false when the caller left or the test is at its end.
func (s *Server) wait(r *http.Request, tell <-chan time.Time) bool {
	select {
	case <-tell:
		return true
	case <-r.Context().Done():
	case <-s.closing:
	}
	return false
}

// Huge carries the call out and answers with more than anybody wants to read, in good JSON.
func Huge() Fault {
	return Answer(http.StatusOK, `{"ok":true,"channel":"C1","ts":"1.1","text":"`+strings.Repeat("x", 10<<20)+`"}`).Done()
}

// Bomb is an answer that is small on its way and huge when unpacked.
func Bomb() Fault {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 64 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	return Answer(http.StatusOK, packed.String(), "Content-Encoding", "gzip").Done()
}
