// Package spike tells when it is more than usual, and how often that is wrong.
package spike
