package slackfake

import "encoding/json"

// View is a modal that was opened, or replaced.
type View struct {
	Method  string
	Trigger string
	ID      string
	JSON    json.RawMessage
}

// Views lists the modals in the order of their coming.
func (s *Server) Views() []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]View(nil), s.views...)
}

func openView(s *Server, a args) (map[string]any, string) {
	if a["trigger_id"] == "" {
		return nil, "invalid_trigger"
	}
	return s.show(View{Method: "views.open", Trigger: a["trigger_id"], ID: "V1", JSON: json.RawMessage(a["view"])}, a)
}

func updateView(s *Server, a args) (map[string]any, string) {
	if a["view_id"] == "" && a["external_id"] == "" {
		return nil, "not_found"
	}
	return s.show(View{Method: "views.update", ID: a["view_id"], JSON: json.RawMessage(a["view"])}, a)
}

func (s *Server) show(v View, a args) (map[string]any, string) {
	view, err := a.object("view")
	if err != nil || view == nil {
		return nil, "invalid_arguments"
	}
	for _, what := range liveIn(view, "view") {
		s.t.Errorf("live markup in a modal: %s", what)
	}
	if problems := checkView(view); len(problems) > 0 {
		return map[string]any{"response_metadata": map[string]any{"messages": problems}}, "invalid_arguments"
	}
	s.views = append(s.views, v)
	return map[string]any{"view": map[string]any{"id": v.ID}}, ""
}
