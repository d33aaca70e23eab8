package mastodon

import (
	"context"
	"net/http"
)

// Examine asks the instance for its name and, with a token, whose token it is, by GET /api/v1/accounts/verify_credentials.
// A token need not allow that question; it is good when nothing worse is said.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	var instance struct {
		Domain string `json:"domain"`
	}
	if err := s.api.Get(ctx, "/api/v2/instance", nil, &instance); err != nil {
		return "", err
	}
	if s.options.Token.Empty() {
		return instance.Domain + ", without a token", nil
	}
	var who account
	err = s.api.Get(ctx, "/api/v1/accounts/verify_credentials", nil, &who)
	if refused(err, http.StatusForbidden) {
		return instance.Domain, nil
	}
	return address(who.Acct, instance.Domain), err
}
