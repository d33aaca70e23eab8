package evidence

import (
	"embed"
	"net/http"

	"molva/alerts"
	"molva/alerts/web/frame"
)

// Options are what the pages need beside the site.
type Options struct{}

//go:embed templates
var files embed.FS

// pages make the lists.
type pages struct{ *frame.Site }

// Pages are the routes of this package.
func Pages(site *frame.Site, _ Options) (routes []frame.Route, err error) {
	s := &pages{site}
	page := func(pattern string, view func(*http.Request) (frame.View, error), templates ...string) {
		h, wrong := site.Page(frame.Mentions, files, view, templates...)
		if wrong != nil {
			err = wrong
		}
		routes = append(routes, frame.Route{Pattern: "GET " + pattern, Handler: h})
	}
	page(alerts.MentionsPath, s.inbox, "templates/mentions.html", "templates/mention.html")
	page(alerts.MentionsPath+"/{key...}", s.single, "templates/single.html", "templates/mention.html")
	page(alerts.ThreadsPath, s.waits, "templates/threads.html")
	for path, read := range map[string]reading{
		alerts.PostsPath:   s.posts,
		alerts.FiguresPath: s.figures,
		alerts.SetsPath:    s.sets,
		alerts.InputsPath:  s.inputs,
		alerts.StepsPath:   s.steps,
	} {
		page(path, s.listed(read), "templates/list.html")
		routes = append(routes, frame.Route{Pattern: "GET " + path + ".csv", Handler: s.listFile(path, read)})
	}
	return append(routes,
		frame.Route{Pattern: "GET " + alerts.ThreadsPath + ".csv", Handler: http.HandlerFunc(s.waitsFile)},
		frame.Route{Pattern: "GET " + alerts.MentionsPath + ".csv", Handler: s.file("csv")},
		frame.Route{Pattern: "GET " + alerts.MentionsPath + ".jsonl", Handler: s.file("jsonl")},
		frame.Route{Pattern: "POST " + alerts.MentionsPath + "/work", Handler: site.Act(frame.Mentions, s.work)},
		frame.Route{Pattern: "POST " + alerts.MentionsPath + "/judge", Handler: site.Act(frame.Mentions, s.judge)},
		frame.Route{Pattern: "POST " + alerts.MentionsPath + "/unjudge", Handler: site.Act(frame.Mentions, s.unjudge)},
		frame.Route{Pattern: "POST " + alerts.MentionsPath + "/count", Handler: site.Act(frame.Mentions, s.count)},
	), err
}
