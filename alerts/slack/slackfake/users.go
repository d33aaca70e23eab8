package slackfake

import "slices"

// Bot makes a user one that is a program.
func (s *Server) Bot(id string) { s.set(func() { s.bots = append(s.bots, id) }) }

func userInfo(s *Server, a args) (map[string]any, string) {
	if a["user"] == "" {
		return nil, "user_not_found"
	}
	return map[string]any{"user": map[string]any{"id": a["user"], "name": a["user"], "is_bot": slices.Contains(s.bots, a["user"])}}, ""
}
