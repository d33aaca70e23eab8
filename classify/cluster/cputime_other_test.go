//go:build !unix

package cluster

import "time"

var begun = time.Now()

// cpuTime is the time that went by, where nobody can ask for what was used.
func cpuTime() time.Duration { return time.Since(begun) }
