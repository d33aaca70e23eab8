package ingest

import (
	"slices"
	"time"
)

// Note is what ingest tells the store beside mentions: outcomes that no mention carries, the state of a source, and
// community figures. It travels on the stream like a mention and is applied in the writer's transaction, so a machine
// that only ingests needs no database and no count is lost between the two.
type Note struct {
	Source    string         `json:"source"`
	Run       string         `json:"run,omitempty"` // an import's own id; "" for what streams
	Duplicate int            `json:"duplicate,omitempty"`
	Rejected  []Rejection    `json:"rejected,omitempty"`
	Gap       string         `json:"gap,omitempty"`     // why something was lost before this moment
	GapFrom   time.Time      `json:"gap_from,omitzero"` // since when; zero: nobody knows
	State     *SourceState   `json:"state,omitempty"`
	Figures   []Figure       `json:"figures,omitempty"`
	Posts     []AccountPost  `json:"posts,omitempty"`
	Members   []Members      `json:"members,omitempty"` // pieces of sets, in their order
	Inputs    []Input        `json:"inputs,omitempty"`  // that people entered
	Steps     []Step         `json:"steps,omitempty"`   // that a CRM tells
	Unknown   map[string]int `json:"unknown,omitempty"` // fields we do not know, with how often they stood there
	Lost      *Lost          `json:"lost,omitempty"`
	At        time.Time      `json:"at"`

	ID string `json:"-"` // the same for every try to publish it; "": it is published once
}

// Empty reports whether the note says nothing.
func (n Note) Empty() bool {
	return n.Duplicate == 0 && len(n.Rejected) == 0 && n.Gap == "" && n.State == nil && len(n.Figures) == 0 && len(n.Posts) == 0 && len(n.Members) == 0 && len(n.Inputs) == 0 && len(n.Steps) == 0 && len(n.Unknown) == 0 && n.Lost == nil
}

// Lost says that the stream no longer has messages that it once acknowledged: their files were damaged.
type Lost struct {
	Log         string `json:"log,omitempty"` // the name of the log that had them; "" is the one in which this stands
	First, Last uint64 // their sequences
}

// SourceState is how a source is doing, as people see it.
type SourceState struct {
	Network   string        `json:"network"`
	State     Condition     `json:"state"`
	LastItem  time.Time     `json:"last_item_at,omitzero"`
	LastTry   time.Time     `json:"last_try_at,omitzero"`
	WaitUntil time.Time     `json:"wait_until,omitzero"`
	Every     time.Duration `json:"every,omitempty"`
	Quiet     time.Duration `json:"quiet,omitempty"`
	Error     string        `json:"error,omitempty"`     // what a person should know; no secret, no author's text
	Spent     []Spent       `json:"spent,omitempty"`     // of each quota, and of what has none
	Expires   time.Time     `json:"expires_at,omitzero"` // when the credentials will stop working; zero: nobody knows
	Back      *Back         `json:"back,omitempty"`      // how far the past was read; nil: nobody asked for it
}

// Equal reports whether both say the same.
func (s SourceState) Equal(o SourceState) bool {
	return s.alike(o) && s.LastItem.Equal(o.LastItem) && s.LastTry.Equal(o.LastTry) && slices.EqualFunc(s.Spent, o.Spent, Spent.Equal) &&
		(s.Back == nil || s.Back.Equal(*o.Back))
}

// alike reports whether both say the same but for what changes all the time.
func (s SourceState) alike(o SourceState) bool {
	return s.Network == o.Network && s.State == o.State && s.Error == o.Error && s.WaitUntil.Equal(o.WaitUntil) &&
		s.Every == o.Every && s.Quiet == o.Quiet && s.Expires.Equal(o.Expires) &&
		(s.Back == nil) == (o.Back == nil) && (s.Back == nil || s.Back.alike(*o.Back))
}

// Condition is a source's state in one word.
type Condition string

// The conditions of a source. Late and blind differ: a late source answers and brings nothing for longer than its
// rhythm allows; a blind one cannot be read, so its silence says nothing about the world.
const (
	Starting Condition = "starting"
	OK       Condition = "ok"
	Late     Condition = "late"
	Waiting  Condition = "waiting" // the network asked us to
	Blind    Condition = "blind"
	Done     Condition = "done" // a file that was read to its end
)
