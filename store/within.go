package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

// ErrBeyond is the answer to whoever sees only some topics and asks for what is about all of them, or about others.
var ErrBeyond = errors.New("this is about more topics than may be seen here")

// fence is what may be seen, as a context carries it.
type fence struct {
	topics   []string
	accounts []Account
	narrowed bool // the question has been narrowed to them
}

type fenceKey struct{}

// Within is a context in which only some topics are seen, with all below them, and of accounts only those that are named. Nil topics
// are no bound. Under it a topic outside is unknown, a list has what is inside alone, and what cannot be narrowed is ErrBeyond.
func Within(ctx context.Context, topics []string, accounts ...Account) context.Context {
	if topics == nil {
		return ctx
	}
	return context.WithValue(ctx, fenceKey{}, fence{topics: topics, accounts: accounts})
}

// fenceOf is what may be seen; false: everything.
func fenceOf(ctx context.Context) (fence, bool) {
	b, ok := ctx.Value(fenceKey{}).(fence)
	return b, ok
}

// everything is the context of work that has to look at all there is and tells nobody of it.
func everything(ctx context.Context) context.Context { return context.WithValue(ctx, fenceKey{}, nil) }

// narrowed is the context of a question that has been narrowed to what may be seen, or that tells nothing of any topic.
func narrowed(ctx context.Context) context.Context {
	b, bounded := fenceOf(ctx)
	if !bounded || b.narrowed {
		return ctx
	}
	b.narrowed = true
	return context.WithValue(ctx, fenceKey{}, b)
}

// beyond refuses questions that have not been narrowed. Reading and writing both begin with it, so that a method which knows
// nothing of bounds answers nobody who has one.
func beyond(ctx context.Context) error {
	if b, bounded := fenceOf(ctx); bounded && !b.narrowed {
		return ErrBeyond
	}
	return nil
}

// reader is the connections that read, behind beyond.
type reader struct{ *sql.DB }

// answer is one row, or why there is none.
type answer interface{ Scan(...any) error }

type unanswered struct{ error }

func (u unanswered) Scan(...any) error { return u.error }

func (r reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := beyond(ctx); err != nil {
		return nil, err
	}
	return r.DB.QueryContext(ctx, query, args...)
}

func (r reader) QueryRowContext(ctx context.Context, query string, args ...any) answer {
	if err := beyond(ctx); err != nil {
		return unanswered{err}
	}
	return r.DB.QueryRowContext(ctx, query, args...)
}

func (r reader) BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
	if err := beyond(ctx); err != nil {
		return nil, err
	}
	return r.DB.BeginTx(ctx, o)
}

func (r reader) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := beyond(ctx); err != nil {
		return nil, err
	}
	return r.DB.PrepareContext(ctx, query)
}

func (r reader) Conn(ctx context.Context) (*sql.Conn, error) {
	if err := beyond(ctx); err != nil {
		return nil, err
	}
	return r.DB.Conn(ctx)
}

// seesAccount reports whether the figures, posts and members of an account may be seen.
func seesAccount(ctx context.Context, account, network string) bool {
	b, bounded := fenceOf(ctx)
	return !bounded || slices.Contains(b.accounts, Account{account, network})
}

// onAccounts is a condition on the account and the network of a table, with its value, that leaves what may be seen.
func onAccounts(ctx context.Context, table string) (condition string, args []any) {
	b, bounded := fenceOf(ctx)
	if !bounded {
		return ``, nil
	}
	return ` AND (` + table + `.account, ` + table + `.network) IN (SELECT value ->> 'Account', value ->> 'Network' FROM json_each(?))`, []any{toJSON(b.accounts)}
}
