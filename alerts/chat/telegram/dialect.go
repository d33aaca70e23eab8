package telegram

import (
	"encoding/json"
	"strings"
)

// Refusals of an edit: it would change nothing; there is nothing to change; it is too late for that.
const (
	unchanged = "message is not modified"
	deleted   = "message to edit not found"
	fixed     = "message can't be edited"
)

// reasons are what the Bot API is known to say of a message that it does not take. Nothing else of an answer is repeated.
var reasons = []string{unchanged, "chat not found", "group chat was upgraded to a supergroup chat", "bot was blocked by the user",
	"bot was kicked", "bot is not a member", "bot can't initiate conversation with a user", "not enough rights",
	"have no rights to send a message", "need administrator rights", "CHAT_WRITE_FORBIDDEN", "TOPIC_CLOSED",
	"message thread not found", deleted, fixed, "message is too long",
	"message text is empty", "Unauthorized", "Not Found"}

// dialect reads {"description":…,"parameters":{"retry_after":…}}.
func dialect(body []byte) (why string, wait int) {
	var said struct {
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if json.Unmarshal(body, &said) != nil {
		return "", 0
	}
	for _, reason := range reasons {
		if strings.Contains(said.Description, reason) {
			return reason, said.Parameters.RetryAfter
		}
	}
	return "", said.Parameters.RetryAfter
}
