package listen

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	slackgo "github.com/slack-go/slack"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/slack"
	"molva/classify/cluster"
)

// cause is what a person acts on, and where. A modal carries it along as private metadata.
type cause struct {
	Subject string `json:"subject"`          // c12, i5
	Topic   string `json:"topic,omitempty"`  // of the message, for language and zone
	Channel string `json:"channel"`          // where the message stands
	Thread  string `json:"thread,omitempty"` // under which its answers stand
	Inside  bool   `json:"inside,omitempty"` // the message is itself an answer there

	user string // who acts
}

// aside is where only who acts sees something: where they are.
func (c cause) aside() where {
	if c.Inside {
		return c.open()
	}
	return where{c.Channel, c.user, ""}
}

// open is where everybody sees it who follows the message.
func (c cause) open() where { return where{c.Channel, c.user, c.Thread} }

// The fields of the modals. A block and the field in it have one name.
const (
	ticketField  = "ticket"
	howLongField = "how-long"
	whyField     = "why"
)

// maxTicket and maxWhy are how long the database takes them, in bytes.
const (
	maxTicket = 300
	maxWhy    = 200 // characters
)

// lengths are how long something can be muted, the second one if nothing is chosen.
var lengths = []struct {
	name string
	time.Duration
}{{"hour", time.Hour}, {"day", 24 * time.Hour}, {"week", 7 * 24 * time.Hour}}

// open shows the modal of a deed to who pressed the button. Slack gives three seconds for that.
func (e *Ear) open(ctx context.Context, trigger string, deed alerts.Deed, c cause, p *phrase.Printer) {
	view, err := modal(deed, c, e.titled(ctx, c.Subject, p), p)
	if err != nil {
		e.report("modal not made", err)
		return
	}
	_, err = e.api.OpenViewContext(ctx, trigger, view)
	switch slack.Refusal(err) {
	case "expired_trigger_id", "trigger_expired":
		e.whisper(ctx, c.aside(), p.Sprintf("That took too long. Please press the button again."))
	default:
		e.report("modal not opened", e.understood(err))
	}
}

// titled is what a subject is called. A complaint has a name; an incident is known by the message above.
func (e *Ear) titled(ctx context.Context, subject string, p *phrase.Printer) string {
	id, err := cluster.ParseID(subject)
	if err != nil {
		return ""
	}
	c, err := e.db.Complaint(ctx, id)
	if err != nil {
		return subject
	}
	return alerts.Name(c, p) + " (" + c.ID.String() + ")"
}

func modal(deed alerts.Deed, c cause, title string, p *phrase.Printer) (slackgo.ModalViewRequest, error) {
	private, err := json.Marshal(c)
	if err != nil {
		return slackgo.ModalViewRequest{}, fmt.Errorf("encode the cause: %w", err)
	}
	v := slackgo.ModalViewRequest{Type: slackgo.VTModal, CallbackID: string(deed), PrivateMetadata: string(private),
		Close: plain(p.Sprintf("Cancel"))}
	if title != "" {
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, slackgo.NewSectionBlock(plain(title), nil, nil))
	}
	if deed == alerts.Mute {
		v.Title, v.Submit = plain(p.Sprintf("Mute")), plain(p.Sprintf("Mute"))
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, howLong(p), why(p))
		return v, nil
	}
	v.Title, v.Submit = plain(p.Sprintf("Mark as fixed")), plain(p.Sprintf("Fixed"))
	v.Blocks.BlockSet = append(v.Blocks.BlockSet, ticket(p))
	return v, nil
}

func howLong(p *phrase.Printer) slackgo.Block {
	texts := []string{p.Sprintf("for an hour"), p.Sprintf("for a day"), p.Sprintf("for a week")}
	choices := make([]*slackgo.OptionBlockObject, len(lengths))
	for i, l := range lengths {
		choices[i] = slackgo.NewOptionBlockObject(l.name, plain(texts[i]), nil)
	}
	list := slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeStatic, nil, howLongField, choices...).WithInitialOption(choices[1])
	return slackgo.NewInputBlock(howLongField, plain(p.Sprintf("How long")), nil, list)
}

func why(p *phrase.Printer) slackgo.Block {
	input := slackgo.NewPlainTextInputBlockElement(nil, whyField).WithMaxLength(maxWhy)
	return slackgo.NewInputBlock(whyField, plain(p.Sprintf("Why")), nil, input).WithOptional(true)
}

func ticket(p *phrase.Printer) slackgo.Block {
	input := slackgo.NewPlainTextInputBlockElement(plain("https://"), ticketField).WithMaxLength(maxTicket)
	hint := plain(p.Sprintf("Where the work on it can be read. When enough people speak of it again, it returns."))
	return slackgo.NewInputBlock(ticketField, plain(p.Sprintf("Link to the ticket")), hint, input).WithOptional(true)
}

// said is what a modal was sent off with.
type said struct {
	ticket, why string
	howLong     time.Duration
}

// read takes what a modal says, or what is wrong with which field of it.
func read(values map[string]map[string]field, deed alerts.Deed, p *phrase.Printer) (s said, wrong map[string]string) {
	of := func(name string) field { return values[name][name] }
	s.ticket, s.why = strings.TrimSpace(of(ticketField).Value), alerts.Inert(of(whyField).Value)
	if address, _ := alerts.Link(s.ticket); s.ticket != "" && (address == "" || len(s.ticket) > maxTicket) {
		return s, map[string]string{ticketField: p.Sprintf("Want a link that starts with https:// and has at most %d characters, or nothing.", maxTicket)}
	}
	for _, l := range lengths {
		if of(howLongField).Selected.Value == l.name {
			s.howLong = l.Duration
		}
	}
	if deed == alerts.Mute && s.howLong == 0 {
		return s, map[string]string{howLongField: p.Sprintf("Want an hour, a day or a week.")}
	}
	return s, nil
}
