package sourcetest

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goccy/go-yaml"

	"molva/ingest"
)

// maxPage is the most that one page may hold: what the pipe takes at once.
const maxPage = 1000

// bounds looks at each page alone: its size, and whether all that it holds can be kept; and at the order of all of them.
func bounds(tr *trial) {
	got := tr.read(tr.after, tr.want.Mentions, 0)
	var before time.Time
	for i, p := range got.pages {
		if len(p.Mentions) > maxPage {
			tr.t.Errorf("page %d holds %d mentions, at most %d are allowed", i+1, len(p.Mentions), maxPage)
		}
		for _, f := range p.Figures {
			if err := f.Check(); err != nil {
				tr.t.Errorf("page %d: figure %s of %s: %v", i+1, f.Metric, f.Account, err)
			}
		}
		tr.described(p)
		before = tr.ordered(p, before)
	}
}

// described fails the test for posts and member sets that say something that nobody knows.
func (tr *trial) described(p ingest.Page) {
	tr.t.Helper()
	for _, post := range p.Posts {
		if post.ID == "" || post.Account == "" || post.Published.IsZero() && !post.Deleted || post.Form != "" && !slices.Contains(ingest.Forms, post.Form) {
			tr.t.Errorf("post %q of %q: want an id, an account, a time and one of the forms %q", post.ID, post.Account, ingest.Forms)
		}
	}
	for _, m := range p.Members {
		if m.Account == "" || m.At.IsZero() || !slices.Contains(ingest.MemberSets, m.Set) {
			tr.t.Errorf("members %q of %q: want an account, a time and one of the sets %q", m.Set, m.Account, ingest.MemberSets)
		}
	}
}

// ordered fails the test for a mention that cannot be kept, for one outside the span that is filled in, and for one that is
// older than the one before it. Edits, deletions and times that nobody believes stand outside the order, and so does a
// fixture that says unordered.
func (tr *trial) ordered(p ingest.Page, before time.Time) time.Time {
	tr.t.Helper()
	for _, m := range p.Mentions {
		said := m.Published
		if err := ingest.Admit(&m, "fixture", time.Now()); err != nil {
			tr.t.Errorf("mention %s: %v", m.ID, err)
		}
		if tr.name == "Backfill" && !m.Deleted && (said.Before(tr.backfill.From) || !said.Before(tr.backfill.To)) {
			tr.t.Errorf("mention %s of %s is outside the span that was asked for", m.ID, said.Format(time.RFC3339))
		}
		if tr.name == "Refresh" && !slices.ContainsFunc(tr.refresh, func(k ingest.Known) bool { return k.ID == m.ID }) {
			tr.t.Errorf("mention %s was not asked for", m.ID)
		}
		if tr.unordered || !tr.news || m.Deleted || !m.Edited.IsZero() || !m.Published.Equal(said) {
			continue
		}
		if said.Before(before) {
			tr.t.Errorf("mention %s of %s comes after one of %s; a network that cannot tell them in order has a section \"unordered\" that says why",
				m.ID, said.Format(time.RFC3339), before.Format(time.RFC3339))
		}
		before = said
	}
	return before
}

// tellNothing prints the options in every way that somebody may, and looks for the secret. One that is part of an address
// is only guarded where the address goes.
func (f *fixture) tellNothing(t *testing.T, opener func(*testing.T) ingest.Opener) {
	synctest.Test(t, func(t *testing.T) {
		o := opener(t)
		var seen any
		open := o.Open
		o.Open = func(options any, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
			seen = options
			return open(options, env)
		}
		f.open(t, o, Env(Serve(t, http.NotFoundHandler()), slog.New(slog.DiscardHandler)))
		asJSON, _ := json.Marshal(seen) // what cannot be written tells nothing
		asYAML, _ := yaml.Marshal(seen)
		for _, text := range []string{fmt.Sprintf("%+v", seen), fmt.Sprintf("%#v", seen), string(asJSON), string(asYAML)} {
			if text = links().ReplaceAllString(text, ""); strings.Contains(text, canary) {
				t.Errorf("the options tell the secret; want it in a secret.String: %s", strings.ReplaceAll(text, canary, "$SECRET"))
			}
		}
	})
}

func links() *regexp.Regexp { return regexp.MustCompile(`https?://[^\s"]*`) }
