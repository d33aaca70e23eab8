package api

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/alerts/export"
	"molva/alerts/web/frame"
	"molva/store"
)

// urgent is a kind of message that people are told at once.
type urgent string

// Muting is what nobody should be told for a while. Incidents are recorded nevertheless.
type Muting struct {
	Kind    urgent `json:"kind,omitempty" about:"absent: any"`
	Topic   string `json:"topic,omitempty" most:"200" about:"id of a topic; absent: all"`
	Subject string `json:"subject,omitempty" most:"200" about:"a complaint, a source or an author; absent: any"`
	Hours   int    `json:"hours" least:"1" most:"8760"`
	Why     string `json:"why,omitempty" most:"500"`
}

func (a *API) alerts() []operation {
	return []operation{
		read("/alerts", "alerts", "Incidents that run or were opened in the last days, the latest first", (*call).incidents).live().with(append([]parameter{number("days", "how many days; 30 when absent", 1, 730)}, paging()...)...),
		act("POST", "/alerts/{incident}/acknowledge", "alert.acknowledge", "Look after an incident: it is not told again", (*call).acknowledge),
		read("/mutes", "mutes", "The mutes in force", (*call).mutes).live(),
		act("POST", "/mutes", "alert.mute", "Keep people from being told of something for a while", (*call).mute).answers(http.StatusCreated),
		act("DELETE", "/mutes/{mute}", "alert.unmute", "End a mute now", (*call).unmute),
	}
}

func (c *call) incidents() (p Page[export.Incident], err error) {
	all, err := c.site.DB.Incidents(c.Context(), store.Period{From: c.site.Now().AddDate(0, 0, -c.number("days", 30))})
	if err != nil {
		return p, err
	}
	running, err := c.site.DB.OpenIncidents(c.Context())
	if err != nil {
		return p, err
	}
	for _, i := range running { // one that runs for longer than that is no past
		if !slices.ContainsFunc(all, func(o store.Incident) bool { return o.ID == i.ID }) {
			all = append(all, i)
		}
	}
	slices.SortFunc(all, func(a, b store.Incident) int { return int(b.ID - a.ID) })
	return page(c, all, func(i store.Incident) int64 { return i.ID }, export.OfIncident)
}

func (c *call) acknowledge(nothing) (made export.Incident, d frame.Done, err error) {
	id, err := c.numbered("incident")
	if err != nil {
		return made, d, err
	}
	now, known, err := c.site.DB.Incident(c.Context(), id)
	switch {
	case err != nil:
		return made, d, err
	case !known:
		return made, d, store.ErrUnknownIncident
	case !now.Closed.IsZero():
		return made, d, problem(http.StatusConflict, "it is over since %s", now.Closed.UTC().Format(time.RFC3339))
	case !now.Acked.IsZero():
		return made, d, looksAfter(now)
	}
	if err := c.site.DB.Acknowledge(c.Context(), id, c.by()); err != nil {
		return made, d, err
	}
	if now, _, err = c.site.DB.Incident(c.Context(), id); err == nil && now.AckedBy != c.by() { // somebody in Slack was faster
		err = looksAfter(now)
	}
	return export.OfIncident(now), done(err, fmt.Sprintf("incident %d", id), nil), err
}

func looksAfter(i store.Incident) error {
	return problem(http.StatusConflict, "%s looks after it since %s", i.AckedBy, i.Acked.UTC().Format(time.RFC3339))
}

func (c *call) mutes() (List[export.Mute], error) {
	all, err := c.site.DB.Mutes(c.Context(), c.site.Now())
	return listOf(all, export.OfMute), err
}

func (c *call) mute(b Muting) (made export.Mute, d frame.Done, err error) {
	if b.Topic != "" {
		if _, err := c.topicOf(b.Topic); err != nil {
			return made, d, err
		}
	}
	now := c.site.Now()
	m := store.Mute{Kind: string(b.Kind), Topic: b.Topic, Subject: strings.TrimSpace(b.Subject), From: now, Until: now.Add(time.Duration(b.Hours) * time.Hour), By: c.by(), Why: b.Why}
	m.ID, err = c.site.DB.Mute(c.Context(), m)
	return export.OfMute(m), done(err, "mute "+strconv.FormatInt(m.ID, 10), map[string]string{"kind": m.Kind, "topic": m.Topic, "subject": m.Subject, "until": m.Until.UTC().Format(time.RFC3339)}), err
}

func (c *call) unmute(nothing) (n nothing, d frame.Done, err error) {
	id, err := c.numbered("mute")
	if err != nil {
		return n, d, err
	}
	inForce, err := c.site.DB.Mutes(c.Context(), c.site.Now())
	if err != nil {
		return n, d, err
	}
	if !slices.ContainsFunc(inForce, func(m store.Mute) bool { return m.ID == id }) {
		return n, d, problem(http.StatusNotFound, "no such mute is in force")
	}
	err = c.site.DB.Unmute(c.Context(), id, c.by())
	return n, done(err, fmt.Sprintf("mute %d", id), nil), err
}
