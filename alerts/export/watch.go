package export

import (
	"encoding/json"
	"strconv"
	"time"

	"molva/ingest"
	"molva/store"
)

// Incident is something that people are told about while it goes on.
type Incident struct {
	ID             string          `json:"id"` // i5
	Kind           string          `json:"kind"`
	Topic          string          `json:"topic"`
	Subject        string          `json:"subject,omitempty"`
	OpenedAt       time.Time       `json:"opened_at"`
	UpdatedAt      time.Time       `json:"updated_at"`
	ClosedAt       *time.Time      `json:"closed_at"` // null: it runs
	AcknowledgedAt *time.Time      `json:"acknowledged_at,omitempty"`
	AcknowledgedBy string          `json:"acknowledged_by,omitempty"`
	Facts          json.RawMessage `json:"facts,omitempty"`
}

// OfIncident is an incident as it leaves.
func OfIncident(n store.Incident) Incident {
	return Incident{IncidentID(n.ID), n.Kind, n.Topic, n.Subject, n.Opened.UTC(), n.Updated.UTC(), known(n.Closed), known(n.Acked), n.AckedBy, n.Facts}
}

// IncidentID is the public id of an incident.
func IncidentID(n int64) string { return "i" + strconv.FormatInt(n, 10) }

// Mute is what somebody does not want to be told for a while.
type Mute struct {
	ID      string    `json:"id"` // m3
	Kind    string    `json:"kind,omitempty"`
	Topic   string    `json:"topic,omitempty"`
	Subject string    `json:"subject,omitempty"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
	By      string    `json:"by"`
	Why     string    `json:"why,omitempty"`
}

// OfMute is a mute as it leaves.
func OfMute(m store.Mute) Mute {
	return Mute{MuteID(m.ID), m.Kind, m.Topic, m.Subject, m.From.UTC(), m.Until.UTC(), m.By, m.Why}
}

// MuteID is the public id of a mute.
func MuteID(n int64) string { return "m" + strconv.FormatInt(n, 10) }

// Source is a source as it last reported.
type Source struct {
	Source    string     `json:"source"`
	Network   string     `json:"network"`
	State     string     `json:"state"`
	LastItem  *time.Time `json:"last_item_at"`
	LastTry   *time.Time `json:"last_try_at"`
	WaitUntil *time.Time `json:"wait_until"`
	Every     string     `json:"every,omitempty"` // pause between two reads
	Quiet     string     `json:"quiet,omitempty"` // longer silence makes it late
	Error     string     `json:"error,omitempty"`
	Gap       string     `json:"gap,omitempty"`
	GapFrom   *time.Time `json:"gap_from,omitempty"`
	GapTo     *time.Time `json:"gap_to,omitempty"`
	Expires   *time.Time `json:"expires_at,omitempty"` // of the credentials
	Intake    Intake     `json:"intake"`

	Spent []ingest.Spent `json:"spent,omitempty"` // of each quota; usd is money
	Back  *ingest.Back   `json:"backfill,omitempty"`
}

// Intake is what became of everything that was received: the others add up to its first number.
type Intake struct {
	Received  int `json:"received"`
	Stored    int `json:"stored"`
	Duplicate int `json:"duplicate"`
	Updated   int `json:"updated"`
	Unmatched int `json:"unmatched"`
	Rejected  int `json:"rejected"`
	Dead      int `json:"dead"`
}

// OfIntake is the intake of a source as it leaves. What comes again after it was deleted or erased is counted with the duplicates.
func OfIntake(i store.Intake) Intake {
	return Intake{i.Received, i.Stored, i.Duplicate + i.Erased, i.Updated, i.Unmatched, i.Rejected, i.Dead}
}

// OfSources are sources as they leave, each with what became of what it brought.
func OfSources(sources []store.SourceRow, intake []store.Intake) []Source {
	counts := map[string]Intake{}
	for _, i := range intake {
		counts[i.Source] = OfIntake(i)
	}
	list := make([]Source, len(sources))
	for i, s := range sources {
		list[i] = Source{Source: s.ID, Network: s.Network, State: string(s.State), LastItem: known(s.LastItem),
			LastTry: known(s.LastTry), WaitUntil: known(s.WaitUntil), Every: span(s.Every), Quiet: span(s.Quiet),
			Error: s.Error, Gap: s.Gap, GapFrom: known(s.GapFrom), GapTo: known(s.GapAt), Expires: known(s.Expires), Intake: counts[s.ID], Spent: s.Spent, Back: s.Back}
	}
	return list
}

func span(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// Dead is a message that could not be processed.
type Dead struct {
	ID      int64     `json:"id"`
	Stage   string    `json:"stage"`
	Reason  string    `json:"reason"`
	Source  string    `json:"source"`
	Network string    `json:"network"`
	At      time.Time `json:"at"`
	Bytes   int       `json:"bytes"`
	Raw     []byte    `json:"raw,omitempty"` // base64; only of a single one
}

// OfDead is a dead letter as it leaves, without its bytes.
func OfDead(d store.Dead, bytes int) Dead {
	return Dead{ID: d.ID, Stage: d.Stage, Reason: d.Reason, Source: d.Source, Network: d.Network, At: d.At.UTC(), Bytes: bytes}
}
