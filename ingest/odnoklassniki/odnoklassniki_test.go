package odnoklassniki

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestNetwork(t *testing.T) {
	sourcetest.RunAll(t, "testdata/*.txtar", ingest.Opens(New))
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}

func TestDecodes(t *testing.T) {
	const schema = "testdata/schema.json"
	sourcetest.Decodes(t, schema, "Topic", func(data []byte) error {
		_, err := parseTopic(data)
		return err
	})
	sourcetest.Decodes(t, schema, "Comment", func(data []byte) error {
		_, err := parseComment(data)
		return err
	})
	for name, into := range map[string]any{"StatTopics": new(statPage), "Comments": new(talk), "Group": new(group)} {
		sourcetest.Decodes(t, schema, name, func(data []byte) error { return json.Unmarshal(data, into) })
		sourcetest.Fields(t, schema, name, into)
	}
	sourcetest.Fields(t, schema, "Topic", new(topic))
	sourcetest.Fields(t, schema, "Comment", new(comment))
}

// TestSignature has the worked examples of https://konstantintogoi.github.io/aiookru/api, made by the rules of
// https://apiok.ru/en/dev/methods, and one by hand: md5("application_key=Kformat=jsongid=5method=m" + md5("ts")).
func TestSignature(t *testing.T) {
	const token = "-s-84W-s3egarWUsbkq-IWTucuedzTKT8VUXIA.s4Xx8IW7"
	asked := url.Values{"application_key": {"ABCDEFGHIGKLMNOPK"}, "format": {"json"}, "method": {"events.get"}}
	for _, c := range []struct {
		o    Options
		q    url.Values
		want string
	}{
		{Options{Token: secret.New(token), ApplicationSecret: secret.New("ABC123DEF456GHI789JKL123")}, asked, "232c8eb921951c4dba9b72606f9ddb4c"},
		{Options{Token: secret.New(token), SessionSecret: secret.New("ae5362b5b588cc7294c2414d71b74d5d")}, asked, "03a41413523ea8092507949d6e711963"},
		{Options{Token: secret.New("t"), ApplicationSecret: secret.New("s")},
			url.Values{"method": {"m"}, "gid": {"5"}, "format": {"json"}, "application_key": {"K"}}, "d8f672f67b3474fe5ccb1eebe5524622"},
	} {
		s := &Source{options: c.o}
		if got := signature(c.q, s.signing()); got != c.want {
			t.Errorf("the signature is %s, want %s", got, c.want)
		}
	}
}

func TestValidate(t *testing.T) {
	err := Options{BaseURL: "ok", Groups: []string{"kestrel"}, Figures: -1, Every: time.Second}.Validate()
	want := `base_url is no address, want one such as https://api.ok.ru
every is 1s, want 1m0s or more
application_key is missing, want the application's public key
token is missing, want an administrator's access token
want either application_secret or session_secret, which sign what is asked
group is "kestrel", want its number, as in ok.ru/group/53245288710321
figures is -1ns, want 0 or more`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if err := (Options{}).Validate(); err == nil || !strings.Contains(err.Error(), "nothing to read") {
		t.Errorf("complaint is %v", err)
	}
}

// answering gives a source that reads group 5, whose network answers by method.
func answering(t *testing.T, answer func(method string, q url.Values) string) *Source {
	t.Helper()
	env := sourcetest.Answers(t, func(u *url.URL) string { return answer(u.Query().Get("method"), u.Query()) })
	source, _, err := New(Options{BaseURL: "http://ok.test", ApplicationKey: "k", Token: secret.New("t"),
		ApplicationSecret: secret.New("s"), Groups: []string{"5"}}, env)
	if err != nil {
		t.Fatal(err)
	}
	return source.(*Source)
}

// told is a comment so many minutes old.
func told(n, age int) string {
	date := sourcetest.Now().Add(-time.Duration(age) * time.Minute).In(moscow()).Format(time.DateTime)
	return fmt.Sprintf(`{"id":"c%d","date":%q,"text":"hi"}`, n, date)
}

// TestLongTalkIsAGap: a thread with more comments than are read at once tells so, and its page is not too long.
func TestLongTalkIsAGap(t *testing.T) {
	pages := 0
	s := answering(t, func(method string, q url.Values) string {
		var all []string
		for n := range perCall {
			all = append(all, told(pages*perCall+n, pages*perCall+n))
		}
		pages++
		return fmt.Sprintf(`{"comments":[%s],"has_more":true,"anchor":"a%d"}`, strings.Join(all, ","), pages)
	})
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	x := topic{ID: "7", Created: at.UnixMilli(), Media: []media{{Type: "text", Text: "Kestrel"}}}.thread()
	x.Count = 5000
	var p ingest.Page
	if _, err := s.hear(t.Context(), x, heard{Count: -1}, &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Mentions) != 1+maxTalk*perCall || p.Gap == "" || !p.GapFrom.IsZero() || pages != maxTalk {
		t.Errorf("%d mentions of %d pages, gap %q from %s", len(p.Mentions), pages, p.Gap, p.GapFrom)
	}
}

// TestPagesThatGoInCircles: an anchor that stays the same ends a talk.
func TestPagesThatGoInCircles(t *testing.T) {
	pages := 0
	s := answering(t, func(string, url.Values) string {
		pages++
		return `{"comments":[` + told(1, 1) + `],"has_more":true,"anchor":"a"}`
	})
	h, err := s.comments(t.Context(), thread{Type: topicType, ID: "7"}, ingest.Trail{})
	if len(h.fresh) != 1 || pages != 2 || err != nil {
		t.Errorf("%d comments of %d pages, %v", len(h.fresh), pages, err)
	}
}

// TestWhatIsNotUnderstoodDeletesNothing: an answer without its list is an error.
func TestWhatIsNotUnderstoodDeletesNothing(t *testing.T) {
	for _, body := range []string{`{}`, `{"media_topics":null}`, `[]`, `{"error_code":9999}`, `{"error_code":102}`} {
		s := answering(t, func(string, url.Values) string { return body })
		deleted := 0
		err := s.Refresh(t.Context(), []ingest.Known{{ID: "GROUP_TOPIC/7"}}, func(p ingest.Page) error {
			deleted += len(p.Mentions)
			return nil
		})
		if err == nil || deleted > 0 {
			t.Errorf("%s deletes %d, %v", body, deleted, err)
		}
	}
}

// TestOnlyAdministratorsRead: doctor says so of a group that the token's owner does not administer.
func TestOnlyAdministratorsRead(t *testing.T) {
	s := answering(t, func(method string, _ url.Values) string {
		return map[string]string{
			"users.getCurrentUser":   `{"uid":"1","name":"Мария"}`,
			"group.getInfo":          `{"groups":[{"uid":"5","name":"Lumen"}]}`,
			"users.hasAppPermission": `"true"`,
			"group.getStatTopics":    `{"error_code":50,"error_msg":"NOT_ADMIN"}`,
		}[method]
	})
	if _, err := s.Examine(t.Context()); !errors.Is(err, ingest.ErrDenied) || !strings.Contains(err.Error(), "group 5") {
		t.Errorf("found %v", err)
	}
}

// TestAShutThreadKeepsNoOtherFromBeingRead: it is told once, and tried again.
func TestAShutThreadKeepsNoOtherFromBeingRead(t *testing.T) {
	tries := 0
	s := answering(t, func(method string, q url.Values) string {
		made := sourcetest.Now().Add(-time.Hour).UnixMilli()
		switch {
		case method == "group.getStatTopics":
			return `{"topics":[{"id":"7"},{"id":"8"}]}`
		case method == "mediatopic.getByIds":
			return fmt.Sprintf(`{"media_topics":[{"id":"7","created_ms":%d,"discussion_summary":{"comments_count":1}},
				{"id":"8","created_ms":%d,"discussion_summary":{"comments_count":1}}]}`, made, made+1)
		case q.Get("discussionId") == "7":
			tries++
			return `{"error_code":10,"error_msg":"PERMISSION_DENIED"}`
		case q.Get("discussionId") == "8":
			return `{"comments":[` + told(1, 5) + `]}`
		}
		return `{}`
	})
	at, mentions, rejected := place{Groups: map[string]mark{}}, 0, 0
	for range 2 {
		err := s.follow(t.Context(), "5", &at, func(p ingest.Page) error {
			mentions, rejected = mentions+len(p.Mentions), rejected+len(p.Rejected)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if mentions != 1 || rejected != 1 || tries != 2 {
		t.Errorf("%d mentions, told %d times, tried %d times", mentions, rejected, tries)
	}
}

// TestMembersTakeSeveralReads: thirty pieces a read, then those who were active, and nothing more for a week.
func TestMembersTakeSeveralReads(t *testing.T) {
	asked := 0
	s := answering(t, func(method string, q url.Values) string {
		if method != "group.getMembers" {
			return `{}` // a week without a topic
		}
		asked++
		return fmt.Sprintf(`{"members":[{"userId":"%d"}],"anchor":"a%d","has_more":%t}`, asked, asked, asked < maxMembers+5)
	})
	s.options.Members = []string{"5"}
	at, pieces, last := place{}, []int{}, 0
	for range 3 {
		n := 0
		err := s.members(t.Context(), &at, func(p ingest.Page) error {
			n++
			if p.Members[0].Last {
				last++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, n)
	}
	if fmt.Sprint(pieces) != "[30 6 0]" || last != 2 {
		t.Errorf("pieces %v, %d of them the last", pieces, last)
	}
}
