package config

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"regexp"
	"slices"
	"strings"
	"time"

	"molva/alerts"
	"molva/ingest/query"
)

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// check looks at everything that a single value cannot tell.
func (c *Config) check(d *decoder) {
	c.checkPeople(d)
	c.checkTopics(d)
	c.checkSources(d)
	c.checkTimes(d)
	c.checkAddresses(d)
	c.checkHTTP(d)
	c.checkAlerts(d)
	c.checkRoutes(d)
	d.validate(c.Slack, d.lines["slack"], "slack")
	c.checkOutlets(d)
	c.checkEndpoints(d)
	d.validate(c.Second, d.lines["second_opinion"], "second_opinion")
	d.validate(c.Complaints, d.lines["complaints"], "complaints")
	c.checkBusiness(d)
}

func (c *Config) checkPeople(d *decoder) {
	d.language(c.Language, "language")
	d.zone(c.Timezone, "timezone")
}

func (d *decoder) language(tag, path string) {
	if tag != "ru" && tag != "en" {
		d.report(d.lines[path], path, "found %q, want ru or en", tag)
	}
}

func (d *decoder) zone(name, path string) {
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		d.report(d.lines[path], path, "found %q, want a time zone such as Europe/Moscow or UTC", name)
	}
}

func (c *Config) checkTopics(d *decoder) {
	if len(c.Topics) == 0 {
		d.report(d.lines["topics"], "topics", "no topic is set; molva needs at least one to watch")
		return
	}
	lines, children := map[string]int{}, map[string]bool{}
	for _, t := range c.Topics {
		children[t.Parent] = true
	}
	for i, t := range c.Topics {
		path := fmt.Sprintf("topics[%d]", i)
		line := d.lines[path]
		if !idPattern.MatchString(t.ID) {
			d.report(line, join(path, "id"), "found %q, want an id of small letters, digits and hyphens", t.ID)
		} else if first, twice := lines[t.ID]; twice {
			d.report(line, join(path, "id"), "the id %q stands in line %d already", t.ID, first)
		}
		lines[t.ID] = line
		if t.Timezone != "" {
			d.zone(t.Timezone, join(path, "timezone"))
		}
		if t.Language != "" {
			d.language(t.Language, join(path, "language"))
		}
		d.query(t.Query, children[t.ID], path)
	}
	c.checkTree(d, lines)
}

func (d *decoder) query(expr string, parent bool, path string) {
	if expr == "" {
		if !parent {
			d.report(d.lines[path], path, "the topic has no query and no topic below it, so nothing can name it")
		}
		return
	}
	path = join(path, "query")
	_, err := query.Parse(expr)
	var at *query.Error
	switch {
	case errors.As(err, &at):
		d.report(d.lines[path], path, "%v\n%s", err, at.Point(expr))
	case err != nil:
		d.report(d.lines[path], path, "%v", err)
	}
}

// checkTree finds parents that do not exist and circles.
func (c *Config) checkTree(d *decoder, lines map[string]int) {
	parent := map[string]string{}
	for _, t := range c.Topics {
		parent[t.ID] = t.Parent
	}
	for i, t := range c.Topics {
		path := fmt.Sprintf("topics[%d].parent", i)
		if _, known := lines[t.Parent]; t.Parent != "" && !known {
			d.report(d.lines[path], path, "there is no topic %q", t.Parent)
			continue
		}
		up := t.Parent
		for steps := 0; up != "" && steps <= len(c.Topics); steps++ {
			if up == t.ID {
				d.report(d.lines[path], path, "the topics stand in a circle: %q is above itself", t.ID)
				break
			}
			up = parent[up]
		}
	}
}

func (c *Config) checkTimes(d *decoder) {
	if _, err := alerts.ParseSchedule(c.Digest.Daily, "", ""); err != nil {
		d.report(d.lines["digest.daily"], "digest.daily", "found %q, want a time of day such as 09:00", c.Digest.Daily)
	}
	if _, err := alerts.ParseSchedule("", c.Digest.Weekly, ""); err != nil {
		d.report(d.lines["digest.weekly"], "digest.weekly", "found %q, want a day and a time such as mon 09:00", c.Digest.Weekly)
	}
	if _, err := alerts.ParseSchedule("", "", c.Digest.Monthly); err != nil {
		d.report(d.lines["digest.monthly"], "digest.monthly", "found %q, want a day of the month and a time such as 1 10:00", c.Digest.Monthly)
	}
	if c.Retention.Raw < time.Hour {
		d.report(d.lines["retention.raw"], "retention.raw", "found %v, want at least an hour", c.Retention.Raw)
	}
	if c.Retention.Mentions < 24*time.Hour {
		d.report(d.lines["retention.mentions"], "retention.mentions", "found %v, want at least a day", c.Retention.Mentions)
	}
	c.checkKept(d)
	if c.Stream.Window != 0 && c.Stream.Window < 100*time.Millisecond {
		d.report(d.lines["stream.window"], "stream.window", "found %v, want at least 100ms", c.Stream.Window)
	}
}

// checkKept looks at what is kept for another time than the rest.
func (c *Config) checkKept(d *decoder) {
	ids := c.SourceIDs()
	for _, id := range slices.Sorted(maps.Keys(c.Retention.Sources)) {
		path := join("retention.sources", id)
		if !slices.Contains(ids, id) && id != ImportSource {
			d.report(d.lines[path], path, "there is no source %q; possible are: %s", id, strings.Join(append(ids, ImportSource), ", "))
		}
		if kept := c.Retention.Sources[id]; kept < 24*time.Hour {
			d.report(d.lines[path], path, "found %v, want at least a day", kept)
		}
	}
	if c.Retention.Backups < 24*time.Hour {
		d.report(d.lines["retention.backups"], "retention.backups", "found %v, want at least a day", c.Retention.Backups)
	}
}

func (c *Config) checkAddresses(d *decoder) {
	d.address(c.HTTP.Listen, "http.listen")
	for i, a := range c.Fetch.Allow {
		d.address(a, fmt.Sprintf("fetch.allow[%d]", i))
	}
}

func (d *decoder) address(text, path string) {
	if _, _, err := net.SplitHostPort(text); err != nil {
		d.report(d.lines[path], path, "found %q, want host:port such as 127.0.0.1:8080", text)
	}
}

func (c *Config) checkAlerts(d *decoder) {
	if c.Alerts.Budget < 0 || c.Alerts.Budget > 1000 {
		d.report(d.lines["alerts.budget"], "alerts.budget", "found %v, want a number of alerts a month, 0 to 1000", c.Alerts.Budget)
	}
	if _, err := alerts.ParseQuiet(c.Alerts.Quiet); err != nil {
		d.report(d.lines["alerts.quiet"], "alerts.quiet", "found %q, want hours of the day such as 22:00-08:00", c.Alerts.Quiet)
	}
	if c.Alerts.Repeat != 0 && c.Alerts.Repeat < time.Hour {
		d.report(d.lines["alerts.repeat"], "alerts.repeat", "found %v, want at least an hour", c.Alerts.Repeat)
	}
	if c.Alerts.Followers < 0 {
		d.report(d.lines["alerts.followers"], "alerts.followers", "found %d, want a whole number, 0 or more", c.Alerts.Followers)
	}
}

// checkOutlets looks at the places that are set up; an empty section is none.
func (c *Config) checkOutlets(d *decoder) {
	if c.Mail.Enabled() {
		d.validate(c.Mail, d.lines["mail"], "mail")
	}
	if c.Telegram.Enabled() {
		d.validate(c.Telegram, d.lines["telegram"], "telegram")
	}
	if c.Mattermost.Enabled() {
		d.validate(c.Mattermost, d.lines["mattermost"], "mattermost")
	}
	if c.Webhook.Enabled() {
		d.validate(c.Webhook, d.lines["webhook"], "webhook")
	}
}

// checkEndpoints looks at the programs that listen to events.
func (c *Config) checkEndpoints(d *decoder) {
	first := map[string]int{}
	for i, e := range c.Webhooks {
		path := fmt.Sprintf("webhooks[%d]", i)
		line := d.lines[path]
		d.validate(e, line, path)
		if at, twice := first[e.ID]; twice {
			d.report(line, join(path, "id"), "the id %q stands in line %d already", e.ID, at)
		}
		first[e.ID] = line
		for _, id := range e.Topics {
			if !slices.ContainsFunc(c.Topics, func(t Topic) bool { return t.ID == id }) {
				d.report(line, join(path, "topics"), "there is no topic %q", id)
			}
		}
	}
}
