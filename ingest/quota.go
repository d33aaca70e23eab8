package ingest

import "time"

// Quota is how much of something may be used in each window of time.
type Quota struct {
	Name   string         `json:"name"` // what is counted, as the network calls it: calls, units, searches. USD is money
	Max    float64        `json:"max"`
	Window Window         `json:"window"`
	Zone   *time.Location `json:"-"` // of days and months; nil: UTC
}

// USD names the quota of money, in US dollars.
const USD = "usd"

// Window is how long a quota lasts; then it is whole again.
type Window string

// The windows. Days and months are the calendar's.
const (
	PerMinute Window = "minute"
	PerHour   Window = "hour"
	PerDay    Window = "day"
	PerMonth  Window = "month"
)

// Spent is what is used of a quota.
type Spent struct {
	Quota
	Used  float64   `json:"used"`
	Until time.Time `json:"until"` // the end of the window
	Total float64   `json:"total"` // used ever
}
