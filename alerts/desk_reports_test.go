package alerts

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/store"
)

// told is a report that says of which topic and period it is.
func told(_ context.Context, t ingest.Topic, p store.Period) (Story, error) {
	return Story{Title: t.Name, Headline: t.ID + " " + p.From.Format(time.DateOnly) + "–" + p.To.Format(time.DateOnly)}, nil
}

// tellingReports is an office whose only outlet is sent some reports.
func tellingReports(t *testing.T, kinds ...Kind) *office {
	t.Helper()
	o := open(t, "09:00", "mon 09:00")
	o.route, o.reports = Route{Kinds: kinds}, map[Kind]Report{RatioReport: told, AnswersReport: told}
	o.restart()
	o.round()
	return o
}

func (o *office) said() (all []string) {
	for _, p := range o.outlet.posts {
		all = append(all, p.says)
	}
	return all
}

// A report goes by itself where a route names it: the weekly one with the weekly digests, the monthly one on its day.
func TestReportsOnTime(t *testing.T) {
	o := tellingReports(t, RatioReport, AnswersReport)
	o.pass(o.until(28, 8, 59))
	o.posted()
	o.pass(o.until(28, 9, 0))
	o.posted("report-ratio/zarya/2026-09-21/slack")
	o.pass(o.until(31, 9, 59)) // the first of October
	o.posted("report-ratio/zarya/2026-09-21/slack")
	o.pass(o.until(31, 10, 1))
	o.posted("report-ratio/zarya/2026-09-21/slack", "report-answers/zarya/2026-09-01/slack")
	if want := []string{"zarya 2026-09-21–2026-09-28", "zarya 2026-09-01–2026-10-01"}; !slices.Equal(o.said(), want) {
		t.Errorf("said %q, want %q", o.said(), want)
	}
}

// A month that was slept through is told once, late, and says so; nothing is told twice.
func TestLateReport(t *testing.T) {
	o := tellingReports(t, AnswersReport)
	o.sleep(o.until(31, 12, 0) + 31*24*time.Hour) // the first of November
	o.pass(time.Hour)
	o.restart()
	o.pass(time.Hour)
	o.posted("report-answers/zarya/2026-10-01/slack Late: it was due on 1 Nov, 10:00. | Not sent before: 1–30 Sep.")
}

// A crash between any two steps loses no report and doubles none.
func TestReportSurvivesCrashes(t *testing.T) {
	for _, at := range []string{"queue", "queued", "post", "posted", "finished"} {
		o := tellingReports(t, RatioReport)
		o.pass(o.until(28, 8, 59))
		killed := o.desk
		o.killAt(at, 1)
		o.pass(o.until(28, 10, 0))
		if o.desk == killed {
			t.Errorf("the step %s did not come", at)
		}
		o.posted("report-ratio/zarya/2026-09-21/slack")
	}
}

// A report that cannot be built is tried again and is not lost.
func TestReportThatFails(t *testing.T) {
	o := tellingReports(t, RatioReport)
	tries := 0
	o.reports[RatioReport] = func(ctx context.Context, topic ingest.Topic, p store.Period) (Story, error) {
		if tries++; tries < 3 {
			return Story{}, errors.New("the disk is busy")
		}
		return told(ctx, topic, p)
	}
	o.clock = o.clock.Add(o.until(28, 9, 0))
	for range 5 {
		o.desk.Round(t.Context()) // its errors are the disk's
		o.clock = o.clock.Add(time.Minute)
	}
	o.posted("report-ratio/zarya/2026-09-21/slack")
}

// Nobody is sent a report who did not name it, and one that nobody builds is not planned.
func TestReportsThatAreNotPlanned(t *testing.T) {
	for name, o := range map[string]*office{"open route": tellingReports(t), "nobody builds it": tellingReports(t, FunnelReport)} {
		o.pass(o.until(32, 12, 0))
		for _, p := range o.outlet.posts {
			if strings.HasPrefix(p.key, "report-") {
				t.Errorf("%s: %s was sent", name, p.key)
			}
		}
		letters, err := o.db.Letters(t.Context(), o.clock.AddDate(1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range letters {
			if Kind(l.Kind).reports() {
				t.Errorf("%s: %s is planned", name, l.Key)
			}
		}
	}
}

// What would be posted is what is posted.
func TestPreviewOfAReport(t *testing.T) {
	o := tellingReports(t, RatioReport)
	period := Week.Last(o.clock, o.clock.Location())
	all, err := o.desk.Preview(t.Context(), "kestrel", period, RatioReport)
	if err != nil || len(all) != 1 || all[0].Message.Story.Headline != "kestrel 2026-09-14–2026-09-21" || all[0].Message.Kind != "report-ratio" {
		t.Errorf("%+v, %v", all, err)
	}
	if all, err := o.desk.Preview(t.Context(), "zarya", period, FunnelReport); len(all) > 0 || err != nil {
		t.Errorf("a report that nobody builds: %+v, %v", all, err)
	}
}
