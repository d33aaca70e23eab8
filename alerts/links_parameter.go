package alerts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"molva/classify"
	"molva/classify/cluster"
	"molva/store"
)

// parameter is one side of a filter in an address.
type parameter struct {
	name  string
	write func(store.Filter) string // "": the side is open
	read  func(f *store.Filter, text string) error
}

// parameters are all of them, read in this order.
var parameters = []parameter{
	wordOf("topic", func(f *store.Filter) *string { return &f.Topic }),
	feelingOf("sentiment", func(f *store.Filter) **classify.Sentiment { return &f.Sentiment }),
	feelingOf("without", func(f *store.Filter) **classify.Sentiment { return &f.Without }),
	choiceOf("category", func(f *store.Filter) *classify.Category { return &f.Category }, classify.Categories[:]),
	wordOf("network", func(f *store.Filter) *string { return &f.Network }),
	choiceOf("lang", func(f *store.Filter) *string { return &f.Lang }, []string{"ru", "en", "other", "unknown"}),
	wordOf("source", func(f *store.Filter) *string { return &f.Source }),
	wordOf("author", func(f *store.Filter) *string { return &f.Author }),
	wordOf("search", func(f *store.Filter) *string { return &f.Search }),
	wordOf("thread", func(f *store.Filter) *string { return &f.Thread }),
	{"complaint", writeComplaint, readComplaint},
	choiceOf("kind", func(f *store.Filter) *cluster.Kind { return &f.Kind }, cluster.Kinds[:]),
	momentOf("since", func(f *store.Filter) *time.Time { return &f.Period.From }),
	momentOf("until", func(f *store.Filter) *time.Time { return &f.Period.To }),
	{"all", writeAll, readAll},
	{"counted", writeCounted, flagOf("counted", func(f *store.Filter) **bool { return &f.Counted }).read},
	flagOf("voices", func(f *store.Filter) **bool { return &f.Voices }),
	flagOf("unsure", func(f *store.Filter) **bool { return &f.Unsure }),
	flagOf("mixed", func(f *store.Filter) **bool { return &f.Mixed }),
	flagOf("labelled", func(f *store.Filter) **bool { return &f.Labelled }),
	flagOf("copy", func(f *store.Filter) **bool { return &f.Copy }),
	flagOf("recommends", func(f *store.Filter) **bool { return &f.Recommends }),
	flagOf("prompted", func(f *store.Filter) **bool { return &f.Prompted }),
	choiceOf("work", func(f *store.Filter) *store.Work { return &f.Work }, store.Works[:]),
	wordOf("assignee", func(f *store.Filter) *string { return &f.Assignee }),
	{"influential", writeInfluential, readInfluential},
	{"before", writeBefore, readBefore},
}

func wordOf(name string, of func(*store.Filter) *string) parameter {
	return parameter{name,
		func(f store.Filter) string { return *of(&f) },
		func(f *store.Filter, text string) error { *of(f) = text; return nil }}
}

func choiceOf[T ~string](name string, of func(*store.Filter) *T, possible []T) parameter {
	read := func(f *store.Filter, text string) error {
		if !slices.Contains(possible, T(text)) {
			return fmt.Errorf("%s is %.40q, want one of %s", name, text, strings.Trim(fmt.Sprint(possible), "[]"))
		}
		*of(f) = T(text)
		return nil
	}
	return parameter{name, func(f store.Filter) string { return string(*of(&f)) }, read}
}

func flagOf(name string, of func(*store.Filter) **bool) parameter {
	write := func(f store.Filter) string {
		if b := *of(&f); b != nil {
			return strconv.FormatBool(*b)
		}
		return ""
	}
	return parameter{name, write, func(f *store.Filter, text string) error {
		yes, err := truth(name, text)
		*of(f) = &yes
		return err
	}}
}

func truth(name, text string) (bool, error) {
	if text != "true" && text != "false" {
		return false, fmt.Errorf("%s is %.40q, want true or false", name, text)
	}
	return text == "true", nil
}

// momentOf is a day, which begins at midnight UTC, or a moment.
func momentOf(name string, of func(*store.Filter) *time.Time) parameter {
	return parameter{name, func(f store.Filter) string { return stamp(*of(&f)) }, func(f *store.Filter, text string) error {
		t, err := parseMoment(name, text)
		*of(f) = t
		return err
	}}
}

func parseMoment(name, text string) (time.Time, error) {
	for _, layout := range []string{byMinute, time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s is %.40q, want a day such as 2026-09-01 or a moment such as 2026-09-01T12:00:00+03:00", name, text)
}

// byMinute is how a moment is written that has no seconds: a message may be so long only, and most of a digest is addresses.
const byMinute = "20060102T1504Z"

func stamp(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Truncate(time.Minute).Equal(t):
		return t.UTC().Format(byMinute)
	}
	return t.Format(time.RFC3339Nano)
}

func feelingOf(name string, of func(*store.Filter) **classify.Sentiment) parameter {
	write := func(f store.Filter) string {
		if s := *of(&f); s != nil {
			return s.String()
		}
		return ""
	}
	return parameter{name, write, func(f *store.Filter, text string) error {
		var s classify.Sentiment
		if s.UnmarshalText([]byte(text)) != nil {
			return fmt.Errorf("%s is %.40q, want negative, neutral or positive", name, text)
		}
		*of(f) = &s
		return nil
	}}
}

func writeComplaint(f store.Filter) string {
	if f.Complaint == 0 {
		return ""
	}
	return cluster.ID(f.Complaint).String()
}

func readComplaint(f *store.Filter, text string) error {
	id, err := cluster.ParseID(text)
	if err != nil {
		return fmt.Errorf("complaint is %.40q, want an id such as c12", text)
	}
	f.Complaint = int64(id)
	return nil
}

func writeAll(f store.Filter) string {
	if f.Counted == nil {
		return "true"
	}
	return ""
}

func readAll(f *store.Filter, text string) error {
	all, err := truth("all", text)
	if all {
		f.Counted = nil
	}
	return err
}

// writeCounted says only what is not usual.
func writeCounted(f store.Filter) string {
	if f.Counted != nil && !*f.Counted {
		return "false"
	}
	return ""
}

func writeInfluential(f store.Filter) string {
	if f.Influential == 0 {
		return ""
	}
	return strconv.Itoa(f.Influential)
}

func readInfluential(f *store.Filter, text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return fmt.Errorf("influential is %.40q, want the least number of followers", text)
	}
	f.Influential = n
	return nil
}

func writeBefore(f store.Filter) string {
	if f.Before == 0 {
		return ""
	}
	return strconv.FormatInt(f.Before, 10)
}

func readBefore(f *store.Filter, text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		return fmt.Errorf("before is %.40q, want the row that the next page begins after", text)
	}
	f.Before = n
	return nil
}
