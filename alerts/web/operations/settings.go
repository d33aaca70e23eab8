package operations

import (
	"net/http"
	"slices"
	"strings"

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

// add puts a setting into the group that its path begins with. What nobody said of one of a list is left out there.
func (v *settingsView) add(s *pages, one Setting) {
	group, key, listed := split(one.Path)
	if listed && one.Value == "" && !one.Secret {
		return
	}
	i := slices.IndexFunc(v.Groups, func(g settingsGroup) bool { return g.Name == group })
	if i < 0 {
		i, v.Groups = len(v.Groups), append(v.Groups, settingsGroup{Name: group})
	}
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
	v.Groups[i].Settings = append(v.Groups[i].Settings, shown)
}

// split takes the group off a path: its first name, and of a list's element the name of that too.
func split(path string) (group, key string, listed bool) {
	group, key, _ = strings.Cut(path, ".")
	switch {
	case key == "":
		return "", group, false
	case !slices.Contains([]string{"topics", "sources", "routes", "inputs", "goals"}, group) || !strings.Contains(key, "."):
		return group, key, false
	}
	element, rest, _ := strings.Cut(key, ".")
	return alerts.Inert(group + ": " + element), rest, true
}
