package slackfake

import (
	"encoding/json"
	"slices"
	"strconv"
)

// history shows a channel's messages, the newest first; replies a thread, the oldest first, with what it answers.
func history(s *Server, a args) (map[string]any, string) {
	c := s.byID(a["channel"])
	if c == nil {
		return nil, "channel_not_found"
	}
	all := slices.Clone(c.messages)
	all = slices.DeleteFunc(all, func(m *Message) bool { return m.Thread != "" || older(m.TS, a["oldest"]) })
	slices.Reverse(all)
	return paged(all, a), ""
}

func replies(s *Server, a args) (map[string]any, string) {
	c := s.byID(a["channel"])
	if c == nil {
		return nil, "channel_not_found"
	}
	if c.message(a["ts"]) == nil {
		return nil, "thread_not_found"
	}
	all := slices.Clone(c.messages)
	all = slices.DeleteFunc(all, func(m *Message) bool { return m.TS != a["ts"] && m.Thread != a["ts"] })
	return paged(all, a), ""
}

// older compares timestamps of one length.
func older(ts, oldest string) bool { return oldest != "" && ts < oldest }

func paged(all []*Message, a args) map[string]any {
	part, next := cut(len(all), a)
	shown := make([]map[string]any, 0, len(all))
	for _, m := range all[part[0]:part[1]] {
		shown = append(shown, m.shown(a["include_all_metadata"] == "1" || a["include_all_metadata"] == "true"))
	}
	return map[string]any{"messages": shown, "has_more": next != "", "response_metadata": map[string]any{"next_cursor": next}}
}

func (m *Message) shown(metadata bool) map[string]any {
	o := map[string]any{"type": "message", "ts": m.TS, "text": m.Text}
	if m.User != "" {
		o["user"] = m.User
	} else {
		o["bot_id"] = "B0"
	}
	if m.Thread != "" {
		o["thread_ts"] = m.Thread
	}
	if m.Blocks != nil {
		o["blocks"] = m.Blocks
	}
	if metadata && json.Valid(m.Metadata) {
		o["metadata"] = m.Metadata
	}
	return o
}

// cut gives the part of a list that a page shows, and the cursor of the next page.
func cut(n int, a args) (part [2]int, next string) {
	limit, err := strconv.Atoi(a["limit"])
	if err != nil || limit <= 0 {
		limit = 100
	}
	from, _ := strconv.Atoi(a["cursor"])
	from = min(max(from, 0), n)
	to := min(from+limit, n)
	if to < n {
		next = strconv.Itoa(to)
	}
	return [2]int{from, to}, next
}

func info(s *Server, a args) (map[string]any, string) {
	c := s.byID(a["channel"])
	if c == nil {
		return nil, "channel_not_found"
	}
	return map[string]any{"channel": c.shown()}, ""
}

func list(s *Server, a args) (map[string]any, string) {
	all := slices.Clone(s.channels)
	if a["exclude_archived"] == "true" {
		all = slices.DeleteFunc(all, func(c *Channel) bool { return c.Archived })
	}
	part, next := cut(len(all), a)
	shown := make([]map[string]any, 0, len(all))
	for _, c := range all[part[0]:part[1]] {
		shown = append(shown, c.shown())
	}
	return map[string]any{"channels": shown, "response_metadata": map[string]any{"next_cursor": next}}, ""
}

func (c *Channel) shown() map[string]any {
	return map[string]any{"id": c.ID, "name": c.Name, "is_channel": true, "is_member": !c.Stranger, "is_archived": c.Archived}
}
