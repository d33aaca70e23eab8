package zendesk

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/zendesk.txtar", ingest.Opens(New))
}

func TestDecodes(t *testing.T) {
	sourcetest.Decodes(t, "testdata/schema.json", "Event", func(data []byte) error {
		_, err := parseEvent(data)
		return err
	})
	sourcetest.Fields(t, "testdata/schema.json", "Export", new(export))
	sourcetest.Fields(t, "testdata/schema.json", "Event", new(event))
	sourcetest.Fields(t, "testdata/schema.json", "Child", new(comment))
	sourcetest.Fields(t, "testdata/schema.json", "Ticket", new(ticket))
	sourcetest.Fields(t, "testdata/schema.json", "User", new(user))
}

func TestOptions(t *testing.T) {
	token := secret.New("t")
	for want, o := range map[string]Options{
		"base_url is missing":            {Token: token},
		"base_url is no address":         {BaseURL: "zarya", Token: token},
		"token is missing":               {BaseURL: "https://zarya.zendesk.test"},
		"every is 1ns, want 10s or more": {BaseURL: "https://zarya.zendesk.test", Token: token, Every: 1},
		"quiet is -1ns, want 0 or more":  {BaseURL: "https://zarya.zendesk.test", Token: token, Quiet: -1},
		"base_url has more than scheme,": {BaseURL: "https://zarya.zendesk.test?a=b", Token: token},
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("complaint is %v, want %s", err, want)
		}
	}
}

// What the help desk says itself is nobody's to look up, and a change without a number is none of the ticket.
func TestOddEvents(t *testing.T) {
	var asked []string
	s := serve(t, func(u *url.URL) string {
		if ids := u.Query().Get("ids"); ids != "" {
			asked = append(asked, ids)
			return `{}`
		}
		return `{"end_time": 9000000000, "end_of_stream": true, "ticket_events": [
			{"ticket_id": 5, "timestamp": 1795251660, "child_events": [{"event_type": "CommentPrivacyChange"}, {"event_type": "Change", "status": null},
			{"event_type": "Comment", "author_id": -1, "public": true, "body": "Zarya"}]}]}`
	})
	var got []ingest.Mention
	var at ingest.Cursor
	err := s.Read(t.Context(), "", func(p ingest.Page) error {
		got, at = append(got, p.Mentions...), p.Next
		return nil
	})
	if err != nil || len(got) != 0 || !slices.Equal(asked, []string{"5"}) {
		t.Errorf("%v came after asking for %q, %v", got, asked, err)
	}
	if want := digits(sourcetest.Now().Unix()); string(at) != want {
		t.Errorf("the cursor is %s, want nothing beyond the present, %s", at, want)
	}
}

// Whatever is not understood moves nothing and deletes nothing.
func TestNoAnswer(t *testing.T) {
	s := serve(t, func(*url.URL) string { return `{}` })
	refuse := func(p ingest.Page) error {
		if len(p.Mentions) > 0 || p.Next != "" {
			t.Errorf("came %+v", p)
		}
		return nil
	}
	if err := s.Read(t.Context(), "", refuse); err == nil {
		t.Error("an answer without events is none")
	}
	if err := s.Refresh(t.Context(), []ingest.Known{{ID: "zarya.test/5"}, {ID: "zarya.test/x"}, {ID: "other.test/5"}}, refuse); err != nil {
		t.Error(err)
	}
}

func serve(t *testing.T, answer func(*url.URL) string) *Source {
	t.Helper()
	source, _, err := New(Options{BaseURL: "http://zarya.test", Token: secret.New("t")}, sourcetest.Answers(t, answer))
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}
