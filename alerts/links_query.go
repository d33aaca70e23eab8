package alerts

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"molva/store"
)

// Query writes a filter in the grammar of the mentions page, that of the command of the same name: what counts, unless all
// or counted say otherwise. A limit is the reader's own and is not written.
func Query(f store.Filter) url.Values {
	q := url.Values{}
	for _, p := range parameters {
		if text := p.write(f); text != "" {
			q.Set(p.name, text)
		}
	}
	return q
}

// ParseQuery reads what Query writes; a parameter that is there without a value is as good as none. An error says what was
// found and what is possible.
func ParseQuery(q url.Values) (store.Filter, error) {
	f := store.Filter{Counted: new(true)}
	for _, name := range slices.Sorted(maps.Keys(q)) {
		known := slices.ContainsFunc(parameters, func(p parameter) bool { return p.name == name })
		switch {
		case !known:
			return store.Filter{}, fmt.Errorf("parameter is %.40q, want one of %s", name, parameterNames())
		case len(q[name]) > 1:
			return store.Filter{}, fmt.Errorf("%s is given %d times, want it once", name, len(q[name]))
		}
	}
	for _, p := range parameters {
		if text := q.Get(p.name); text != "" {
			if err := p.read(&f, text); err != nil {
				return store.Filter{}, err
			}
		}
	}
	return f, nil
}

func parameterNames() string {
	names := make([]string, len(parameters))
	for i, p := range parameters {
		names[i] = p.name
	}
	return strings.Join(names, ", ")
}
