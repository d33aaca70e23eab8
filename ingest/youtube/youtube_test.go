package youtube

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

const film = "kEstrelVid1"

func TestNetwork(t *testing.T) {
	sourcetest.Run(t, "testdata/youtube.txtar", ingest.Opens(New))
}

func TestDecoders(t *testing.T) {
	const schema = "testdata/schema.json"
	for name, into := range map[string]any{
		"CommentThreadListResponse": list[thread]{}, "CommentListResponse": list[comment]{}, "ChannelListResponse": list[channel]{},
		"VideoListResponse": list[video]{}, "PlaylistItemListResponse": list[upload]{}, "SearchListResponse": hits{},
	} {
		sourcetest.Fields(t, schema, name, into)
	}
	sourcetest.Decodes(t, schema, "CommentThread", func(data []byte) error { return json.Unmarshal(data, new(thread)) })
	sourcetest.Decodes(t, schema, "Video", func(data []byte) error { return json.Unmarshal(data, new(video)) })
}

func TestValidate(t *testing.T) {
	err := Options{Channels: []string{"kestrel"}, Videos: []string{"short"}, Every: time.Second, Quiet: -1}.Validate()
	want := `key is missing: the Google Cloud console gives one, under APIs and services, credentials
channel is "kestrel", want its id, UC and 22 more, or its @handle
video is "short", want the 11 characters after v= in its address
every is 1s, want 1m0s or more
quiet is -1ns, want 0 or more`
	if err == nil || err.Error() != want {
		t.Errorf("complaints are:\n%v", err)
	}
	if _, _, err := New(Options{Key: secret.New("k")}, ingest.Env{}); err == nil {
		t.Error("a source that reads nothing was opened")
	}
}

// studio has one film with comments, each a minute older than the one before, and a search that may be used up.
type studio struct {
	comments int
	spent    bool
	shut     bool
	asked    map[string]int
}

func (st *studio) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	resource := strings.TrimPrefix(r.URL.Path, "/youtube/v3/")
	st.asked[resource]++
	switch {
	case resource == "search" && st.spent:
		refuse(w, "quotaExceeded")
	case resource == "commentThreads" && st.shut:
		refuse(w, "commentsDisabled")
	case resource == "commentThreads":
		st.threads(w, r)
	case resource == "comments":
		fmt.Fprintf(w, `{"items":[%s]}`, st.comment("reply", -time.Minute))
	default:
		fmt.Fprint(w, `{"items":[]}`)
	}
}

func refuse(w http.ResponseWriter, reason string) {
	w.WriteHeader(http.StatusForbidden)
	fmt.Fprintf(w, `{"error":{"code":403,"message":"no","errors":[{"reason":%q}]}}`, reason)
}

func (st *studio) comment(id string, age time.Duration) string {
	return fmt.Sprintf(`{"id":%q,"snippet":{"textDisplay":"hi","publishedAt":%q}}`, id, sourcetest.Now().Add(-age).Format(time.RFC3339))
}

// threads shows a hundred a page.
func (st *studio) threads(w http.ResponseWriter, r *http.Request) {
	from := 0
	_, _ = fmt.Sscan(r.URL.Query().Get("pageToken"), &from)
	var items []string
	for n := from; n < min(from+100, st.comments); n++ {
		items = append(items, fmt.Sprintf(`{"id":"t%d","snippet":{"videoId":%q,"totalReplyCount":%d,"topLevelComment":%s}}`,
			n, film, max(0, st.asked["commentThreads"]-3), st.comment(fmt.Sprint("c", n), time.Duration(n+1)*time.Minute)))
	}
	next := ""
	if from+100 < st.comments {
		next = fmt.Sprint(from + 100)
	}
	fmt.Fprintf(w, `{"nextPageToken":%q,"items":[%s]}`, next, strings.Join(items, ","))
}

// reads lets a source read several times and gives what came of each.
func (st *studio) reads(t *testing.T, after place, times int) (all [][]ingest.Page) {
	t.Helper()
	st.asked = map[string]int{}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(sourcetest.Now()))
		o := Options{Key: secret.New("k"), Videos: []string{film}, Search: []string{"kestrel"}, BaseURL: "http://a.test"}
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, st), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		cursor := ingest.CursorOf(after)
		for range times {
			var came []ingest.Page
			err := source.Read(context.Background(), cursor, func(p ingest.Page) error {
				came = append(came, p)
				if p.Next != "" {
					cursor = p.Next
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			all = append(all, came)
			time.Sleep(time.Second)
		}
	})
	return all
}

func TestThreadsBeyondWhatIsReadAreAGap(t *testing.T) {
	st := &studio{comments: 5000}
	began := sourcetest.Now().Add(-30 * 24 * time.Hour)
	pages := st.reads(t, place{Lines: map[string]mark{film: {Trail: ingest.Trail{Until: began.Unix()}}}}, 1)[0]
	mentions, gap := 0, ingest.Page{}
	for _, p := range pages {
		mentions += len(p.Mentions)
		if len(p.Mentions) > maxPage {
			t.Errorf("a page of %d", len(p.Mentions))
		}
		if p.Gap != "" {
			gap = p
		}
	}
	if mentions < 2000 || gap.GapFrom != began || st.asked["commentThreads"] != maxPages {
		t.Errorf("%d mentions by %d calls, gap %q from %s", mentions, st.asked["commentThreads"], gap.Gap, gap.GapFrom)
	}
}

// TestRepliesAreAskedForWhenThereAreMore: each call costs a unit.
func TestRepliesAreAskedForWhenThereAreMore(t *testing.T) {
	st := &studio{comments: 1}
	for i, pages := range st.reads(t, place{}, 5) { // from the fourth call on there are replies: one, then two
		comments := 0
		for _, p := range pages {
			comments += len(p.Mentions)
		}
		if want := []int{1, 0, 0, 1, 0}[i]; comments != want {
			t.Errorf("read %d brought %d comments, want %d", i+1, comments, want)
		}
	}
	if st.asked["comments"] != 2 {
		t.Errorf("asked for replies %d times, want 2", st.asked["comments"])
	}
}

func TestCommentsAreReadWhenTheSearchesAreSpent(t *testing.T) {
	st := &studio{comments: 3, spent: true}
	pages := st.reads(t, place{}, 1)[0]
	if len(pages) == 0 || len(pages[0].Mentions) != 3 || st.asked["search"] != 1 {
		t.Errorf("came %+v, searched %d times", pages, st.asked["search"])
	}
}

func TestShutCommentsAreToldOnce(t *testing.T) {
	st := &studio{shut: true}
	told := 0
	for _, pages := range st.reads(t, place{}, 3) {
		for _, p := range pages {
			told += len(p.Rejected)
		}
	}
	if told != 1 || st.asked["commentThreads"] != 3 {
		t.Errorf("told %d times, asked %d times", told, st.asked["commentThreads"])
	}
}

func TestSearchesLastForTheDay(t *testing.T) {
	for n, want := range map[int]time.Duration{1: 18 * time.Minute, 4: 72 * time.Minute, 100: 30 * time.Hour} {
		s := &Source{options: Options{Every: time.Minute}, terms: make([]string, n)}
		if got := s.between(); got != want {
			t.Errorf("%d terms are searched every %s, want %s", n, got, want)
		}
	}
}

// TestStepsGoOn: looking back goes on where it stood.
func TestStepsGoOn(t *testing.T) {
	s := &Source{options: Options{Videos: []string{film, "clipVideo02"}}, terms: []string{"kestrel"}, env: ingest.Env{Now: sourcetest.Now}}
	for _, tt := range []struct {
		from step
		want string
	}{
		{step{}, "[{kEstrelVid1   0} {clipVideo02   0} { kestrel  0}]"},
		{step{Line: film, Token: "p2", Pages: 1}, "[{kEstrelVid1  p2 1} {clipVideo02   0} { kestrel  0}]"},
		{step{Line: film, Pages: 2}, "[{clipVideo02   0} { kestrel  0}]"},
		{step{Term: "kestrel", Pages: 5}, "[]"},
		{step{Line: "gone", Token: "p9"}, "[{kEstrelVid1   0} {clipVideo02   0} { kestrel  0}]"},
	} {
		if got := fmt.Sprint(s.steps(tt.from)); got != tt.want {
			t.Errorf("after %+v: %s, want %s", tt.from, got, tt.want)
		}
	}
}

// TestOneThatIsGoneDoesNotHideTheOthers: YouTube may refuse a list of ids for one of them.
func TestOneThatIsGoneDoesNotHideTheOthers(t *testing.T) {
	const gone = "c3"
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var items []string
		for id := range strings.SplitSeq(r.URL.Query().Get("id"), ",") {
			if id == gone {
				w.WriteHeader(http.StatusNotFound)
				fmt.Fprint(w, `{"error":{"code":404,"message":"no","errors":[{"reason":"commentNotFound"}]}}`)
				return
			}
			items = append(items, fmt.Sprintf(`{"id":%q}`, id))
		}
		fmt.Fprintf(w, `{"items":[%s]}`, strings.Join(items, ","))
	}))
	source, _, err := New(Options{Key: secret.New("k"), Videos: []string{film}}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	all, err := byID[comment](t.Context(), source.(*Source), "comments", "snippet", []string{"c1", "c2", gone, "c4", "c5"})
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	if fmt.Sprint(ids) != "[c1 c2 c4 c5]" || err != nil {
		t.Errorf("came %v, %v", ids, err)
	}
}

// TestLookingBackBeginsALineAnewWhenItsTokenIsForgotten: pages' tokens do not last for ever.
func TestLookingBackBeginsALineAnewWhenItsTokenIsForgotten(t *testing.T) {
	var tokens []string
	client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := r.URL.Query().Get("pageToken")
		if tokens = append(tokens, token); token == "old" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":{"code":400,"message":"no","errors":[{"reason":"invalidPageToken"}]}}`)
			return
		}
		fmt.Fprint(w, `{"items":[]}`)
	}))
	source, _, err := New(Options{Key: secret.New("k"), Videos: []string{film}, Search: []string{}}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	span := ingest.Span{From: sourcetest.Now().Add(-time.Hour), To: sourcetest.Now()}
	at := step{Line: film, Token: "old", Pages: 3}
	err = source.(*Source).Backfill(t.Context(), span, ingest.CursorOf(at), func(ingest.Page) error { return nil })
	if fmt.Sprintf("%q", tokens) != `["old" ""]` || err != nil {
		t.Errorf("asked for pages %q, %v", tokens, err)
	}
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}
