package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"molva/alerts/web/access"
	"molva/alerts/web/frame"
)

// needs is the least role for every address. One that does not stand here is not served at all.
var needs = byPattern(map[access.Role]string{
	access.Viewer: `
		GET /{$}
		GET /complaints
		GET /complaints/merges
		GET /complaints/why
		GET /complaints/{id}
		GET /mentions
		GET /mentions.csv
		GET /mentions.jsonl
		GET /mentions/{key...}
		GET /threads
		GET /threads.csv
		GET /posts
		GET /posts.csv
		GET /figures
		GET /figures.csv
		GET /sets
		GET /sets.csv
		GET /inputs
		GET /inputs.csv
		GET /steps
		GET /steps.csv
		GET /topics
		GET /answers
		GET /answers.{csv,html,json,md}
		GET /communities
		GET /communities.{csv,html,json,md}
		GET /roi
		GET /roi.{csv,html,json,md}
		GET /reports
		GET /reports/{funnel,goals,metrics,ratio,service}
		GET /reports/{funnel,goals,metrics,ratio,service}.{csv,html,json,md}
		GET /accuracy
		GET /alerts
		GET /live
		POST /name`,
	access.Agent: `
		POST /mentions/{work,judge,unjudge}
		POST /complaints/{id}/{fixed,reopen,ignore,rename,merge,part,refuse,split,move,undo}
		POST /alerts/acknowledge`,
	access.Analyst: `
		POST /mentions/count
		POST /alerts/{mute,unmute}
		GET /accuracy/label
		POST /accuracy/{draw,label,undo}
		GET /topics/preview
		GET /sources
		GET /dead
		GET /dead/{id}
		GET /dead/{id}/raw
		POST /dead/replay
		GET /metrics`,
	access.Admin: `
		GET /dead/drop
		POST /dead/drop
		GET /settings`,
})

// byPattern turns the table around. Words in braces with commas between them are alternatives, as in a shell.
func byPattern(table map[access.Role]string) map[string]access.Role {
	least := map[string]access.Role{}
	for role, lines := range table {
		for line := range strings.Lines(lines) {
			if line = strings.TrimSpace(line); line != "" {
				for _, pattern := range alternatives(line) {
					least[pattern] = role
				}
			}
		}
	}
	return least
}

// alternatives are all that a line stands for.
func alternatives(line string) (all []string) {
	for from := 0; ; {
		begin := strings.IndexByte(line[from:], '{')
		if begin < 0 {
			return []string{line}
		}
		begin += from
		end := begin + strings.IndexByte(line[begin:], '}')
		if words := strings.Split(line[begin+1:end], ","); len(words) > 1 {
			for _, word := range words {
				all = append(all, alternatives(line[:begin]+word+line[end+1:])...)
			}
			return all
		}
		from = end
	}
}

// mount serves a handler to those who may have it.
func (s *Server) mount(mux *http.ServeMux, pattern string, h http.Handler) error {
	least, known := needs[pattern]
	if !known {
		return fmt.Errorf("who may %s is not decided", pattern)
	}
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if !access.From(r.Context()).May(least) {
			s.forbid(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
	return nil
}

// forbid tells somebody that they may not; what stands there is not told.
func (s *Server) forbid(w http.ResponseWriter, r *http.Request) {
	if s.site == nil {
		http.Error(w, "this needs another role", http.StatusForbidden)
		return
	}
	s.site.Refuse(w, r, "", frame.Forbidden(errors.New(s.site.Printer.Sprintf("Your role does not reach this far. An administrator can change it."))))
}
