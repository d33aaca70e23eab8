package email

import (
	"regexp"
	"sync"
)

// pattern is compiled when it is first needed: who reads no mailbox need not pay for it.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
