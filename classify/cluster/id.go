package cluster

import (
	"fmt"
	"strconv"
)

// ID names a cluster for ever: it is never given to another one. The zero ID is no cluster.
type ID int64

// String is the public form, c12.
func (id ID) String() string { return "c" + strconv.FormatInt(int64(id), 10) }

// ParseID reads the public form.
func ParseID(s string) (ID, error) {
	if len(s) > 1 && s[0] == 'c' {
		if n, err := strconv.ParseInt(s[1:], 10, 64); err == nil && n > 0 && ID(n).String() == s {
			return ID(n), nil
		}
	}
	return 0, fmt.Errorf("complaint is %q, want c and a number, such as c12", s)
}
