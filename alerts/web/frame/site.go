package frame

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/web/access"
	"molva/alerts/web/chart"
	"molva/ingest"
	"molva/store"
)

// Site is what every page may ask.
type Site struct {
	DB       *store.DB
	Business metric.Business // what the configuration says of the company
	Printer  *phrase.Printer // of the pages' language
	Now      func() time.Time
	Log      *slog.Logger
	Writes   bool                     // this process stores, so people may change things here; where not, no page offers to
	Trouble  func() map[string]string // what could not be sent, by outlet; nil: nothing is sent

	// Reaches reports whether somebody gets to an address, a pattern of http.ServeMux; nil: everybody gets everywhere.
	Reaches func(who access.Who, pattern string) bool

	// Shareable reports whether a page, by its pattern, can be shared with others; nil: none can.
	Shareable func(pattern string) bool

	layout  *template.Template // with the parts that all pages share
	around  *template.Template // the layout with a gap where the page belongs
	refusal *template.Template
	assets  assets
	zones   []*time.Location // of the topics: by the clocks of the first a page says when it was made
	shelf   *shelf           // nil: every view is made anew
}

// Here leads from our own pages to the evidence.
var Here = alerts.Links{Base: "/"}

//go:embed templates templates/refusal static
var files embed.FS

// gap is where the page belongs in the layout. What strangers write cannot look so: their brackets are escaped.
const gap = "<molva-page></molva-page>"

// New completes a site.
func New(s Site) (*Site, error) {
	if s.DB == nil || s.Printer == nil || s.Now == nil || s.Log == nil {
		return nil, errors.New("web: DB, Printer, Now and Log are needed")
	}
	var err error
	if s.assets, err = readAssets(files); err != nil {
		return nil, fmt.Errorf("read static files: %w", err)
	}
	if err := s.parse(); err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	tree, err := s.DB.Topics(context.Background())
	s.zones = zones(tree)
	return &s, err
}

// zones are those of all topics, the first one's in front, and at least one.
func zones(tree []ingest.Topic) (all []*time.Location) {
	for _, t := range tree {
		if t.Zone != nil && !slices.ContainsFunc(all, func(z *time.Location) bool { return z.String() == t.Zone.String() }) {
			all = append(all, t.Zone)
		}
	}
	if len(all) == 0 {
		return []*time.Location{time.UTC}
	}
	return all
}

// day is which day it is, by the clocks of every topic.
func (s *Site) day() (all string) {
	for _, zone := range s.zones {
		all += s.Now().In(zone).Format(time.DateOnly)
	}
	return all
}

// Moment tells apart what is shown at two moments: by what is stored, and by the day on the clocks of the topics.
func (s *Site) Moment(ctx context.Context) (string, error) {
	r, err := s.DB.Revision(ctx)
	return fmt.Sprintf("%x.%x %s", r.Data, r.Acts, s.day()), err
}

// Zone is that of the first topic: the clocks of what belongs to none.
func (s *Site) Zone() *time.Location { return s.zones[0] }

// Keep has views that are made be shown again as long as they are what is stored.
func (s *Site) Keep() { s.shelf = newShelf(s.DB.Revision, s.day, s.Log) }

// Static serves the style sheet, the scripts and the icon, below /static/.
func (s *Site) Static() http.Handler { return s.assets }

// Asset is the address of a file of /static/, which changes with the file.
func (s *Site) Asset(name string) string { return s.assets.address(name) }

func (s *Site) parse() (err error) {
	if s.layout, err = template.New("layout.html").Funcs(s.words()).ParseFS(files, "templates/*.html"); err != nil {
		return err
	}
	if s.layout, err = s.layout.ParseFS(chart.Templates, "*.html"); err != nil {
		return err
	}
	if s.around, err = s.layout.Clone(); err != nil {
		return err
	}
	if s.around, err = s.around.Parse(`{{define "body"}}` + gap + `{{end}}`); err != nil {
		return err
	}
	if s.refusal, err = s.layout.Clone(); err != nil {
		return err
	}
	s.refusal, err = s.refusal.ParseFS(files, "templates/refusal/*.html")
	return err
}

// words are what templates may call.
func (s *Site) words() template.FuncMap {
	return template.FuncMap{
		"say":    s.Printer.Sprintf,
		"number": s.Printer.Number,
		"asset":  s.assets.address,
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
