package proof

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// probe asks for a page of health within a few seconds.
var probe = &http.Client{Timeout: 5 * time.Second}

// Readiness is what /readyz says; ok is false when it does not answer, or says something else than its status does.
func (p *Process) Readiness(t testing.TB) (ready bool, reasons string, ok bool) {
	t.Helper()
	status, body, err := get(t.Context(), probe, p.URL+"/readyz")
	var said struct {
		Ready   bool
		Reasons []string
	}
	if err != nil || json.Unmarshal(body, &said) != nil {
		return false, "", false
	}
	if agree := said.Ready == (status == http.StatusOK) && said.Ready == (len(said.Reasons) == 0); !agree {
		t.Errorf("/readyz: status %d with %s", status, body)
	}
	return said.Ready, strings.Join(said.Reasons, "; "), true
}

// ready waits until the program says that it is.
func (p *Process) ready(t testing.TB, within time.Duration) {
	t.Helper()
	Eventually(t, within, "the program is ready", func() bool {
		ready, _, ok := p.Readiness(t)
		return ok && ready
	})
}

// settles waits until nothing waits to be stored.
func (p *Process) settles(t testing.TB) {
	t.Helper()
	Eventually(t, time.Minute, "nothing waits to be stored", func() bool {
		status, body, err := get(t.Context(), probe, p.URL+"/metrics")
		return err == nil && status == http.StatusOK && strings.Contains(string(body), "\nmolva_stream_waiting_messages 0\n")
	})
}
