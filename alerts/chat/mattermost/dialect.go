package mattermost

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"molva/alerts"
	"molva/alerts/post"
)

// reason is how Mattermost names its errors; nothing else of an answer is repeated.
var reason = regexp.MustCompile(`^(api|app|store|model|web)\.[a-z_.]{1,80}\.app_error$`)

// dialect reads {"id":"api.context.session_expired.app_error",…}.
func dialect(body []byte) (why string, wait int) {
	var said struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(body, &said) != nil || !reason.MatchString(said.ID) {
		return "", 0
	}
	return said.ID, 0
}

// lost are the reasons for which a post cannot be answered or changed any more.
var lost = []string{"api.post.create_post.root_id.app_error", "app.post.get.app_error"}

// understand says what an error of a post means for the message.
func understand(err error) error {
	known := post.Known(err)
	for _, why := range lost {
		if errors.Is(known, alerts.ErrRefused) && strings.Contains(known.Error(), why) {
			return fmt.Errorf("%w: %s", alerts.ErrGone, why)
		}
	}
	return known
}

// hidden turns a refusal to show the posts into the news that nobody can look.
func hidden(err error) error {
	if errors.Is(err, alerts.ErrRefused) {
		return fmt.Errorf("%w: %w", alerts.ErrCannotLook, err)
	}
	return err
}
