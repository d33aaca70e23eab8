package operations

import (
	"net/http"

	"molva/alerts"
	"molva/alerts/web/frame"
)

// Setting is one key of the configuration in force.
type Setting struct {
	Path    string // slack.channel, topics.kestrel.query
	Value   string // as it would be written; of a secret only that it is set
	Secret  bool
	Default bool // nobody set it
}

// settingsView is the configuration, group by group.
type settingsView struct{ Groups []settingsGroup }

type settingsGroup struct {
	Name     string
	Settings []settingView
}

type settingView struct{ Key, Value, Note string }

func (s *pages) settingsRoutes() ([]frame.Route, error) {
	page, err := s.one(frame.Settings, "GET /settings", s.settings, "templates/settings.html")
	return []frame.Route{page}, err
}

func (s *pages) settings(*http.Request) (frame.View, error) {
	var v settingsView
	if s.Settings != nil {
		for _, one := range s.Settings() {
			v.add(s, one)
		}
	}
	return frame.View{Title: s.Printer.Sprintf("Settings"), Body: v}, nil
}

// add puts a setting into the group that its path begins with.
func (v *settingsView) add(s *pages, one Setting) {
	group, key := split(one.Path)
	if n := len(v.Groups); n == 0 || v.Groups[n-1].Name != group {
		v.Groups = append(v.Groups, settingsGroup{Name: group})
	}
	last := &v.Groups[len(v.Groups)-1]
	shown := settingView{Key: alerts.Inert(key), Value: alerts.Isolate(alerts.Inert(one.Value))}
	switch {
	case one.Secret && one.Value == "":
		shown.Value, shown.Note = "–", s.Printer.Sprintf("a secret; not set")
	case one.Secret:
		shown.Value, shown.Note = "", s.Printer.Sprintf("a secret; set")
	case one.Value == "":
		shown.Value = "–"
	}
	if one.Default && !one.Secret {
		shown.Note = s.Printer.Sprintf("by default")
	}
	last.Settings = append(last.Settings, shown)
}

// split takes the first name of a path off.
func split(path string) (group, key string) {
	for i, r := range path {
		if r == '.' {
			return path[:i], path[i+1:]
		}
	}
	return "", path
}
