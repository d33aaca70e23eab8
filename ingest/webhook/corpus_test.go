package webhook

import (
	"fmt"
	"net/http"
	"testing"

	"molva/ingest/sourcetest"
)

// Each bad input, pushed alone: what may be stored is taken, the rest is refused and counted, and molva lives on.
func TestBadInput(t *testing.T) {
	h := listen(t, Options{})
	for _, c := range sourcetest.BadInput(t, "../testdata/bad") {
		t.Run(fmt.Sprintf("%d %s", c.N, c.About), func(t *testing.T) {
			h.t = t
			body := string(c.Bodies[0])
			_, before := h.taken()
			response, a := h.send(h.request(body))
			_, after := h.taken()
			tooLarge := response.StatusCode == http.StatusRequestEntityTooLarge
			if tooLarge && len(body) > defaultBody {
				return // refused before anybody knows who sent it, so it is nobody's to count
			}
			refused := tooLarge || response.StatusCode == http.StatusBadRequest
			if want := c.Want == "rejected"; refused != want || !refused && response.StatusCode != http.StatusOK {
				t.Errorf("%s %+v, want %s", response.Status, a, c.Want)
			}
			if refused != (len(after) == len(before)+1) {
				t.Errorf("%d rejections counted", len(after)-len(before))
			}
		})
	}
}
