package ingest

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

func (d *decoder) string(to *string) func() error {
	return func() (err error) { *to, err = d.text(); return err }
}

// label reads what names something: a string or a whole number. It is copied, so that one id kept in a memory of ids
// does not keep the whole body.
func (d *decoder) label(to *string) func() error {
	return func() error {
		if d.peek() == '"' {
			s, err := d.text()
			*to = strings.Clone(s)
			return err
		}
		n, err := d.number()
		if err != nil || strings.ContainsAny(n, ".eE") {
			return d.unfit(n, "a string or a whole number")
		}
		*to = strings.Clone(n)
		return nil
	}
}

// id is a label that must be Unicode as it stands: two ids that are none would become the same one.
func (d *decoder) id() error {
	d.lossy = false
	if err := d.label(&d.m.ID)(); err != nil {
		return err
	}
	if d.lossy {
		return errors.New("holds bytes or escapes that are not Unicode")
	}
	return nil
}

// count reads a whole number from 0 up; 12.0 is one, since spreadsheets write so.
func (d *decoder) count(to **int64) func() error {
	return func() error {
		lit, err := d.number()
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(lit, 10, 64)
		if err != nil {
			f, _ := strconv.ParseFloat(lit, 64)
			if n = int64(f); math.Abs(f) > 1<<53 || float64(n) != f {
				return d.unfit(lit, "a whole number")
			}
		}
		if n < 0 {
			return d.unfit(lit, "0 or more")
		}
		*to = &n
		return nil
	}
}

func (d *decoder) rating() error {
	f, err := d.float()
	if err == nil {
		d.m.Rating = &f
	}
	return err
}

func (d *decoder) float() (float64, error) {
	lit, err := d.number()
	if err != nil {
		return 0, err
	}
	f, err := strconv.ParseFloat(lit, 64)
	if err != nil {
		return 0, d.unfit(lit, "one that a float can hold")
	}
	return f, nil
}

// unfit is the error of a number that was just read.
func (d *decoder) unfit(lit, want string) error {
	d.at -= len(lit)
	return d.errorf("found %s, want %s", d.found(), want)
}

func (d *decoder) time(to *time.Time) func() error {
	return func() error {
		var s string
		var err error
		if d.peek() == '"' {
			s, err = d.text()
		} else {
			s, err = d.number()
		}
		if err != nil {
			return fmt.Errorf("%w or a string", err)
		}
		*to, _ = ParseTime(s)
		return nil
	}
}

func (d *decoder) bool(to *bool) func() error {
	return func() error {
		switch {
		case d.word("true"):
			*to = true
		case d.word("false"):
			*to = false
		default:
			return d.errorf("found %s, want true or false", d.found())
		}
		return nil
	}
}

func (d *decoder) topics() error {
	return d.array(func() error {
		topic, err := d.text()
		d.m.Topics = append(d.m.Topics, topic)
		return err
	})
}
