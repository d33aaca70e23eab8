package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// User is somebody who may sign in. What they prove it with is a matter of Keys.
type User struct {
	ID       int64
	Name     string
	Role     string    // viewer, agent, analyst or admin
	Topics   []string  // that they see, with all below them; nil: everything
	Subject  string    // who they are to the service that they sign in with; "": they sign in here
	Password bool      // they have one
	TOTP     bool      // a second factor is asked for
	Invited  time.Time // until then a code stands in for a password; zero: there is none
	Created  time.Time
	Seen     time.Time // when they last signed in; zero: never
	Disabled bool
	Epoch    int64 // grows with whatever ends their sessions
}

// Keys are what somebody proves with who they are.
type Keys struct {
	Password string // hashed, as a PHC string; "": there is none
	TOTP     string // the shared secret; "": there is none
	Step     int64  // that was used last: no code is good twice
}

// NewUser is somebody who is let in from now on: with a code that they change for a password, or by a service.
type NewUser struct {
	Name, Role string
	Topics     []string
	Subject    string
	Code       []byte    // hash of the code; nil: there is none
	Until      time.Time // of the code
}

// What stands against a change among those who may sign in.
var (
	ErrUnknownUser = errors.New("unknown user")
	ErrNameTaken   = errors.New("the name is taken")
	ErrWrongCode   = errors.New("the code is wrong, was used, or has expired")
)

// roles are what somebody can be given.
var roles = []string{"viewer", "agent", "analyst", "admin"}

// maxOurName is how many letters the name of somebody who signs in may have, or of a program that does.
const maxOurName = 60

// ourName reports whether somebody who signs in may be called so.
func ourName(name string) bool {
	plain := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	first, _ := utf8.DecodeRuneInString(name)
	odd := func(r rune) bool { return !plain(r) && !strings.ContainsRune("._@ +-", r) }
	return plain(first) && !strings.ContainsFunc(name, odd) && utf8.RuneCountInString(name) <= maxOurName
}

// strangeOurName refuses what nobody here may be called; no longer than others' names are kept.
func strangeOurName(name string) error {
	if !ourName(name) || len(name) > maxName {
		return Refusal(fmt.Sprintf("name: found %.80q, want 1 to 60 letters, digits and . _ @ + -, beginning with a letter or a digit", name))
	}
	return nil
}

const userColumns = `id, name, role, topics, subject, password <> '', totp <> '', code_until, created, seen, disabled, epoch`

// scanner is a row, the one or one of many.
type scanner interface{ Scan(...any) error }

func scanUser(r scanner, more ...any) (u User, err error) {
	var topics sql.NullString
	var created int64
	var until, seen sql.NullInt64
	into := append([]any{&u.ID, &u.Name, &u.Role, &topics, &u.Subject, &u.Password, &u.TOTP, &until, &created, &seen, &u.Disabled, &u.Epoch}, more...)
	if err = r.Scan(into...); err != nil {
		return u, err
	}
	u.Invited, u.Created, u.Seen = fromMS(until.Int64), fromMS(created), fromMS(seen.Int64)
	u.Topics, err = bounds(topics)
	return u, err
}

// bounds reads the topics that somebody sees.
func bounds(text sql.NullString) (topics []string, err error) {
	if text.Valid {
		err = json.Unmarshal([]byte(text.String), &topics)
	}
	return topics, err
}

// bounded writes them.
func bounded(topics []string) any {
	if topics == nil {
		return nil
	}
	return toJSON(topics)
}

// Users are all who were ever let in, by name.
func (db *DB) Users(ctx context.Context) (all []User, err error) {
	rows, err := db.read.QueryContext(ctx, `SELECT `+userColumns+` FROM user ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		u, err := scanUser(rows)
		if err != nil {
			return nil, fmt.Errorf("read users: %w", err)
		}
		all = append(all, u)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	return all, nil
}

// Peopled reports whether anybody was ever let in by name.
func (db *DB) Peopled(ctx context.Context) (peopled bool, err error) {
	if err = db.read.QueryRowContext(narrowed(ctx), `SELECT EXISTS (SELECT 1 FROM user)`).Scan(&peopled); err != nil {
		return false, fmt.Errorf("read users: %w", err)
	}
	return peopled, nil
}

// User is one of them by number.
func (db *DB) User(ctx context.Context, id int64) (User, error) {
	u, _, err := db.user(ctx, `id = ?`, id)
	return u, err
}

// Signing is somebody by name, and what they prove it with.
func (db *DB) Signing(ctx context.Context, name string) (User, Keys, error) {
	return db.user(ctx, `name = ?`, name)
}

// UserOf is whom a service knows as a subject.
func (db *DB) UserOf(ctx context.Context, subject string) (User, error) {
	u, _, err := db.user(ctx, `subject = ? AND subject <> ''`, subject)
	return u, err
}

func (db *DB) user(ctx context.Context, where string, value any) (u User, k Keys, err error) {
	row := db.read.QueryRowContext(narrowed(ctx), `SELECT `+userColumns+`, password, totp, totp_step FROM user WHERE `+where, value)
	u, err = scanUser(row, &k.Password, &k.TOTP, &k.Step)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, Keys{}, ErrUnknownUser
	}
	if err != nil {
		return User{}, Keys{}, fmt.Errorf("read user: %w", err)
	}
	return u, k, nil
}

// AddUser lets somebody in.
func (db *DB) AddUser(ctx context.Context, n NewUser) (User, error) {
	if err := strangeOurName(n.Name); err != nil {
		return User{}, fmt.Errorf("add user: %w", err)
	}
	var id int64
	err := db.writing(ctx, func(s *session) error {
		if err := s.within(n.Role, n.Topics); err != nil {
			return err
		}
		r, err := s.exec(`INSERT INTO user (name, role, topics, subject, code, code_until, created) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			n.Name, n.Role, bounded(n.Topics), n.Subject, n.Code, msOrNull(n.Until), db.now().UnixMilli())
		if err != nil {
			return err
		}
		if added, err := r.RowsAffected(); err != nil || added == 0 {
			return errors.Join(err, ErrNameTaken)
		}
		id, err = r.LastInsertId()
		return err
	})
	if err != nil {
		return User{}, fmt.Errorf("add user %q: %w", n.Name, err)
	}
	return db.User(ctx, id)
}

// within reports what is wrong with a role and the topics it is bounded by. Whoever administers sees everything.
func (s *session) within(role string, topics []string) error {
	known := false
	for _, r := range roles {
		known = known || r == role
	}
	switch {
	case !known:
		return Refusal(fmt.Sprintf("role: found %.40q, want one of %v", role, roles))
	case topics == nil:
		return nil
	case role == "admin":
		return Refusal("topics: an admin sees everything, want another role or no topics")
	case len(topics) == 0:
		return Refusal("topics: found none, want at least one, or leave them out for everything")
	}
	return s.allTopics(topics)
}

func (s *session) allTopics(topics []string) error {
	found, err := s.rows(`SELECT slug FROM topic WHERE NOT removed ORDER BY place, id`)
	if err != nil {
		return err
	}
	have, all := map[string]bool{}, []string{}
	for _, r := range found {
		have[r.text(0)], all = true, append(all, r.text(0))
	}
	for _, t := range topics {
		if !have[t] {
			return fmt.Errorf("%w %.40q, have %v", ErrUnknownTopic, t, all)
		}
	}
	return nil
}
