package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"molva/ingest"
)

// FigureQuery says which figures are meant. A zero field leaves that side open, but for Post.
type FigureQuery struct {
	Account string // as the config writes it
	Network string
	Post    string // of that post, by the network's id; "": of accounts themselves
	Posts   bool   // of all posts; Post is not looked at
	Metric  string // a name of ingest.Metrics; one that ends in a slash is all parts of a metric
	Period  Period // of their times
}

// Figures returns figures as they were told, by account, network, post, metric, time and span. What is between two of them nobody
// knows.
func (db *DB) Figures(ctx context.Context, q FigureQuery) ([]ingest.Figure, error) {
	all, err := db.figures(ctx, q, `f.at`, ``)
	if err != nil {
		return nil, fmt.Errorf("read figures: %w", err)
	}
	return all, nil
}

// Latest returns of each series of figures the last one in the period; where it is counted over spans of several lengths, of
// each of those.
func (db *DB) Latest(ctx context.Context, q FigureQuery) ([]ingest.Figure, error) {
	all, err := db.figures(ctx, q, `max(f.at)`, `GROUP BY s.id, f.span`)
	if err != nil {
		return nil, fmt.Errorf("read latest figures: %w", err)
	}
	return all, nil
}

// figures reads all figures, or from each group the one that has the time asked for: SQLite takes the others of its values
// from the row that has the greatest.
func (db *DB) figures(ctx context.Context, q FigureQuery, at, group string) ([]ingest.Figure, error) {
	where, args := q.where()
	seen, accounts := onAccounts(ctx, `s`)
	where, args, ctx = where+seen, append(args, accounts...), narrowed(ctx)
	rows, err := db.read.QueryContext(ctx, `SELECT s.account, s.network, s.post, s.metric, `+at+`, f.span, f.value
		FROM series AS s CROSS JOIN figure AS f ON f.series = s.id WHERE `+where+` `+group+`
		ORDER BY s.account, s.network, s.post, s.metric, f.at, f.span`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []ingest.Figure
	for rows.Next() {
		fig, err := scanFigure(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, fig)
	}
	return all, rows.Err()
}

func scanFigure(rows *sql.Rows) (fig ingest.Figure, err error) {
	var at, span int64
	err = rows.Scan(&fig.Account, &fig.Network, &fig.Post, &fig.Metric, &at, &span, &fig.Value)
	fig.At, fig.Span = fromMS(at), fromSpan(span)
	return fig, err
}

// where is the query in SQL, with its values.
func (q FigureQuery) where() (string, []any) {
	from, to := q.Period.bounds()
	where, args := `f.at >= ? AND f.at < ?`, []any{from, to}
	and := func(condition string, values ...any) { where, args = where+` AND `+condition, append(args, values...) }
	if q.Account != "" {
		and(`s.account = ?`, q.Account)
	}
	if q.Network != "" {
		and(`s.network = ?`, q.Network)
	}
	if q.Posts {
		and(`s.post <> ''`)
	} else {
		and(`s.post = ?`, q.Post)
	}
	switch base, parts := strings.CutSuffix(q.Metric, "/"); {
	case parts:
		and(`s.metric > ? AND s.metric < ?`, base+"/", base+"0") // 0 comes after the slash
	case q.Metric != "":
		and(`s.metric = ?`, q.Metric)
	}
	return where, args
}

// Account is one whose figures, posts or members are kept.
type Account struct {
	Account string // as the config writes it
	Network string
}

// Accounts returns all accounts of which anything is kept, sorted.
func (db *DB) Accounts(ctx context.Context) ([]Account, error) {
	rows, err := db.read.QueryContext(narrowed(ctx), `SELECT account, network FROM series UNION SELECT account, network FROM account_post
		UNION SELECT account, network FROM member_set ORDER BY 1, 2`)
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	defer rows.Close()
	var all []Account
	for rows.Next() {
		var a Account
		if err := rows.Scan(&a.Account, &a.Network); err != nil {
			return nil, fmt.Errorf("read accounts: %w", err)
		}
		if seesAccount(ctx, a.Account, a.Network) {
			all = append(all, a)
		}
	}
	return all, rows.Err()
}
