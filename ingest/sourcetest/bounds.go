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
		tr.described(p)
		for _, m := range p.Mentions {
			tr.allowed(m)
			before = tr.ordered(m, before)
		}
	}
}

// described fails the test for figures, posts and member sets that cannot be kept.
func (tr *trial) described(p ingest.Page) {
	tr.t.Helper()
	for _, f := range p.Figures {
		if err := f.Check(); err != nil {
			tr.t.Errorf("figure %s of %s: %v", f.Metric, f.Account, err)
		}
	}
	for _, post := range p.Posts {
		if err := post.Admit(time.Now()); err != nil {
			tr.t.Errorf("post %s of %s: %v", post.ID, post.Account, err)
		}
	}
	for _, m := range p.Members {
		if err := m.Check(); err != nil {
			tr.t.Errorf("members %q of %q: %v", m.Set, m.Account, err)
		}
	}
}

// allowed fails the test for a mention that cannot be kept, and for one that was not asked for.
func (tr *trial) allowed(m ingest.Mention) {
	tr.t.Helper()
	if err := ingest.Admit(&m, "fixture", time.Now()); err != nil {
		tr.t.Errorf("mention %s: %v", m.ID, err)
	}
	switch {
	case tr.name == "Backfill" && !m.Deleted && (m.Published.Before(tr.backfill.From) || !m.Published.Before(tr.backfill.To)):
		tr.t.Errorf("mention %s of %s is outside the span that was asked for", m.ID, m.Published.Format(time.RFC3339))
	case tr.name == "Refresh" && !slices.ContainsFunc(tr.refresh, func(k ingest.Known) bool { return k.ID == m.ID }):
		tr.t.Errorf("mention %s was not asked for", m.ID)
	}
}

// ordered fails the test for a mention that is older than the one before it. Edits, deletions and times that nobody believes
// stand outside the order, and so does a fixture that says unordered.
func (tr *trial) ordered(m ingest.Mention, before time.Time) time.Time {
	tr.t.Helper()
	said := m.Published
	if err := ingest.Admit(&m, "fixture", time.Now()); err != nil || tr.unordered || !tr.news || m.Deleted || !m.Edited.IsZero() || !m.Published.Equal(said) {
		return before
	}
	if said.Before(before) {
		tr.t.Errorf("mention %s of %s comes after one of %s; a network that cannot tell them in order has a section \"unordered\" that says why",
			m.ID, said.Format(time.RFC3339), before.Format(time.RFC3339))
	}
	return said
}

// tellNothing prints the options in every way that somebody may, and looks for the secret. One that is part of an address
// is only guarded where the address goes.
func (f *fixture) tellNothing(t *testing.T, start starter) {
	synctest.Test(t, func(t *testing.T) {
		o := start(t, f.archive).Opener()
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
