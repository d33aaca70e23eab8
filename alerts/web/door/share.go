package door

import (
	"errors"
	"net/http"
	"time"

	"molva/alerts/web/access"
	"molva/store"
)

// shareCookie holds the secret of a shared link, for the page that it leads to.
const shareCookie = "molva_link"

// share leads whoever has a link to the page that was shared. The secret leaves the address there, so that nobody reads it off a
// screen or a list of visited pages.
func (d *Door) share(w http.ResponseWriter, r *http.Request) {
	secret := r.PathValue("secret")
	sh, err := d.shared(r, secret)
	if err != nil {
		d.asking(w, r, http.StatusNotFound, "/", d.Printer.Sprintf("This link leads nowhere: it has expired, was ended, or was not copied whole."))
		return
	}
	c := &http.Cookie{Name: shareCookie, Value: secret, Path: pathOf(sh.Path), Expires: sh.Until, MaxAge: int(sh.Until.Sub(d.Now()) / time.Second),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.encrypted(r)}
	http.SetCookie(w, c)
	http.Redirect(w, r, sh.Path, http.StatusSeeOther)
}

func (d *Door) shared(r *http.Request, secret string) (store.Share, error) {
	if d.DB == nil || d.misses.tooMany(r) {
		return store.Share{}, store.ErrUnknownShare
	}
	sh, err := d.DB.ShareBy(r.Context(), access.Sum(secret))
	if err != nil {
		d.unread(err, store.ErrUnknownShare)
		d.misses.miss(r)
		return store.Share{}, errors.Join(store.ErrUnknownShare, err)
	}
	return sh, nil
}

// pathOf is a page's path without its query.
func pathOf(page string) string {
	for i, c := range page {
		if c == '?' {
			return page[:i]
		}
	}
	return page
}
