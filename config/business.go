package config

import (
	"slices"
	"strings"
	"time"

	"molva/alerts/metric"
	"molva/ingest"
)

// Service says when somebody is there to answer, and how soon an answer is in time.
type Service struct {
	Hours    string        `yaml:"hours"`    // "mon-fri 09:00-18:00, sat 10:00-14:00"; empty: around the clock
	Holidays []string      `yaml:"holidays"` // days such as 2026-01-01
	SLA      time.Duration `yaml:"sla"`      // in those hours; 0: nobody said
}

// Input is a number that no network tells, entered here. It is either a value or k of n.
type Input struct {
	Kind     string   `yaml:"kind"`
	Topic    string   `yaml:"topic"`
	Period   string   `yaml:"period"` // 2026-09, 2026-W38, 2026-Q3, 2026, 2026-09-01..2026-09-30
	Value    *float64 `yaml:"value"`
	Per      string   `yaml:"per"` // week, month or year: the value is of each of them; empty: of all of the period
	K        *int     `yaml:"k"`
	N        *int     `yaml:"n"`
	Currency string   `yaml:"currency"`
	Tax      string   `yaml:"tax"` // included or excluded; empty: nobody says
	Assumed  bool     `yaml:"assumed"`
	Source   string   `yaml:"source"`
}

// Ledger says how the ledger is kept of what the work is worth and what it costs.
type Ledger struct {
	Currency string `yaml:"currency"` // that everything is converted to; empty: that of the costs
	Tax      string `yaml:"tax"`      // included or excluded; empty: as the costs are
	Event    string `yaml:"event"`    // the topic whose mentions are tied to an event
}

// Goal is what the business wants of a metric.
type Goal struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Topic    string   `yaml:"topic"`
	Account  string   `yaml:"account"` // network:account, of a metric of communities
	Metric   string   `yaml:"metric"`
	Part     string   `yaml:"part"`
	Unit     string   `yaml:"unit"` // for people
	Baseline *float64 `yaml:"baseline"`
	Target   *float64 `yaml:"target"`
	From     string   `yaml:"from"` // the day of the baseline
	By       string   `yaml:"by"`   // the day on which the target is to be reached
	Owner    string   `yaml:"owner"`
}

// Business is what reports must know of the company beside its topics. It must only be called on a checked Config.
func (c *Config) Business() metric.Business {
	b := metric.Business{Staff: c.Staff, SLA: c.Service.SLA, Segment: c.Segment, Followers: c.Alerts.Followers, Supplies: map[string][]string{}}
	for _, n := range Table() {
		b.Supplies[n.Name] = n.Supplies
	}
	b.Hours, _ = c.Service.calendar()
	b.Ledger = metric.Bookkeeping{Currency: c.Ledger.Currency, Tax: ingest.Tax(c.Ledger.Tax), Event: c.Ledger.Event}
	zones := map[string]*time.Location{}
	for _, t := range c.Tree() {
		zones[t.ID] = t.Zone
	}
	for _, t := range c.Topics {
		for _, name := range t.Accounts {
			network, account, _ := strings.Cut(name, ":")
			b.Accounts = append(b.Accounts, metric.Owned{Topic: t.ID, Network: network, Account: account})
		}
	}
	for _, in := range c.Inputs {
		b.Inputs = append(b.Inputs, in.input(zones[in.Topic]))
	}
	for _, g := range c.Goals {
		b.Goals = append(b.Goals, g.goal(zones[g.Topic]))
	}
	return b
}

// Ours are all who speak for the company, as network:author, each once: its staff, and the accounts of every topic that is no
// competitor's, nor below one.
func (c *Config) Ours() []string {
	rival := c.rivals()
	ours := slices.Clone(c.Staff)
	for _, t := range c.Topics {
		if !rival[t.ID] {
			ours = append(ours, t.Accounts...)
		}
	}
	slices.Sort(ours)
	return slices.Compact(ours)
}

// rivals are the topics, by id, that are a competitor's or below one.
func (c *Config) rivals() map[string]bool {
	rival := map[string]bool{}
	for grown := true; grown; {
		grown = false
		for _, t := range c.Topics {
			if !rival[t.ID] && (t.Competitor || rival[t.Parent]) {
				rival[t.ID], grown = true, true
			}
		}
	}
	return rival
}

// input is in as the rooms know it; what is wrong with its period its check says. Its kind is written small, as import does.
func (in Input) input(zone *time.Location) ingest.Input {
	from, to, _ := ingest.ParsePeriod(in.Period, zone)
	return ingest.Input{Kind: strings.ToLower(in.Kind), Topic: in.Topic, From: from, To: to, Value: in.Value, Per: ingest.Per(in.Per), K: in.K, N: in.N,
		Currency: in.Currency, Tax: ingest.Tax(in.Tax), Assumed: in.Assumed, Source: in.Source}
}

func (g Goal) goal(zone *time.Location) metric.Goal {
	made := metric.Goal{ID: g.ID, Name: or(g.Name, g.ID), Topic: g.Topic, Account: g.Account, Metric: g.Metric, Part: g.Part, Unit: g.Unit, Owner: g.Owner}
	made.From, _ = time.ParseInLocation(time.DateOnly, g.From, zone)
	made.By, _ = time.ParseInLocation(time.DateOnly, g.By, zone)
	made.Baseline, made.Target = *g.Baseline, *g.Target
	return made
}
