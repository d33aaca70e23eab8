package slackfake

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// limited is the word of an answer that is 429.
const limited = "ratelimited"

// haste is how much before its time a post may come: clocks and wires are not exact.
const haste = 50 * time.Millisecond

func postMessage(s *Server, a args) (map[string]any, string) {
	c, word := s.open(a["channel"])
	if word != "" {
		return nil, word
	}
	if thread := a["thread_ts"]; thread != "" && c.message(thread) == nil {
		return nil, "thread_not_found"
	}
	m := message(a)
	if messages, word := s.check(m); word != "" {
		return messages, word
	}
	if s.tooFast(c) {
		return nil, limited
	}
	m.At, m.Method, m.Channel, m.TS, m.Thread = s.now(), "chat.postMessage", c.ID, s.stamp(), a["thread_ts"]
	c.messages = append(c.messages, &m)
	s.posts = append(s.posts, m)
	return map[string]any{"channel": c.ID, "ts": m.TS, "message": m.shown(true)}, ""
}

func postEphemeral(s *Server, a args) (map[string]any, string) {
	c, word := s.open(a["channel"])
	if word != "" {
		return nil, word
	}
	m := message(a)
	if messages, word := s.check(m); word != "" {
		return messages, word
	}
	if a["user"] == "" {
		return nil, "user_not_in_channel"
	}
	m.At, m.Method, m.Channel, m.TS, m.Thread, m.User = s.now(), "chat.postEphemeral", c.ID, s.stamp(), a["thread_ts"], a["user"]
	s.posts = append(s.posts, m)
	return map[string]any{"message_ts": m.TS}, ""
}

func update(s *Server, a args) (map[string]any, string) {
	c := s.byID(a["channel"])
	if c == nil {
		return nil, "channel_not_found"
	}
	old := c.message(a["ts"])
	switch {
	case old == nil:
		return nil, "message_not_found"
	case old.User != "":
		return nil, "cant_update_message"
	}
	m := message(a)
	if messages, word := s.check(m); word != "" {
		return messages, word
	}
	old.Text, old.Blocks, old.Edits = m.Text, m.Blocks, old.Edits+1
	if m.Metadata != nil {
		old.Metadata = m.Metadata
	}
	m = *old
	m.At, m.Method = s.now(), "chat.update"
	s.posts = append(s.posts, m)
	return map[string]any{"channel": c.ID, "ts": old.TS, "text": old.Text, "message": old.shown(true)}, ""
}

func react(s *Server, a args) (map[string]any, string) {
	c := s.byID(a["channel"])
	if c == nil {
		return nil, "channel_not_found"
	}
	m := c.message(a["timestamp"])
	switch {
	case m == nil:
		return nil, "message_not_found"
	case slices.Contains(m.Reactions, a["name"]):
		return nil, "already_reacted"
	}
	m.Reactions = append(m.Reactions, a["name"])
	return nil, ""
}

// open finds a channel that can be posted to.
func (s *Server) open(idOrName string) (*Channel, string) {
	switch c := s.channel(idOrName); {
	case c == nil:
		return nil, "channel_not_found"
	case c.Archived:
		return nil, "is_archived"
	case c.Stranger:
		return nil, "not_in_channel"
	default:
		return c, ""
	}
}

// tooFast counts a post against the channel's pace.
func (s *Server) tooFast(c *Channel) bool {
	now := s.now()
	if last, ok := s.accepted[c.ID]; ok && s.pace > 0 && now.Sub(last) < s.pace-haste {
		return true
	}
	s.accepted[c.ID] = now
	return false
}

func message(a args) Message {
	m := Message{Text: a["text"]}
	if a["blocks"] != "" {
		m.Blocks = json.RawMessage(a["blocks"])
	}
	if a["metadata"] != "" {
		m.Metadata = json.RawMessage(a["metadata"])
	}
	return m
}

// check refuses what Slack would, and fails the test for what molva must never say.
func (s *Server) check(m Message) (map[string]any, string) {
	for _, what := range Live(m) {
		s.t.Errorf("live markup in a message to slack: %s", what)
	}
	if m.Text == "" && len(m.Blocks) > 0 {
		s.t.Error("blocks without a text beside them: screen readers and notifications have nothing to say")
	}
	word, problems := check(m, s.charts)
	if word == "" {
		return nil, ""
	}
	return map[string]any{"response_metadata": map[string]any{"messages": problems}}, word
}

// serveHook takes what is posted to an incoming webhook or as a response. Its answers are plain words.
func (s *Server) serveHook(w http.ResponseWriter, r *http.Request) {
	name := "webhook"
	if r.URL.Path[1] == 'r' {
		name = "response"
	}
	a, err := read(r)
	s.through(w, r, name, func(w http.ResponseWriter) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if err != nil {
			http.Error(w, "invalid_payload", http.StatusBadRequest)
			return
		}
		s.hook(w, name, a)
	})
}

func (s *Server) hook(w http.ResponseWriter, name string, a args) {
	m, c := message(a), s.channels[0]
	if _, word := s.check(m); word != "" {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(word))
		return
	}
	if name == "webhook" && s.tooFast(c) {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	m.At, m.Method, m.ReplaceOriginal = s.now(), name, a["replace_original"] == "true"
	if name == "webhook" {
		m.Channel, m.TS = c.ID, s.stamp()
		c.messages = append(c.messages, &m)
	}
	s.posts = append(s.posts, m)
	_, _ = w.Write([]byte("ok"))
}
