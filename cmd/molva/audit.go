package main

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"molva/store"
)

// recorded says for each order, by its path, what the audit log has of it. An order that is not here changes nothing that people
// decide on, or writes that down itself.
var recorded = map[string]func(q any) store.AuditEntry{
	"label-draw": func(q any) store.AuditEntry {
		d := q.(drawing)
		return store.AuditEntry{What: "accuracy.draw", On: cmp.Or(d.Topic, "all"), Detail: map[string]string{"mentions": strconv.Itoa(d.N)}}
	},
	"label":         labelEntry,
	"label-undo":    func(q any) store.AuditEntry { t := q.(taking); return entryOn("mention.unjudge", "label", t.ID, t.By) },
	"label-exclude": excludeEntry,
	"complaints-act": func(q any) store.AuditEntry {
		a, on := q.(store.Act), "the last act"
		if a.ID != 0 {
			on = a.ID.String()
		}
		return store.AuditEntry{Who: a.By, What: "complaint." + string(a.What), On: on,
			Detail: map[string]string{"into": a.Into.String(), "label": a.Label, "ticket": a.Ticket, "mentions": strings.Join(a.Mentions, " ")}}
	},
	"alerts-ack": func(q any) store.AuditEntry {
		a := q.(acknowledging)
		return entryOn("alert.acknowledge", "incident", a.ID, a.By)
	},
	"alerts-mute": func(q any) store.AuditEntry {
		m := q.(store.Mute)
		return store.AuditEntry{Who: m.By, What: "alert.mute", On: cmp.Or(m.Topic, "all"), Detail: map[string]string{"kind": m.Kind, "subject": m.Subject, "until": m.Until.UTC().String()}}
	},
	"alerts-unmute": func(q any) store.AuditEntry {
		a := q.(acknowledging)
		return entryOn("alert.unmute", "mute", a.ID, a.By)
	},
	"replay-apply":      func(any) store.AuditEntry { return store.AuditEntry{What: "mention.replay", On: "all"} },
	"train-corrections": func(any) store.AuditEntry { return store.AuditEntry{What: "model.train", On: "model"} },
	"train-revert":      func(any) store.AuditEntry { return store.AuditEntry{What: "model.revert", On: "model"} },
	"erase-contact":     func(any) store.AuditEntry { return store.AuditEntry{What: "contact.erase", On: "contact"} },
}

func entryOn(what, thing string, id int64, by string) store.AuditEntry {
	return store.AuditEntry{Who: by, What: what, On: fmt.Sprint(thing, " ", id)}
}

// labelEntry names what was labelled; what each was called stands beside the mentions.
func labelEntry(q any) store.AuditEntry {
	l := q.(labelling)
	keys := make([]string, len(l.Slips))
	for i, s := range l.Slips {
		keys[i] = s.Mention
	}
	return store.AuditEntry{Who: l.By, What: "mention.judge", On: strings.Join(keys, " "), Detail: map[string]string{"mentions": strconv.Itoa(len(keys))}}
}

func excludeEntry(q any) store.AuditEntry {
	e := q.(excluding)
	return store.AuditEntry{Who: e.By, What: "mention.count", On: e.Mention, Detail: map[string]string{"topic": e.Topic, "counts": strconv.FormatBool(!e.Out)}}
}

// record writes into the audit log what was done on this machine. It is done, so what goes wrong here is for the other log.
func (r *rooms) record(ctx context.Context, e store.AuditEntry) {
	e.Who = cmp.Or(e.Who, "command line")
	for name, value := range e.Detail {
		if value == "" || value == "c0" {
			delete(e.Detail, name)
		}
	}
	if err := r.db.Audit(context.WithoutCancel(ctx), e); err != nil {
		r.log.Error("act not in the audit log", "act", e.What, "err", err)
	}
}
