package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"molva/ingest"
	"molva/ingest/fetch"
)

// refusals are what the Bot API is known to say and a person can do something about. Nothing else of an answer is repeated.
var refusals = []string{"chat not found", "bot was kicked", "bot is not a member", "not enough rights", "need administrator rights",
	"group chat was upgraded to a supergroup chat", "member list is inaccessible"}

// errRefused is a refusal that concerns one chat and not the bot.
var errRefused = errors.New("telegram says")

// says reads {"ok":false,"error_code":429,"description":…,"parameters":{"retry_after":35}}.
func (s *Source) says(a fetch.Answer, err error) error {
	if err == nil {
		return nil
	}
	var said struct {
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if json.Unmarshal(a.Body, &said) != nil {
		return err
	}
	switch a.Status {
	case http.StatusTooManyRequests:
		if wait := time.Duration(said.Parameters.RetryAfter) * time.Second; wait > 0 {
			return &ingest.Throttled{Until: s.env.Now().Add(wait), Why: a.Host + " answers 429"}
		}
	case http.StatusConflict:
		if strings.Contains(said.Description, "webhook") {
			return errors.New("a webhook is set for this bot, and then nobody can fetch its updates: delete the webhook, or use a bot of its own")
		}
		return errors.New("another program fetches this bot's updates, and a bot has room for one: stop the other, or use a bot of its own")
	case http.StatusBadRequest, http.StatusForbidden:
		return fmt.Errorf("%w: %s", errRefused, refusal(said.Description))
	case http.StatusNotFound: // a token of the right form that nobody has
		return fmt.Errorf("%w: %w", err, ingest.ErrDenied)
	}
	return err
}

func refusal(description string) string {
	for _, known := range refusals {
		if strings.Contains(description, known) {
			return known
		}
	}
	return "no"
}
