package operations

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// acknowledge says that somebody looks after an incident: it is not told again.
func (s *pages) acknowledge(r *http.Request) (frame.Done, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("incident"), 10, 64)
	if err != nil {
		return frame.Done{}, s.wrong(s.Printer.Sprintf("no incident is named"))
	}
	now, known, err := s.DB.Incident(r.Context(), id)
	switch {
	case err != nil:
		return frame.Done{}, err
	case !known:
		return frame.Done{}, s.unknown(store.ErrUnknownIncident)
	case !now.Closed.IsZero():
		return frame.Done{}, frame.Conflict(errors.New(s.Printer.Sprintf("It is over since %s.", s.moment(now.Closed))))
	case !now.Acked.IsZero():
		return frame.Done{}, s.looksAfter(now)
	}
	if err := s.DB.Acknowledge(r.Context(), id, s.By(r)); err != nil {
		return frame.Done{}, s.unknown(err)
	}
	if now, _, err = s.DB.Incident(r.Context(), id); err == nil && now.AckedBy != s.By(r) { // somebody in Slack was faster
		return frame.Done{}, s.looksAfter(now)
	}
	return frame.Done{To: "/alerts", Said: s.Printer.Sprintf("You look after it: it is not told again."), On: "incident " + strconv.FormatInt(id, 10)}, nil
}

// looksAfter says who was first.
func (s *pages) looksAfter(i store.Incident) error {
	return frame.Conflict(errors.New(s.Printer.Sprintf("%s looks after it since %s.", alerts.Inert(i.AckedBy), s.moment(i.Acked))))
}

// mute keeps people from being told of something for a while. Incidents are recorded nevertheless.
func (s *pages) mute(r *http.Request) (frame.Done, error) {
	f := r.PostForm
	hours, err := strconv.Atoi(f.Get("hours"))
	if err != nil || hours < 1 || hours > 24*365 {
		return frame.Done{}, s.wrong(s.Printer.Sprintf("A mute lasts from 1 hour to a year; found %q hours.", clip(f.Get("hours"))))
	}
	m := store.Mute{Kind: f.Get("kind"), Topic: f.Get("topic"), Subject: strings.TrimSpace(f.Get("subject")), From: s.Now(), Until: s.Now().Add(time.Duration(hours) * time.Hour), By: s.By(r), Why: f.Get("why")}
	if m.Kind != "" && !slices.Contains(alerts.Urgent, alerts.Kind(m.Kind)) {
		return frame.Done{}, s.wrong(s.Printer.Sprintf("There is no kind of alert that is called %q.", clip(m.Kind)))
	}
	tree, err := s.DB.Topics(r.Context())
	if err != nil {
		return frame.Done{}, err
	}
	if m.Topic != "" && !slices.ContainsFunc(frame.InOrder(tree), func(t frame.Picked) bool { return t.ID == m.Topic }) {
		return frame.Done{}, frame.Missing(errors.New(s.Printer.Sprintf("There is no topic %q.", clip(m.Topic))))
	}
	id, err := s.DB.Mute(r.Context(), m)
	if err != nil {
		return frame.Done{}, err
	}
	return frame.Done{To: "/alerts", Said: s.Printer.Sprintf("Muted until %s: %s.", s.moment(m.Until), s.muted(m)), On: "mute " + strconv.FormatInt(id, 10),
		Detail: map[string]string{"kind": m.Kind, "topic": m.Topic, "subject": m.Subject, "until": m.Until.UTC().Format(time.RFC3339)}}, nil
}

func (s *pages) unmute(r *http.Request) (frame.Done, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("mute"), 10, 64)
	if err != nil {
		return frame.Done{}, s.wrong(s.Printer.Sprintf("no mute is named"))
	}
	s.settle.Lock()
	defer s.settle.Unlock()
	inForce, err := s.DB.Mutes(r.Context(), s.Now())
	if err != nil {
		return frame.Done{}, err
	}
	if !slices.ContainsFunc(inForce, func(m store.Mute) bool { return m.ID == id }) {
		return frame.Done{}, frame.Conflict(errors.New(s.Printer.Sprintf("This mute is no longer in force.")))
	}
	if err := s.DB.Unmute(r.Context(), id, s.By(r)); err != nil {
		return frame.Done{}, s.unknown(err)
	}
	return frame.Done{To: "/alerts", Said: s.Printer.Sprintf("The mute is lifted."), On: "mute " + strconv.FormatInt(id, 10)}, nil
}

// unknown tells an incident or mute that there never was from a failure.
func (s *pages) unknown(err error) error {
	if errors.Is(err, store.ErrUnknownIncident) || errors.Is(err, store.ErrUnknownMute) {
		return frame.Missing(errors.New(s.Printer.Sprintf("There is nothing of that number.")))
	}
	return err
}
