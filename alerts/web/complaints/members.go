package complaints

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/store"
)

// member is a mention of a complaint.
type member struct {
	ID, Text, Mark string
	URL, Host, Why string
}

// perComplaint is how many of them a page shows.
const perComplaint = 20

// members fills in the newest, or those before a row.
func (p *pages) members(ctx context.Context, c store.Complaint, zone *time.Location, before string, o *one) error {
	f := store.Filter{Complaint: int64(c.ID), Counted: new(true), Limit: perComplaint + 1}
	if before != "" {
		row, err := strconv.ParseInt(before, 10, 64)
		if err != nil || row <= 0 {
			return p.wrong("before", before, p.Printer.Sprintf("the row that the next page begins after"))
		}
		f.Before = row
	}
	var last int64
	for row, err := range p.DB.Mentions(ctx, f) {
		if err != nil {
			return err
		}
		if len(o.Members) == perComplaint {
			o.Older = frame.Here.Complaint(c.ID) + "?before=" + strconv.FormatInt(last, 10) + "#members"
			break
		}
		o.Members, last = append(o.Members, p.member(row, zone)), row.RowID
	}
	return nil
}

func (p *pages) member(row store.Row, zone *time.Location) member {
	m := row.Mention
	text := m.Text
	if text == "" {
		text = m.Title
	}
	shown := member{ID: m.Key(), Text: shortened(text), Mark: alerts.Inert(m.Network) + ", " + p.moment(m.Published, zone), Why: whyURL(m.Key())}
	shown.URL, shown.Host = alerts.Link(m.URL)
	return shown
}

// whyURL is the page that says why a mention stands where it does.
func whyURL(mention string) string {
	return alerts.ComplaintsPath + "/why?" + url.Values{"mention": {mention}}.Encode()
}
