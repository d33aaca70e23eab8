package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"molva/alerts/metric"
	"molva/alerts/service"
	"molva/ingest"
)

// checkBusiness looks at what reports must know of the company.
func (c *Config) checkBusiness(d *decoder) {
	c.checkAccounts(d)
	for i, name := range c.Staff {
		if path := fmt.Sprintf("staff[%d]", i); !owned(name) {
			d.report(d.lines[path], path, "found %q, want an author such as vk:-101", name)
		}
	}
	for i, part := range c.Segment {
		if _, ok := ingest.MetricOf("audience/" + part); !ok {
			path := fmt.Sprintf("segment[%d]", i)
			d.report(d.lines[path], path, "found %q, want a part of an audience such as f-25-30 or country-ru", part)
		}
	}
	if _, err := c.Service.calendar(); err != nil {
		d.complain(err, d.lines["service"], "service")
	}
	if c.Service.SLA != 0 && c.Service.SLA < time.Minute {
		d.report(d.lines["service.sla"], "service.sla", "found %v, want at least a minute", c.Service.SLA)
	}
	c.checkInputs(d)
	c.checkLedger(d)
	c.checkGoals(d)
}

func (s Service) calendar() (service.Hours, error) { return service.ParseHours(s.Hours, s.Holidays) }

// checkAccounts finds accounts that no source could bring, and those that two topics claim.
func (c *Config) checkAccounts(d *decoder) {
	owners := map[string]string{}
	for i, t := range c.Topics {
		for j, name := range t.Accounts {
			path := fmt.Sprintf("topics[%d].accounts[%d]", i, j)
			if !d.account(name, d.lines[path], path) {
				continue
			}
			if other, taken := owners[name]; taken {
				d.report(d.lines[path], path, "%q belongs to the topic %q already", name, other)
			}
			owners[name] = t.ID
		}
	}
}

// owned reports whether a name has both its parts: a network, and who is there.
func owned(name string) bool {
	network, who, _ := strings.Cut(name, ":")
	return ingest.ValidNetwork(network) && strings.TrimSpace(who) != ""
}

func (d *decoder) account(name string, line int, path string) bool {
	if !owned(name) {
		d.report(line, path, "found %q, want an account such as vk:zarya", name)
	}
	return owned(name)
}

func (c *Config) known(topic string) bool {
	return slices.ContainsFunc(c.Topics, func(t Topic) bool { return t.ID == topic })
}

// checkInputs finds what cannot be kept, and what stands twice: of two invoices for one month only one would count.
func (c *Config) checkInputs(d *decoder) {
	lines := map[ingest.InputKey]int{}
	for i, in := range c.Inputs {
		path := fmt.Sprintf("inputs[%d]", i)
		line := d.lines[path]
		if !c.known(in.Topic) {
			d.report(line, join(path, "topic"), "there is no topic %q", in.Topic)
			continue
		}
		if _, _, err := ingest.ParsePeriod(in.Period, time.UTC); err != nil {
			d.complain(err, line, join(path, "period"))
			continue
		}
		made := in.input(time.UTC)
		if err := made.Check(); err != nil {
			d.complain(err, line, path)
		} else if first, twice := lines[made.Key()]; twice {
			d.report(line, path, "line %d is of the same kind, topic, period and currency; only one of the two would count", first)
		} else {
			lines[made.Key()] = line
		}
	}
}

// checkLedger looks at how the ledger is to be kept; what is empty is left to the costs.
func (c *Config) checkLedger(d *decoder) {
	l := c.Ledger
	if l.Currency != "" && !ingest.ValidCurrency(l.Currency) {
		d.report(d.lines["ledger.currency"], "ledger.currency", "found %q, want three capital letters such as RUB", l.Currency)
	}
	if l.Tax != "" && !slices.Contains(ingest.Taxes, ingest.Tax(l.Tax)) {
		d.report(d.lines["ledger.tax"], "ledger.tax", "found %q, want included or excluded", l.Tax)
	}
	switch line := d.lines["ledger.event"]; {
	case l.Event == "":
	case !c.known(l.Event):
		d.report(line, "ledger.event", "there is no topic %q", l.Event)
	case c.rivals()[l.Event]:
		d.report(line, "ledger.event", "%q is a competitor's; want a topic of ours", l.Event)
	}
}

func (c *Config) checkGoals(d *decoder) {
	seen := map[string]bool{}
	for i, g := range c.Goals {
		path := fmt.Sprintf("goals[%d]", i)
		line := d.lines[path]
		if !idPattern.MatchString(g.ID) {
			d.report(line, join(path, "id"), "found %q, want an id of small letters, digits and hyphens", g.ID)
		} else if seen[g.ID] {
			d.report(line, join(path, "id"), "the id %q stands twice", g.ID)
		}
		seen[g.ID] = true
		if !c.known(g.Topic) {
			d.report(line, join(path, "topic"), "there is no topic %q", g.Topic)
		}
		if g.Account != "" {
			d.account(g.Account, line, join(path, "account"))
		}
		d.goalMetric(g, line, path)
		d.goalTerms(g, line, path)
	}
}

// goalMetric finds what cannot be a goal: what nobody can compute, and what is vanity.
func (d *decoder) goalMetric(g Goal, line int, path string) {
	path = join(path, "metric")
	m, ok := metric.ByID(g.Metric)
	if !ok {
		d.report(line, path, "found %q; 'molva report metrics' lists what there is", g.Metric)
		return
	}
	if err := m.Goalable(); err != nil {
		d.complain(err, line, path)
	}
	switch ofAccount := m.OfAccount != nil; {
	case ofAccount && g.Account == "":
		d.report(line, path, "%q is a metric of communities: say of which account, such as vk:zarya", g.Metric)
	case !ofAccount && g.Account != "":
		d.report(line, path, "%q is a metric of a topic, not of an account; take the key account out", g.Metric)
	}
}

// goalTerms finds what a goal lacks to be one: a unit, a baseline, a target, a date and an owner.
func (d *decoder) goalTerms(g Goal, line int, path string) {
	var missing []string
	for _, term := range []struct {
		key   string
		there bool
	}{{"unit", g.Unit != ""}, {"baseline", g.Baseline != nil}, {"target", g.Target != nil}, {"from", g.From != ""}, {"by", g.By != ""}, {"owner", g.Owner != ""}} {
		if !term.there {
			missing = append(missing, term.key)
		}
	}
	if len(missing) > 0 {
		d.report(line, path, "a goal has a unit, a baseline, a target, a date and an owner; missing: %s", strings.Join(missing, ", "))
		return
	}
	from, wrongFrom := time.Parse(time.DateOnly, g.From)
	by, wrongBy := time.Parse(time.DateOnly, g.By)
	switch {
	case wrongFrom != nil:
		d.report(line, join(path, "from"), "found %q, want a day such as 2026-09-01", g.From)
	case wrongBy != nil:
		d.report(line, join(path, "by"), "found %q, want a day such as 2026-09-01", g.By)
	case !from.Before(by):
		d.report(line, join(path, "by"), "found %q, want a day after %q", g.By, g.From)
	case *g.Baseline == *g.Target:
		d.report(line, join(path, "target"), "the target is the baseline; want another one")
	}
}
