package ingest

import (
	"errors"
	"fmt"
	"slices"
)

// What Decode keeps of fields that it does not know. Beyond it a field is still named, its value is not kept.
const (
	maxUnknown      = 100
	maxUnknownBytes = 64 << 10
)

// maxExtra is how many names extra may have: each takes ten times its bytes in memory.
const maxExtra = 1000

// Decode reads one mention in the wire format: a JSON object in UTF-8 with the names of [Mention]. The caller bounds
// the body's size.
//
// A body that two readers could take for two different mentions is an error: a name that stands twice, if only in
// another case, an id that is no Unicode, anything after the object. So is a value of the wrong type; null is no value.
// An id may be a whole number, taken as it is written: 1 and "1" are the same, 1.0 and 1e0 are refused. An author may
// be a plain string, the name. Times are read by [ParseTime]; one that cannot be read is left zero.
//
// Fields that we do not know are kept in Extra, those of an author or an engagement as "author.NAME", and named in
// unknown, sorted. Where extra has the same name, its own value stays.
func Decode(body []byte) (m Mention, unknown []string, err error) {
	if wide(body) {
		return Mention{}, nil, errors.New("decode mention: found UTF-16, want UTF-8")
	}
	d := decoder{scanner: newScanner(body), spare: maxUnknownBytes}
	err = d.object(true, d.field)
	if err == nil {
		err = d.end()
	}
	if err == nil && d.m.ID != "" {
		err = checkID(d.m.ID)
	}
	if err != nil {
		return Mention{}, nil, fmt.Errorf("decode mention: %w", err)
	}
	d.keepLoose()
	slices.Sort(d.unknown)
	return d.m, d.unknown, nil
}

// wide guesses UTF-16 by its byte order mark or the zero byte of the first letter.
func wide(body []byte) bool {
	return len(body) > 1 && (body[0] == 0 || body[1] == 0 || body[0] >= 0xfe && body[1] >= 0xfe)
}

type decoder struct {
	*scanner
	m       Mention
	unknown []string
	loose   map[string]any // unknown fields on their way into Extra
	spare   int            // bytes of unknown fields that may still be kept
}

// named reads the value of a field with read; null leaves it alone.
func (d *decoder) named(name string, read func() error) error {
	if d.word("null") {
		return nil
	}
	if err := read(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (d *decoder) field(name string) error {
	m := &d.m
	switch name {
	case "id":
		return d.named(name, d.id)
	case "network":
		return d.named(name, d.string(&m.Network))
	case "url":
		return d.named(name, d.string(&m.URL))
	case "text":
		return d.named(name, d.string(&m.Text))
	case "title":
		return d.named(name, d.string(&m.Title))
	case "author":
		return d.named(name, d.author)
	case "lang":
		return d.named(name, d.string(&m.Lang))
	case "published_at":
		return d.named(name, d.time(&m.Published))
	case "kind":
		return d.named(name, d.string((*string)(&m.Kind)))
	case "thread":
		return d.named(name, d.label(&m.Thread))
	case "parent":
		return d.named(name, d.label(&m.Parent))
	case "context":
		return d.named(name, d.string(&m.Context))
	case "rating":
		return d.named(name, d.rating)
	case "scores":
		return d.named(name, d.scores)
	case "engagement":
		return d.named(name, d.engagement)
	case "topics":
		return d.named(name, d.topics)
	case "edited_at":
		return d.named(name, d.time(&m.Edited))
	case "deleted":
		return d.named(name, d.bool(&m.Deleted))
	case "extra":
		return d.named(name, d.extra)
	}
	return d.stranger(name)
}

func (d *decoder) author() error {
	a := &d.m.Author
	if d.peek() == '"' {
		return d.string(&a.Name)()
	}
	if d.peek() != '{' {
		return d.errorf("found %s, want an object or a string", d.found())
	}
	return d.object(true, func(name string) error {
		switch name {
		case "id":
			return d.named(name, d.label(&a.ID))
		case "name":
			return d.named(name, d.string(&a.Name))
		case "url":
			return d.named(name, d.string(&a.URL))
		case "followers":
			return d.named(name, d.count(&a.Followers))
		}
		return d.stranger("author." + name)
	})
}

func (d *decoder) engagement() error {
	e := &d.m.Engagement
	return d.object(true, func(name string) error {
		switch name {
		case "views":
			return d.named(name, d.count(&e.Views))
		case "likes":
			return d.named(name, d.count(&e.Likes))
		case "replies":
			return d.named(name, d.count(&e.Replies))
		case "shares":
			return d.named(name, d.count(&e.Shares))
		}
		return d.stranger("engagement." + name)
	})
}

// scores takes any names; whether they are known is for Admit to say.
func (d *decoder) scores() error {
	if d.peek() != '{' {
		return d.errorf("found %s, want an object of names and numbers", d.found())
	}
	return d.object(true, func(name string) error {
		return d.named(name, func() error {
			f, err := d.float()
			if err == nil && d.m.Scores == nil {
				d.m.Scores = Scores{}
			}
			if err == nil {
				d.m.Scores[name] = f
			}
			return err
		})
	})
}

func (d *decoder) extra() error {
	if d.peek() != '{' {
		return d.errorf("found %s, want an object", d.found())
	}
	extra := map[string]any{}
	err := d.object(false, func(name string) (err error) {
		if len(extra) == maxExtra {
			return d.errorf("found more than %d names", maxExtra)
		}
		extra[name], err = d.value()
		return err
	})
	if len(extra) > 0 {
		d.m.Extra = extra
	}
	return err
}

// stranger reads a field that we do not know.
func (d *decoder) stranger(name string) error {
	from := d.at
	v, err := d.value()
	if err != nil {
		return err
	}
	if len(d.unknown) < maxUnknown {
		d.unknown = append(d.unknown, brief(name))
	}
	if size := len(name) + d.at - from; size <= d.spare && len(d.loose) < maxUnknown {
		d.spare -= size
		if d.loose == nil {
			d.loose = map[string]any{}
		}
		d.loose[name] = v
	}
	return nil
}

func (d *decoder) keepLoose() {
	if d.m.Extra == nil {
		d.m.Extra = d.loose
		return
	}
	for name, v := range d.loose {
		if _, taken := d.m.Extra[name]; !taken {
			d.m.Extra[name] = v
		}
	}
}
