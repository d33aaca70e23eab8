package ingest

import "time"

// Post adds a post of an account, as a mention has it, of one of the Forms; with what is told now of its views, and of
// reactions, comments and shares.
func (p *Page) Post(account string, m Mention, form string, now time.Time) {
	p.Posts = append(p.Posts, AccountPost{
		Account: account, Network: m.Network, ID: m.ID, URL: m.URL, Text: m.Text, Form: form, Published: m.Published,
	})
	of := Figure{Account: account, Network: m.Network, Post: m.ID, At: now.UTC()}
	for _, count := range []struct {
		metric string
		n      *int64
	}{
		{"views", m.Engagement.Views},
		{"reactions", m.Engagement.Likes},
		{"comments", m.Engagement.Replies},
		{"shares", m.Engagement.Shares},
	} {
		of.Metric = count.metric
		p.Level(of, count.n)
	}
}

// Level adds a level of an account or its post, as far as the network tells it; see [Count].
func (p *Page) Level(f Figure, n *int64) {
	if n = Count(n); n != nil {
		f.Value = float64(*n)
		p.Figures = append(p.Figures, f)
	}
}

// Count is a number of things as a network tells it, nil when it does not. Some say -1 where their users hide it.
func Count(n *int64) *int64 {
	if n == nil || *n < 0 {
		return nil
	}
	return n
}

// CountSum is how many there are of all that are told; nil when none is. Of what is more than an int64 holds, nobody knows.
func CountSum(all ...*int64) *int64 {
	var sum *int64
	for _, n := range all {
		if n = Count(n); n == nil {
			continue
		}
		if sum == nil {
			sum = new(int64)
		}
		*sum += *n
	}
	return Count(sum)
}

// Empty reports whether the page brings nothing at all.
func (p Page) Empty() bool {
	return len(p.Mentions)+len(p.Figures)+len(p.Posts)+len(p.Members)+len(p.Inputs)+len(p.Steps)+len(p.Rejected) == 0 && p.Gap == "" && p.Next == ""
}
