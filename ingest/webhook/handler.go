package webhook

import (
	"mime"
	"net/http"
	"strings"
	"time"

	"molva/ingest"
)

// ServeHTTP answers one request; see the package for what each answer means.
func (s *source) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(s.options.Patience)) // one that cannot has its server's own limits
	accepted, no := s.receive(control, r)
	s.answer(w, accepted, no)
}

// receive takes a request from its head to the stream. The read deadline stays when the body is not read to its end,
// because the server then reads on by itself.
func (s *source) receive(control *http.ResponseController, r *http.Request) (accepted int, no *refusal) {
	if !s.Listening() {
		return 0, notListening()
	}
	if no := acceptable(r); no != nil {
		return 0, no
	}
	stamp, err := readStamp(r.Header)
	if err == nil {
		err = stamp.fresh(s.now())
	}
	if err != nil {
		return 0, refuse(http.StatusUnauthorized, "%v", err)
	}
	held := &share{own: s.own, all: s.all}
	defer held.release()
	body, no := s.body(r, held)
	if no != nil {
		return 0, no
	}
	_ = control.SetReadDeadline(time.Time{})
	if !stamp.signedBy(s.keys, body) {
		return 0, refuse(http.StatusUnauthorized, "no secret of this source gives the signature")
	}
	return s.take(body, packed(r.Header), held)
}

// take publishes the mentions of a body whose sender is known.
func (s *source) take(body []byte, packed bool, held *share) (accepted int, no *refusal) {
	if packed {
		if body, no = s.unpack(body, held); no != nil {
			return 0, s.reject(no)
		}
	}
	if no := held.decode(body); no != nil {
		return 0, no
	}
	page, no := s.page(body)
	if no != nil {
		return 0, s.reject(no)
	}
	if no := s.overQuota(len(page.Mentions)); no != nil {
		return 0, no
	}
	return len(page.Mentions), s.publish(page)
}

// reject counts what is wrong with a signed request, and gives the refusal that the sender should see: that the count
// could not be kept comes first, since the sender will then ask again.
func (s *source) reject(no *refusal) *refusal {
	if no.after > 0 {
		return no
	}
	page := ingest.Page{Rejected: []ingest.Rejection{{Item: "body", Reason: no.Error}}}
	if len(no.Items) > 0 {
		page.Rejected = rejections(no.Items)
	}
	if failed := s.publish(page); failed != nil {
		return failed
	}
	return no
}

// acceptable refuses by the request's head what cannot be a webhook of ours.
func acceptable(r *http.Request) *refusal {
	if r.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed, "want POST")
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" || params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8") {
		return refuse(http.StatusUnsupportedMediaType, "the content type is not application/json in UTF-8")
	}
	if encoding := r.Header.Values("Content-Encoding"); len(encoding) > 0 && !packed(r.Header) {
		return refuse(http.StatusUnsupportedMediaType, "the content encoding is not gzip, once, or none")
	}
	return nil
}

// packed reports whether the body is gzipped, once.
func packed(h http.Header) bool {
	encoding := h.Values("Content-Encoding")
	return len(encoding) == 1 && strings.EqualFold(encoding[0], "gzip")
}
