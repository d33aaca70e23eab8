package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// work changes what is done about one mention, whose button was pressed, or about all that were chosen. A button says "closed 7
// vk:1": the state, the revision that its reader saw, and the mention; a choice says the last two.
func (s *pages) work(r *http.Request) (frame.Done, error) {
	req, err := s.workAsked(r)
	switch {
	case errors.Is(err, errNothingChosen):
		return frame.Done{}, frame.Wrong(errors.New(s.Printer.Sprintf("Nothing is chosen: tick the mentions first.")))
	case errors.Is(err, errNothingNoted):
		return frame.Done{}, frame.Wrong(errors.New(s.Printer.Sprintf("The note is empty: write a word first.")))
	case err != nil:
		return frame.Done{}, s.strange(err)
	}
	var meanwhile *store.HandledError
	switch err := s.DB.Handle(r.Context(), req); {
	case errors.As(err, &meanwhile):
		return frame.Done{}, frame.Conflict(errors.New(s.since(meanwhile)))
	case errors.Is(err, store.ErrUnknownMention):
		return frame.Done{}, s.missing(err)
	case err != nil:
		return frame.Done{}, s.refused(err)
	}
	return frame.Done{To: frame.Local(r.PostForm.Get("back")), Said: s.Printer.Sprintf("%d mentions: %s", len(req.Mentions), s.became(req)), On: handled(req), Detail: handling(req)}, nil
}

// What is sent by mistake: a form whose sender ticked nothing, and a note without a word.
var (
	errNothingChosen = errors.New("nothing is chosen")
	errNothingNoted  = errors.New("nothing is noted")
)

func (s *pages) workAsked(r *http.Request) (req store.HandleRequest, err error) {
	req = store.HandleRequest{By: s.By(r), Note: strings.TrimSpace(r.PostForm.Get("note"))}
	chosen := r.PostForm["mention"]
	state := r.PostForm.Get("state")
	if one := r.PostForm.Get("do"); one != "" {
		var seen string
		state, seen, _ = strings.Cut(one, " ")
		chosen = []string{seen}
		if person := s.Person(r); state == string(store.InWork) && person != "" {
			req.Assignee = &person // who takes something takes care of it
		}
	} else if r.PostForm.Get("assign") != "" {
		name := strings.TrimSpace(r.PostForm.Get("assignee"))
		req.Assignee, state = &name, ""
	}
	if req.Work = store.Work(state); state != "" && !slices.Contains(store.Works[:], req.Work) {
		return req, fmt.Errorf("state is %.40q, want one of %v", state, store.Works)
	}
	if len(chosen) == 0 {
		return req, errNothingChosen
	}
	if req.Work == "" && req.Assignee == nil && req.Note == "" {
		return req, errNothingNoted
	}
	for _, text := range chosen {
		seen, err := parseSeen(text)
		if err != nil {
			return req, err
		}
		req.Mentions = append(req.Mentions, seen)
	}
	return req, nil
}

// strange is a form that none of our pages sends.
func (s *pages) strange(err error) error {
	return frame.Wrong(errors.New(s.Printer.Sprintf("The form was not understood: %s", err.Error())))
}

// missing is what is named and not here, with what the store says of it.
func (s *pages) missing(err error) error {
	return frame.Missing(errors.New(s.Printer.Sprintf("This is no longer here: %s", alerts.Inert(err.Error()))))
}

// refused is what the store does not do; any other failure is ours.
func (s *pages) refused(err error) error {
	var why store.Refusal
	switch {
	case errors.Is(err, store.ErrUnknownLabel):
		return s.missing(err)
	case errors.As(err, &why):
		return frame.Conflict(errors.New(s.Printer.Sprintf("This cannot be done: %s", alerts.Inert(string(why)))))
	}
	return err
}

// parseSeen reads "7 vk:1".
func parseSeen(text string) (store.SeenHandling, error) {
	number, key, _ := strings.Cut(text, " ")
	revision, err := strconv.ParseInt(number, 10, 64)
	if err != nil || !strings.Contains(key, ":") {
		return store.SeenHandling{}, fmt.Errorf("mention is %.60q, want a revision and an id such as \"0 vk:1\"", text)
	}
	return store.SeenHandling{Mention: key, Revision: revision}, nil
}

// became says in a word what was done.
func (s *pages) became(req store.HandleRequest) string {
	switch {
	case req.Work != "":
		return s.stateOf(req.Work)
	case req.Assignee != nil && *req.Assignee != "":
		return s.Printer.Sprintf("%s takes care", alerts.Inert(*req.Assignee))
	case req.Assignee != nil:
		return s.Printer.Sprintf("nobody in particular takes care")
	}
	return s.Printer.Sprintf("noted")
}

// handled names the mentions of a piece of work for the audit log.
func handled(req store.HandleRequest) string {
	keys := make([]string, len(req.Mentions))
	for i, m := range req.Mentions {
		keys[i] = m.Mention
	}
	return strings.Join(keys, " ")
}

// handling is what became of them there; what was noted stands with the mention.
func handling(req store.HandleRequest) map[string]string {
	detail := map[string]string{"mentions": strconv.Itoa(len(req.Mentions))}
	if req.Work != "" {
		detail["state"] = string(req.Work)
	}
	if req.Assignee != nil {
		detail["assignee"] = *req.Assignee
	}
	return detail
}

// since says what somebody else has done meanwhile.
func (s *pages) since(e *store.HandledError) string {
	who := alerts.Inert(e.Now.By)
	if who == "" {
		who = s.Printer.Sprintf("its author")
	}
	return s.Printer.Sprintf("%s was changed meanwhile: %s, by %s. Nothing was done; look at it again.", alerts.Inert(e.Mention), s.stateOf(e.Now.Work), who)
}

// judge corrects what a mention is judged to feel towards a topic. A button says "negative kestrel vk:1".
func (s *pages) judge(r *http.Request) (frame.Done, error) {
	word, rest, _ := strings.Cut(r.PostForm.Get("judge"), " ")
	topic, key, _ := strings.Cut(rest, " ")
	label := store.Label{Mention: key, Topic: topic, Purpose: store.Corrected, Labeller: s.By(r)}
	if category := r.PostForm.Get("category"); word == "category" {
		label.Category = classify.Category(category)
		if !slices.Contains(classify.Categories[:], label.Category) {
			return frame.Done{}, s.strange(fmt.Errorf("category is %.40q, want one of %v", category, classify.Categories))
		}
	} else {
		var feels classify.Sentiment
		if err := feels.UnmarshalText([]byte(word)); err != nil {
			return frame.Done{}, s.strange(fmt.Errorf("judge is %.60q, want a feeling, a topic and a mention", r.PostForm.Get("judge")))
		}
		label.Sentiment = &feels
	}
	applied, err := s.DB.Label(r.Context(), []store.Label{label})
	if err != nil {
		return frame.Done{}, err
	}
	if refused := applied[0].Refused; refused != "" {
		return frame.Done{}, s.refused(store.Refusal(refused))
	}
	said := s.Printer.Sprintf("%s: your word counts now. It can be taken back on the page of the mention.", alerts.Inert(key))
	return frame.Done{To: frame.Local(r.PostForm.Get("back")), Said: said, On: key, Detail: map[string]string{"topic": topic, "as": cmp.Or(string(label.Category), word)}}, nil
}

// unjudge takes a label back.
func (s *pages) unjudge(r *http.Request) (frame.Done, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("label"), 10, 64)
	if err != nil {
		return frame.Done{}, s.strange(fmt.Errorf("label is %.40q, want the number of a label", r.PostForm.Get("label")))
	}
	if err := s.DB.Unlabel(r.Context(), id, s.By(r)); err != nil {
		return frame.Done{}, s.refused(err)
	}
	return frame.Done{To: frame.Local(r.PostForm.Get("back")), Said: s.Printer.Sprintf("The label is taken back."), On: "label " + strconv.FormatInt(id, 10)}, nil
}

// count takes a mention out of the figures of a topic, or puts it back.
func (s *pages) count(r *http.Request) (frame.Done, error) {
	key, topic, out := r.PostForm.Get("mention"), r.PostForm.Get("topic"), r.PostForm.Get("out") == "true"
	if err := s.DB.Exclude(r.Context(), key, topic, s.By(r), out); err != nil {
		return frame.Done{}, s.refused(err)
	}
	said := s.Printer.Sprintf("%s counts again.", alerts.Inert(key))
	if out {
		said = s.Printer.Sprintf("%s is taken out of the figures; it can be put back here.", alerts.Inert(key))
	}
	return frame.Done{To: frame.Local(r.PostForm.Get("back")), Said: said, On: key, Detail: map[string]string{"topic": topic, "counts": strconv.FormatBool(!out)}}, nil
}
