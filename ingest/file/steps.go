package file

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"molva/ingest"
)

// StepOptions says how to understand an export of a CRM.
//
// A record is one step of one person: customer, which is what the CRM knows somebody by (a number of its own, an e-mail, a
// telephone), or handle, the author of a network as in vk:1234, or both; stage, topic, at, and perhaps consent, value and
// currency. Without a yes in consent the person has not agreed to that step; a no takes back what they agreed to before it too.
type StepOptions struct {
	Path   string            // tells the format, as in Options
	Format string            // as in Options
	Map    map[string]string // our name → the file's own, such as customer: E-mail
	Zone   string            // of times that name none; "": UTC
	Topic  string            // every step is of this topic, whatever its record says
	Topics []ingest.Topic    // that there are
	Hash   Hash
	Log    *slog.Logger // hears what was guessed about the file; nil: nobody does
}

// Hash makes of who somebody is what may be kept: it gives the same for the same person, and says nothing to whoever lacks
// the salt.
type Hash struct {
	Contact func(id string) (string, error)              // of what a CRM knows somebody by
	Author  func(network, author string) (string, error) // of an author, the same as in sets of members
}

// ReadSteps reads all of r and emits its steps. Who it was is hashed here: nothing that it emits, and no error, has anything
// of a customer or handle in it. What cannot be read is in the pages' Rejected as "line N"; fields that nobody knows are
// passed over.
func ReadSteps(ctx context.Context, r io.Reader, o StepOptions, emit func(ingest.Page) error) error {
	if err := o.Validate(); err != nil {
		return err
	}
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return err
	}
	take := func(r record, page *ingest.Page) error {
		s, err := o.step(r, values{zone})
		if err == nil {
			page.Steps = append(page.Steps, s)
		}
		return err
	}
	return readRecords(ctx, r, Options{Path: o.Path, Format: o.Format, Log: o.Log}, o.names(), take, emit)
}

var stepFields = []string{"customer", "handle", "stage", "topic", "at", "consent", "value", "currency"}

// Validate joins all that is wrong with the options; without Topics it is not known whether there is such a topic.
func (o StepOptions) Validate() error {
	all := []error{Options{Format: o.Format, Zone: o.Zone}.check()}
	for _, ours := range slices.Sorted(maps.Keys(o.Map)) {
		if !slices.Contains(stepFields, ours) {
			all = append(all, ingest.Complain("map has %q, which is no field of a step; possible are: %s", ours, strings.Join(stepFields, ", ")))
		} else if o.Map[ours] == "" {
			all = append(all, ingest.Complain("map %s= names no field of the file", ours))
		}
	}
	if _, err := topicOf(o.Topics, o.Topic); o.Topic != "" && o.Topics != nil && err != nil {
		all = append(all, err)
	}
	return errors.Join(all...)
}

func (o StepOptions) names() names {
	return names{known: among(stepFields), list: strings.Join(stepFields, ", "), mapped: o.Map, example: "customer", missing: o.missing, private: true}
}

func (o StepOptions) missing(fields []string) string {
	has := func(name string) bool { return slices.Contains(fields, name) }
	switch {
	case !has("customer") && !has("handle"):
		return "customer or handle"
	case !has("stage"):
		return "stage"
	case o.Topic == "" && !has("topic"):
		return "topic"
	case !has("at"):
		return "at"
	}
	return ""
}

// step reads one step; what it returns can be kept.
func (o StepOptions) step(r record, v values) (s ingest.Step, err error) {
	t, err := topicOf(o.Topics, cmp.Or(o.Topic, r.of("topic")))
	if err != nil {
		return s, err
	}
	s = ingest.Step{Topic: t.ID, Stage: stageOf(r.of("stage")), Currency: strings.ToUpper(r.of("currency"))}
	at, ok := ingest.ParseTime(v.moment(r.of("at")))
	if !ok {
		return s, errors.New("at is no time that can be read, want one such as 2026-11-20, 20.11.2026 10:30 or 2026-11-20T10:30:00Z")
	}
	s.At = at
	if s.Consent, err = readFlag(r.of("consent"), "consent"); err != nil {
		return s, err
	}
	s.Refused = !s.Consent && r.of("consent") != ""
	if s.Value, err = moneyOf(r.of("value")); err != nil {
		return s, err
	}
	if err := o.who(r, &s); err != nil {
		return s, err
	}
	return s, s.Check()
}

// who hashes who it was. Without consent nothing leads from the step to an author.
func (o StepOptions) who(r record, s *ingest.Step) (err error) {
	customer, handle := r.of("customer"), r.of("handle")
	network, author, whole := strings.Cut(handle, ":")
	switch {
	case customer == "" && handle == "":
		return errors.New("there is neither a customer nor a handle")
	case handle != "" && !(whole && ingest.ValidNetwork(network) && author != ""):
		return errors.New("handle is no author, want one such as vk:1234")
	}
	if s.Key, err = o.Hash.Contact(ingest.PlainContact(cmp.Or(customer, handle))); err != nil || handle == "" || !s.Consent {
		return err
	}
	s.Handle, err = o.Hash.Author(network, author)
	return err
}

// stages are what CRMs call the steps, beside their own names.
var stages = map[string]string{
	"контакт": "contact", "обращение": "contact", "лид": "lead", "заявка": "lead", "клиент": "customer", "покупатель": "customer",
	"покупка": "customer", "повторная покупка": "repeat", "повторный": "repeat", "повтор": "repeat",
}

func stageOf(s string) string {
	s = strings.ToLower(s)
	return cmp.Or(stages[s], s)
}

func moneyOf(s string) (*float64, error) {
	if s == "" {
		return nil, nil
	}
	v, err := readNumber(s, false)
	if err != nil {
		return nil, err
	}
	return &v, nil
}
