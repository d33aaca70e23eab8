package web

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// healthz says that the process is alive, and nothing more.
func healthz(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintln(w, "ok")
}

// readyz says whether new mentions are taken and stored, with all reasons why not.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	state := Readiness{Ready: true}
	if s.Ready != nil {
		state = s.Ready(r.Context())
	}
	if state.Reasons == nil {
		state.Reasons = []string{}
	}
	body, err := json.Marshal(state)
	if err != nil {
		http.Error(w, "cannot say", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !state.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	w.Write(append(body, '\n'))
}
