package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// TestPostTriesAgain: where no instance runs, a digest that Slack did not take at first is not reported as on its way
// before it has been taken.
func TestPostTriesAgain(t *testing.T) {
	var tries atomic.Int32
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if tries.Add(1) == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		w.Write([]byte("ok"))
	}))
	defer slack.Close()
	dir := t.TempDir()
	write(t, dir, "molva.yaml", "topics: [{id: kestrel, query: kestrel}]\nslack: {webhook_url: \""+slack.URL+"\"}\n")
	m := molva{dir: dir}
	var out, errs bytes.Buffer
	if code := newProgram(dir, &out, &errs).main(t.Context(), m.args("digest", "--post")); code != exitDone || tries.Load() != 2 {
		t.Errorf("code %d after %d tries: %s%s", code, tries.Load(), &out, &errs)
	}
}
