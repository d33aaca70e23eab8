package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"molva/ingest/fetch"
)

// refusals are what the Bot API is known to say of a chat and a person can do something about. Nothing else of an answer is
// repeated.
var refusals = []string{"chat not found", "bot was kicked", "bot is not a member", "not enough rights", "need administrator rights",
	"group chat was upgraded to a supergroup chat", "member list is inaccessible"}

// errRefused is a refusal that concerns one chat and not the bot.
var errRefused = errors.New("telegram says")

// says adds to Telegram's dialect what it says of one chat, with 400 or 403.
func says(a fetch.Answer, err error) error {
	if err = fetch.Telegram(a, err); err == nil || a.Status != http.StatusBadRequest && a.Status != http.StatusForbidden {
		return err
	}
	var said struct {
		Description string `json:"description"`
	}
	if json.Unmarshal(a.Body, &said) != nil {
		return err
	}
	for _, known := range refusals {
		if strings.Contains(said.Description, known) {
			return fmt.Errorf("%w: %s", errRefused, known)
		}
	}
	return fmt.Errorf("%w: no", errRefused)
}
