package cluster

import (
	"molva/classify"
	"molva/classify/reply"
)

// Said is what the kind of a mention depends on.
type Said struct {
	Sentiment   classify.Sentiment
	Category    classify.Category
	Title, Text string
	Rating      *float64 // stars of five; nil when none were given
	Answered    Kind     // of what it answers, for one that only agrees with that
}

// KindOf says where a mention belongs; not ok when it is nobody's trouble, praise or wish, as adverts, news and remarks
// are. What only agrees, as "same here" does, says nothing that could be compared: it is ok where it was heard as what it
// answers is. Trouble comes before wishes and wishes before praise. Asks reports that it asks for help or information and
// shows no bad feeling: somebody has a trouble with every answer that is hard to find, so it counts as a complaint.
func KindOf(s Said) (kind Kind, asks, ok bool) {
	kind, asks, ok = s.heard()
	if s.Agrees() && (kind != s.Answered || !ok) {
		return "", false, false
	}
	return kind, asks, ok
}

// heard decides by how a mention was read.
func (s *Said) heard() (kind Kind, asks, ok bool) {
	switch {
	case s.isPoor() && s.Category != classify.Suggestion:
		return Complaint, false, true
	case s.Category == classify.Promo, s.Category == classify.News:
		return "", false, false
	case s.Sentiment == classify.Negative, s.Category == classify.ComplaintCategory:
		return Complaint, false, true
	case s.Category == classify.Question:
		return Complaint, true, true
	}
	return s.remark()
}

// remark decides where the category is no proof: who asks politely for a thing of his own seems to praise, and who wants
// something done with it seems to suggest.
func (s *Said) remark() (kind Kind, asks, ok bool) {
	switch r := requestIn(s.Title, s.Text); {
	case s.Category == classify.Suggestion && !r.owns:
		return Suggestion, false, true
	case s.Category == classify.Praise && !(r.owns && r.opens):
		return Praise, false, true
	case r.owns, r.needs, r.bids && s.Sentiment == classify.Neutral:
		return Complaint, true, true
	case s.Sentiment == classify.Positive:
		return Praise, false, true
	}
	return "", false, false
}

// Agrees reports a text that only agrees with another one. As a review it would agree with its stars.
func (s *Said) Agrees() bool {
	if s.Title != "" || s.Rating != nil {
		return false
	}
	r := reply.Read(s.Text)
	return r.Bare && r.Stance == reply.Agrees
}

// poor is the best rating that tells of trouble whatever the words are.
const poor = 2

// isPoor passes over 0, which is how some networks write that no stars were given.
func (s *Said) isPoor() bool { return s.Rating != nil && *s.Rating > 0 && *s.Rating <= poor }
