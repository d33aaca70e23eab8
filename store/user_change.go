package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// UserChange is what becomes different about somebody. What is nil stays.
type UserChange struct {
	Role     *string
	Topics   *[]string // to nil: everything
	Disabled *bool
	Code     []byte    // hash of a code to begin anew with: password and second factor are gone until it is used
	Until    time.Time // of the code
	Leave    bool      // they are signed out wherever they are
}

// ChangeUser changes what somebody may. Whatever it is, they sign in again: nobody goes on with what was taken from them.
func (db *DB) ChangeUser(ctx context.Context, id int64, c UserChange) (User, error) {
	err := db.writing(ctx, func(s *session) error {
		found, err := s.rows(`SELECT role, topics FROM user WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrUnknownUser
		}
		if err := s.changeBounds(id, found[0], c); err != nil {
			return err
		}
		if c.Disabled != nil {
			if _, err := s.exec(`UPDATE user SET disabled = ? WHERE id = ?`, *c.Disabled, id); err != nil {
				return err
			}
		}
		if c.Code != nil {
			if _, err := s.exec(`UPDATE user SET password = '', totp = '', code = ?, code_until = ? WHERE id = ?`, c.Code, ms(c.Until), id); err != nil {
				return err
			}
		}
		_, err = s.exec(`UPDATE user SET epoch = epoch + 1 WHERE id = ?`, id)
		return err
	})
	if err != nil {
		return User{}, fmt.Errorf("change user %d: %w", id, err)
	}
	return db.User(ctx, id)
}

func (s *session) changeBounds(id int64, is row, c UserChange) error {
	if c.Role == nil && c.Topics == nil {
		return nil
	}
	role, topics := is.text(0), is[1]
	if c.Role != nil {
		role = *c.Role
	}
	if c.Topics != nil {
		topics = bounded(*c.Topics)
		if err := s.within(role, *c.Topics); err != nil {
			return err
		}
	} else if err := s.within(role, nil); err != nil {
		return err
	}
	if role == "admin" && c.Topics == nil {
		topics = nil
	}
	_, err := s.exec(`UPDATE user SET role = ?, topics = ? WHERE id = ?`, role, topics, id)
	return err
}

// Begin changes a code for a password, once and in time.
func (db *DB) Begin(ctx context.Context, name string, code []byte, password string) (User, error) {
	var id int64
	err := db.writing(narrowed(ctx), func(s *session) (err error) {
		id, err = s.number(`SELECT id FROM user WHERE name = ? AND code = ? AND code_until > ? AND NOT disabled`, name, code, db.now().UnixMilli())
		if err != nil {
			return err
		}
		if id == 0 {
			return ErrWrongCode
		}
		_, err = s.exec(`UPDATE user SET password = ?, code = NULL, code_until = NULL, epoch = epoch + 1, seen = ? WHERE id = ?`, password, db.now().UnixMilli(), id)
		return err
	})
	if err != nil {
		return User{}, fmt.Errorf("set a first password: %w", err)
	}
	return db.User(ctx, id)
}

// SetPassword gives somebody another password, and signs them out wherever they are.
func (db *DB) SetPassword(ctx context.Context, id int64, password string) error {
	return db.rekey(ctx, id, `password = ?`, password)
}

// SetTOTP sets the secret of a second factor, "" for none, and signs its owner out wherever they are. Codes up to a step were used.
func (db *DB) SetTOTP(ctx context.Context, id int64, secret string, step int64) error {
	return db.rekey(ctx, id, `totp = ?, totp_step = ?`, secret, step)
}

func (db *DB) rekey(ctx context.Context, id int64, set string, values ...any) error {
	err := db.writing(narrowed(ctx), func(s *session) error {
		n, err := s.changed(`UPDATE user SET `+set+`, epoch = epoch + 1 WHERE id = ?`, append(values, id)...)
		if err == nil && n == 0 {
			err = ErrUnknownUser
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("change what user %d signs in with: %w", id, err)
	}
	return nil
}

// Arrived remembers that somebody has signed in, by a code of a step where a second factor was asked for, 0 where none was. It is
// false, and nothing has happened, where that code or a later one was used before.
func (db *DB) Arrived(ctx context.Context, id, step int64) (good bool, err error) {
	err = db.writing(narrowed(ctx), func(s *session) error {
		n, err := s.changed(`UPDATE user SET seen = ?, totp_step = max(totp_step, ?) WHERE id = ? AND (? = 0 OR totp_step < ?)`, db.now().UnixMilli(), step, id, step, step)
		good = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("remember who signed in: %w", err)
	}
	return good, nil
}

// plainPath reports whether a path is one of ours.
func plainPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}
