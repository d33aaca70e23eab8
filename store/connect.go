package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
)

// writerPragmas set up the connection that writes. FULL, because a commit that a power cut takes back would be lost: the
// log moves on after it. Pages of 8 KiB save a tenth. A checkpoint every 48 MB keeps the WAL small; every 32 MB, saving
// costs a tenth more at a million mentions.
func writerPragmas() []string {
	return []string{
		"trusted_schema = OFF", "foreign_keys = ON", "page_size = 8192", "journal_mode = WAL", "synchronous = FULL",
		"busy_timeout = 1000", "cache_size = -32000", "wal_autocheckpoint = 6000", "journal_size_limit = 67108864",
	}
}

func readerPragmas() []string {
	return []string{"trusted_schema = OFF", "query_only = ON", "busy_timeout = 5000", "cache_size = -4000"}
}

// connector opens connections and sets them up; the driver's own parameters know only some of the pragmas.
type connector struct {
	driver  driver.Driver
	dsn     string
	pragmas []string
}

func (c connector) Driver() driver.Driver { return c.driver }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	for _, p := range c.pragmas {
		if _, err := conn.(driver.ExecerContext).ExecContext(ctx, "PRAGMA "+p, nil); err != nil {
			return nil, errors.Join(fmt.Errorf("set %s: %w", p, err), conn.Close())
		}
	}
	return conn, nil
}

// connect opens the file with up to max connections and proves that the first works. Mode is SQLite's: ro or rw.
func connect(ctx context.Context, path, mode string, max int, pragmas []string) (*sql.DB, error) {
	if !native {
		return nil, errors.New("this binary was built without cgo and has no SQLite in it: install a C compiler (gcc or clang) and build with CGO_ENABLED=1")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	plain, err := sql.Open("sqlite3", "") // only for its driver
	if err != nil {
		return nil, err
	}
	defer plain.Close() // else a goroutine of its own would stay
	dsn := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: "mode=" + mode + "&_mutex=no&_stmt_cache_size=64"}
	db := sql.OpenDB(connector{plain.Driver(), dsn.String(), pragmas})
	db.SetMaxOpenConns(max)
	db.SetMaxIdleConns(max)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
