package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/mod/semver"
	"golang.org/x/sys/unix"

	"molva/alerts/web"
	"molva/config"
	"molva/ingest/stream"
	"molva/store"
)

// The floors below which known faults lie: remote crashes in net/http, and a race in SQLite's write-ahead log.
const (
	goFloor     = "1.26.11"
	sqliteFloor = "3.51.3"
)

// finding is one line of the doctor's report.
type finding struct {
	Check  string `json:"check"`
	State  string `json:"state"` // ok, warn or fail
	Detail string `json:"detail"`
}

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Examine disk, clock, database, stream, credentials and versions; exit 3 when something fails",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants("text", "json"); err != nil {
				return err
			}
			findings := p.examine(c.Context())
			if p.output == "json" {
				if err := printJSON(p.out, findings); err != nil {
					return err
				}
			} else {
				var rows [][]string
				for _, f := range findings {
					rows = append(rows, []string{f.State, f.Check, f.Detail})
				}
				table(p.out, rows)
			}
			for _, f := range findings {
				if f.State == "fail" {
					return foundError{errors.New(f.Detail)}
				}
			}
			return nil
		},
	}
}

// examine looks and changes nothing.
func (p *program) examine(ctx context.Context) []finding {
	say := p.say
	findings := []finding{p.examineGo(), p.examineSQLite(ctx)}
	cfg, err := p.load()
	var problems config.Problems
	switch {
	case errors.Is(err, os.ErrNotExist):
		findings = append(findings, finding{"config", "warn", say().Sprintf("there is no %s; 'molva init' writes one", p.configFile)})
	case errors.As(err, &problems):
		findings = append(findings, finding{"config", "fail", say().Sprintf("%d mistakes; 'molva config check' shows them", len(problems))})
	case err != nil:
		findings = append(findings, finding{"config", "fail", err.Error()})
	default:
		findings = append(findings, finding{"config", "ok", say().Sprintf("topics: %d, sources: %d", len(cfg.Topics), len(cfg.Sources))})
		findings = append(findings, p.examineDoor(cfg.HTTP), p.examineStream(ctx, cfg))
		findings = append(findings, p.examineSources(ctx, cfg)...)
		findings = append(findings, p.examineOutlets(ctx, cfg)...)
	}
	return append(findings, p.examineDisk(), p.examineClock(), p.examineData(ctx), p.examineInstance(ctx))
}

func (p *program) examineGo() finding {
	if semver.Compare("v"+runtime.Version()[2:], "v"+goFloor) < 0 {
		return finding{"go", "warn", p.say().Sprintf("built with %s; known crashes are fixed in %s", runtime.Version(), goFloor)}
	}
	return finding{"go", "ok", runtime.Version()}
}

func (p *program) examineSQLite(ctx context.Context) finding {
	version, err := store.Check(ctx)
	switch {
	case err != nil:
		return finding{"sqlite", "fail", err.Error()}
	case semver.Compare("v"+version, "v"+sqliteFloor) < 0:
		return finding{"sqlite", "fail", p.say().Sprintf("version %s can corrupt its log; %s is needed", version, sqliteFloor)}
	}
	return finding{"sqlite", "ok", p.say().Sprintf("version %s, full text works", version)}
}

func (p *program) examineStream(ctx context.Context, cfg *config.Config) finding {
	if cfg.Stream.URL == "" {
		return finding{"stream", "ok", p.say().Sprintf("inside the process")}
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if err := stream.Reach(ctx, stream.Options{URL: cfg.Stream.URL, Credentials: cfg.Stream.Credentials}); err != nil {
		return finding{"stream", "fail", err.Error()}
	}
	return finding{"stream", "ok", p.say().Sprintf("the server answers and has JetStream")}
}

func (p *program) examineDisk() finding {
	dir := p.dataDir
	if _, err := os.Stat(dir); err != nil {
		dir = "."
	}
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return finding{"disk", "fail", err.Error()}
	}
	free := config.Bytes(fs.Bavail * uint64(fs.Bsize))
	if free < 1<<30 {
		return finding{"disk", "warn", p.say().Sprintf("%d MiB free", int64(free>>20))}
	}
	return finding{"disk", "ok", p.say().Sprintf("%d GiB free", int64(free>>30))}
}

// examineClock catches a clock that was never set; a drift of minutes shows in the signatures of webhooks.
func (p *program) examineClock() finding {
	now := p.now()
	if now.Year() < 2026 {
		return finding{"clock", "fail", p.say().Sprintf("it says %s", now.UTC().Format(time.RFC3339))}
	}
	return finding{"clock", "ok", now.UTC().Format(time.RFC3339)}
}

func (p *program) examineData(ctx context.Context) finding {
	db, err := p.readStore(ctx)
	if err != nil {
		return finding{"data", "warn", err.Error()}
	}
	defer db.Close()
	dead, err := collect(db.Dead(ctx))
	if err != nil {
		return finding{"data", "fail", err.Error()}
	}
	if len(dead) > 0 {
		return finding{"data", "warn", p.say().Sprintf("%d dead letters; 'molva dlq list' shows them", len(dead))}
	}
	return finding{"data", "ok", p.say().Sprintf("no dead letters")}
}

func (p *program) examineInstance(ctx context.Context) finding {
	var state web.Readiness
	err := findInstance(p.dataDir).call(ctx, "ready", nil, nil, func(answer json.RawMessage) error { return json.Unmarshal(answer, &state) })
	switch {
	case errors.Is(err, errNobody) || errors.Is(err, os.ErrNotExist):
		return finding{"instance", "ok", p.say().Sprintf("none is running on %s", p.dataDir)}
	case err != nil:
		return finding{"instance", "fail", err.Error()}
	case !state.Ready:
		return finding{"instance", "fail", p.say().Sprintf("not ready: %s", fmt.Sprint(state.Reasons))}
	}
	return finding{"instance", "ok", p.say().Sprintf("ready")}
}
