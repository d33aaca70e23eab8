package frame

import (
	"io/fs"
	"net/http"
)

// Once serves what an act makes that is shown this one time and never again, such as a new token: as the answer to the form itself.
func (s *Site) Once(at Section, files fs.FS, act func(*http.Request) (Done, View, error), templates ...string) (http.Handler, error) {
	page, err := s.template(files, templates...)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var v View
		_, err := s.act(w, r, func(r *http.Request) (done Done, err error) {
			done, v, err = act(r)
			return done, err
		})
		s.answer(w, r, at, page, v, err)
	}), nil
}
