package frame

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"molva/alerts/web/access"
	"molva/store"
)

// Acted notes what somebody has done, however they asked for it: no page shows what was before, and where done says what it was done
// to it stands in the audit log as what.
func (s *Site) Acted(r *http.Request, what string, done Done) {
	if s.shelf != nil {
		s.shelf.acted()
	}
	if done.On != "" {
		s.record(r, what, done)
	}
}

// record writes into the audit log what somebody has done. It is done, so what goes wrong here is for the other log.
func (s *Site) record(r *http.Request, what string, done Done) {
	who := access.From(r.Context())
	e := store.AuditEntry{Who: who.Name, What: cmp.Or(done.What, what), On: done.On, From: who.From, Detail: done.Detail}
	if e.Who == "" && s.Person(r) != "" {
		e.Detail = with(e.Detail, "signature", s.Person(r)) // anybody may call themselves so
	}
	if err := s.DB.Audit(context.WithoutCancel(r.Context()), e); err != nil {
		s.Log.Error("act not in the audit log", "act", e.What, "err", err)
	}
}

func with(detail map[string]string, key, value string) map[string]string {
	all := map[string]string{key: value}
	for k, v := range detail {
		all[k] = v
	}
	return all
}

// Deed is what an act at an address is called in the audit log: POST /complaints/{id}/fixed is complaint.fixed.
func Deed(pattern string) string {
	_, path, _ := strings.Cut(pattern, " ")
	var words []string
	for word := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if !strings.HasPrefix(word, "{") {
			words = append(words, singular(word))
		}
	}
	return strings.Join(words, ".")
}

// singular is what one of many is called.
func singular(word string) string {
	if word == "people" {
		return "user"
	}
	return strings.TrimSuffix(word, "s")
}
