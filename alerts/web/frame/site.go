package frame

import (
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/web/chart"
	"molva/store"
)

// Site is what every page may ask.
type Site struct {
	DB       *store.DB
	Business metric.Business // what the configuration says of the company
	Printer  *phrase.Printer // of the pages' language
	Now      func() time.Time
	Log      *slog.Logger
	Writes   bool                         // this process stores, so people may change things here; where not, no page offers to
	Trouble  func() map[string]string     // what could not be sent, by outlet; nil: nothing is sent
	Named    func(r *http.Request) string // who asks, where the caller knows; nil: nobody does

	layout  *template.Template // with the parts that all pages share
	refusal *template.Template
}

// Here leads from our own pages to the evidence.
var Here = alerts.Links{Base: "/"}

//go:embed templates templates/refusal static
var files embed.FS

// Static are the style sheet, the script and the icon, below /static/.
var Static = http.FileServerFS(files)

// New completes a site.
func New(s Site) (*Site, error) {
	if s.DB == nil || s.Printer == nil || s.Now == nil || s.Log == nil {
		return nil, errors.New("web: DB, Printer, Now and Log are needed")
	}
	layout, err := template.New("layout.html").Funcs(s.words()).ParseFS(files, "templates/*.html")
	if err == nil {
		layout, err = layout.ParseFS(chart.Templates, "*.html")
	}
	if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	s.layout = layout
	if s.refusal, err = layout.Clone(); err == nil {
		s.refusal, err = s.refusal.ParseFS(files, "templates/refusal/*.html")
	}
	return &s, err
}

// words are what templates may call.
func (s Site) words() template.FuncMap {
	return template.FuncMap{
		"say":    s.Printer.Sprintf,
		"number": s.Printer.Number,
	}
}

// Count is a number that leads to exactly the rows it counts.
type Count struct {
	Text string
	N    int
	URL  string // "": there is nothing to list
}

// Counted is a number of rows and the way to them, nowhere where there are none.
func (s *Site) Counted(n int, to string) Count {
	if n == 0 {
		to = ""
	}
	return Count{s.Printer.Number(n), n, to}
}
