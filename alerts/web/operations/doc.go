// Package operations shows how molva itself is doing to whoever runs it: its sources, what it alarmed of and would have, what
// it could not process, and the configuration in force.
package operations
