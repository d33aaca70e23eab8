package metric

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/roi"
	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/store"
)

// watched is a mention of the Kestrel that somebody of so many followers wrote, and that was seen so often; below 0 nobody tells.
func watched(t *testing.T, seq uint64, author string, felt classify.Sentiment, views, followers int64) classify.Result {
	r := says(seq, "vk", author, theWeek(t).From.Add(time.Duration(seq)*time.Hour))
	m, v := r.Tagged.Mention, r.Tagged.Verdict
	m.Text = fmt.Sprint("kestrel ", author, strings.Repeat(" "+author, int(seq)))
	if views >= 0 {
		m.Engagement.Views = &views
	}
	if followers >= 0 {
		m.Author.Followers = &followers
	}
	v.P = classify.Probabilities{Negative: .1, Neutral: .1, Positive: .1}
	switch felt {
	case classify.Negative:
		v.P.Negative = .8
	case classify.Positive:
		v.P.Positive = .8
	default:
		v.P.Neutral = .8
	}
	v.Sentiment = felt
	v.Opinions = []classify.Opinion{{Topic: "kestrel", Sentiment: felt, P: v.P}}
	r.Tagged = classify.Tag(m, v)
	return r
}

// spoken is a week in which four spoke of the Kestrel, one of them badly.
func spoken(t *testing.T, notes ...ingest.Note) *Reader {
	t.Helper()
	db := openStore(t, notes...)
	seq := uint64(len(notes))
	err := db.Save(t.Context(), "RAW", []classify.Result{
		watched(t, seq+1, "anna", classify.Positive, 100, 5000), watched(t, seq+2, "boris", classify.Negative, 1000, 20),
		watched(t, seq+3, "clara", classify.Neutral, -1, -1), watched(t, seq+4, "dina", classify.Neutral, 60, 7000)})
	if err != nil {
		t.Fatal(err)
	}
	return reader(t, db, "zarya")
}

// TestLedgerCounts: what molva counts stands in where nothing was entered; negative mentions and their views stand beside line 1.
func TestLedgerCounts(t *testing.T) {
	r := spoken(t)
	r.Business.Followers = 1000
	l := ledgerOf(t, r, LedgerTerms{})
	for name, want := range map[string]float64{"mentions": 4, "mentions_not_negative": 3, "views": 160, "influencers": 2, "influencer_mentions": 2, "influencer_reach": 80} {
		in, from := l.Inputs.Given[name], l.Given[name]
		if in.Value != want || from.Basis != Measured || !strings.HasPrefix(string(from.Evidence), "/mentions?") {
			t.Errorf("%s is %+v from %+v, want %v", name, in, from, want)
		}
		if name != "influencer_reach" && (in.Days != 7 || in.Of != 7) {
			t.Errorf("%s covers %d of %d days", name, in.Days, in.Of)
		}
	}
	for name, want := range map[string]int{"mentions": 4, "mentions_not_negative": 3, "views": 3, "influencer_mentions": 2} {
		_, list, _ := strings.Cut(string(l.Given[name].Evidence), "?")
		query, err := url.ParseQuery(list)
		if err != nil {
			t.Fatal(err)
		}
		f, err := alerts.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := r.DB.Count(t.Context(), f); err != nil || n != want {
			t.Errorf("%s leads to %d mentions, %v, want %d", name, n, err, want)
		}
	}
	if got := l.Given["views"].Caveat.EN; got != "known of 2 of 3 mentions" {
		t.Errorf("the views say %q", got)
	}
	if len(l.Apart) != 2 || l.Apart[0].Line != 1 || l.Apart[0].Value.Value != 1 || l.Apart[1].Value.Value != 1000 || l.Apart[1].Value.Called.EN != "views of negative mentions" {
		t.Errorf("beside line 1 stands %+v", l.Apart)
	}
	for _, name := range []string{"event_mentions", "ugc_photos", "leads", "average_cheque"} {
		if _, there := l.Inputs.Given[name]; there {
			t.Errorf("nobody told of %s, and it is %+v", name, l.Inputs.Given[name])
		}
	}
}

// TestLedgerPrefersEntered: people's own count of influencers goes with their own mentions.
func TestLedgerPrefersEntered(t *testing.T) {
	r := spoken(t, ingest.Note{Inputs: []ingest.Input{week(t, "influencers", "zarya", 12, "")}})
	r.Business.Followers = 1000
	l := ledgerOf(t, r, LedgerTerms{})
	_, mixed := l.Inputs.Given["influencer_mentions"]
	if got := l.Given["influencers"]; got.Basis != Entered || l.Inputs.Given["influencers"].Value != 12 || mixed {
		t.Errorf("influencers are %+v from %+v", l.Inputs.Given["influencers"], got)
	}
}

// TestLedgerOfAnUnfinishedWeek: what is counted until now is not the week's.
func TestLedgerOfAnUnfinishedWeek(t *testing.T) {
	r := spoken(t)
	r.Now = r.Period.From.AddDate(0, 0, 3).Add(time.Hour)
	l := ledgerOf(t, r, LedgerTerms{})
	if in, from := l.Inputs.Given["mentions"], l.Given["mentions"]; in.Days != 3 || in.Of != 7 || from.Caveat.EN != "of 3 of 7 days" {
		t.Errorf("mentions are %+v from %+v", in, from)
	}
}

// TestLedgerEvent: the event's topic is counted where it belongs to the ledger's, and its tone is an estimate with a range.
func TestLedgerEvent(t *testing.T) {
	r := spoken(t)
	r.Business.Ledger.Event = "kestrel"
	l := ledgerOf(t, r, LedgerTerms{})
	if in, from := l.Inputs.Given["event_mentions"], l.Given["event_mentions"]; in.Value != 4 || !strings.Contains(string(from.Evidence), "topic=kestrel") {
		t.Errorf("the event has %+v from %+v", in, from)
	}
	if in, there := l.Inputs.Given["event_positive"]; there && (in.Range == nil || in.Range.Low > in.Value || in.Range.High < in.Value) {
		t.Errorf("its tone is %+v", in)
	}
	r.Business.Ledger.Event = "boreal"
	if _, there := ledgerOf(t, r, LedgerTerms{}).Inputs.Given["event_mentions"]; there {
		t.Error("a competitor's event is in the ledger")
	}
}

// TestLedgerUsersPosts: posts of users in our communities count by their form, and a question is no article.
func TestLedgerUsersPosts(t *testing.T) {
	at := theWeek(t).From.Add(time.Hour)
	post := func(id, account, author, form, text string) ingest.AccountPost {
		return ingest.AccountPost{Account: account, Network: "vk", ID: id, Author: author, Form: form, Text: text, Published: at}
	}
	long := strings.Repeat("лампа ", 200)
	r := spoken(t, ingest.Note{Posts: []ingest.AccountPost{
		post("1", "zarya", "ann", "photo", ""), post("2", "zarya", "bob", "photo", ""), post("3", "zarya", "", "photo", ""),
		post("4", "zarya", "ann", "text", long), post("5", "zarya", "ann", "text", "Где лампа?"), post("6", "boreal", "ann", "photo", "")}})
	l := ledgerOf(t, r, LedgerTerms{})
	for name, want := range map[string]float64{"ugc_photos": 2, "ugc_articles": 1, "ugc_videos": 0} {
		if in, there := l.Inputs.Given[name]; !there || in.Value != want {
			t.Errorf("%s is %+v, want %v", name, in, want)
		}
	}
	if list := string(l.Given["ugc_photos"].Evidence); !strings.Contains(list, "account=zarya") || !strings.Contains(list, "users=true") || !strings.Contains(list, "form=photo") {
		t.Errorf("the list of photos is %s", list)
	}
}

// TestAccepted: an insight is what somebody acted upon.
func TestAccepted(t *testing.T) {
	for _, test := range []struct {
		name string
		is   store.Complaint
		want bool
	}{
		{"found", store.Complaint{Kind: cluster.Complaint, Recurs: true, Mentions: 3}, false},
		{"named", store.Complaint{Kind: cluster.Complaint, Recurs: true, Mentions: 3, Named: true}, true},
		{"with a ticket", store.Complaint{Kind: cluster.Suggestion, Recurs: true, Mentions: 3, Ticket: "T-1"}, true},
		{"fixed", store.Complaint{Kind: cluster.Complaint, Recurs: true, Mentions: 3, Fixed: theNow}, true},
		{"ignored", store.Complaint{Kind: cluster.Complaint, Recurs: true, Mentions: 3, Named: true, Ignored: true}, false},
		{"praise", store.Complaint{Kind: cluster.Praise, Recurs: true, Mentions: 3, Named: true}, false},
		{"silent", store.Complaint{Kind: cluster.Complaint, Recurs: true, Named: true}, false},
	} {
		if got := accepted(test.is); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// TestLedgerLeads: what a CRM tells comes before what was entered, but for a cheque that the ledger's money does not take.
func TestLedgerLeads(t *testing.T) {
	entered := []ingest.Input{week(t, "leads", "zarya", 99, ""), week(t, "average_cheque", "zarya", 77, "RUB"), week(t, "lead_to_customer", "zarya", .9, "")}
	l := ledgerOf(t, buying(t, entered...), LedgerTerms{})
	if in := l.Inputs.Given["leads"]; in.Value != 2 || l.Given["leads"].Basis != Measured {
		t.Errorf("leads are %+v", in)
	}
	if in := l.Inputs.Given["lead_to_customer"]; in.Value != .5 || in.K != 1 || in.N != 2 {
		t.Errorf("their rate is %+v", in)
	}
	if in := l.Inputs.Given["average_cheque"]; in.Value != 500 || in.Terms != (roi.Terms{Currency: "RUB"}) {
		t.Errorf("the cheque is %+v", in)
	}
	entered[1].Tax = ingest.TaxExcluded
	for _, terms := range []LedgerTerms{{"RUB", roi.Net}, {"RUB", roi.Gross}, {"USD", roi.Net}} {
		l = ledgerOf(t, buying(t, entered...), terms)
		if in := l.Inputs.Given["average_cheque"]; in.Value != 77 || l.Given["average_cheque"].Basis != Entered {
			t.Errorf("in %v the cheque is %+v", terms, in)
		}
	}
}
