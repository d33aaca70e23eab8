package sourcetest_test

import (
	"context"
	"net/http"
	"testing"

	"molva/ingest"
	"molva/ingest/push"
	"molva/ingest/sourcetest"
)

// bell is a forum that listens, and asks about what it hears.
type bell struct{ *push.Door }

func (b bell) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	return b.Door.Read(ctx, after, emit)
}

// TestAListenerMayAsk runs the recipe on a source that has both requests to it and replies for it.
func TestAListenerMayAsk(t *testing.T) {
	sourcetest.Run(t, "testdata/doorbell.txtar", ingest.Opens(func(o options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
		source, _, err := opens("").Open(&o, env)
		if err != nil {
			return nil, ingest.Rhythm{}, err
		}
		f := source.(*forum)
		take := func(r *http.Request, body []byte) (string, ingest.Page, error) {
			var one post
			if string(body) == "forged\n" {
				return "", ingest.Page{}, push.ErrForged
			}
			err := f.ask(r.Context(), "/posts/"+string(body[:1]), nil, &one)
			return "", ingest.Page{Mentions: []ingest.Mention{f.mention(one)}}, err
		}
		return bell{&push.Door{Take: take, Log: env.Log}}, ingest.Rhythm{Live: true}, nil
	}))
}
