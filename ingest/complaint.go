package ingest

import "fmt"

// Complaint is what is wrong with an option: a sentence that config knows in every language, and what stands in it.
type Complaint struct {
	Key  string // of fmt
	Args []any
}

func (c *Complaint) Error() string { return fmt.Sprintf(c.Key, c.Args...) }

// Complain is fmt.Errorf for what people read about their options; key is a literal, without %w.
func Complain(key string, args ...any) error { return &Complaint{key, args} }
