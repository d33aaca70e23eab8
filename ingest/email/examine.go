package email

import (
	"context"
	"fmt"
)

// Examine logs in and opens the folder.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	c, err := s.open(ctx)
	if err != nil {
		return "", err
	}
	defer c.end()
	return fmt.Sprintf("%s, %s: %d", s.options.User, s.options.Folder, c.folder.NumMessages), nil
}
