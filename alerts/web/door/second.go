package door

import (
	"encoding/base32"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// A second factor is a time-based one-time password of RFC 6238 with what every app takes: SHA-1, six digits, half a minute. A clock
// may be one step off.
const (
	stepSeconds = 30
	digits      = otp.DigitsSix
	secretBytes = 20
)

var b32 = base32.StdEncoding.WithPadding(base32.NoPadding)

func (d *Door) newSecond() (string, error) {
	var secret [secretBytes]byte
	if _, err := io.ReadFull(d.Random, secret[:]); err != nil {
		return "", fmt.Errorf("make a second factor: %w", err)
	}
	return b32.EncodeToString(secret[:]), nil
}

// stepOf is the step of time that a code belongs to.
func (d *Door) stepOf(secret, code string) (int64, bool) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	now := d.Now().Unix() / stepSeconds
	for _, step := range []int64{now, now - 1, now + 1} {
		good, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: digits, Algorithm: otp.AlgorithmSHA1})
		if err == nil && good {
			return step, true
		}
	}
	return 0, false
}

// address is what an app reads off the picture.
func address(secret, name string) string {
	q := url.Values{"secret": {secret}, "issuer": {"molva"}, "period": {fmt.Sprint(stepSeconds)}, "digits": {digits.String()}, "algorithm": {"SHA1"}}
	return "otpauth://totp/" + url.PathEscape("molva:"+name) + "?" + q.Encode()
}

// picture is a QR code as a drawing.
type picture struct {
	Size int    // squares each way, with the margin
	Path string // around the dark ones
}

// margin is how many light squares a reader of QR codes needs around.
const margin = 4

func pictureOf(text string) (p picture, err error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return picture{}, fmt.Errorf("draw a QR code: %w", err)
	}
	side := code.Bounds().Dx()
	p.Size = side + 2*margin
	var path strings.Builder
	for y := range side {
		for x := 0; x < side; x++ {
			width := darkFrom(code, x, y, side)
			if width > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+margin, y+margin, width, width)
			}
			x += width
		}
	}
	p.Path = path.String()
	return p, nil
}

// darkFrom is how many squares are dark from one on.
func darkFrom(code barcode.Barcode, x, y, side int) (n int) {
	for x+n < side {
		if r, _, _, _ := code.At(x+n, y).RGBA(); r != 0 {
			return n
		}
		n++
	}
	return n
}

// grouped is a secret as people type it off.
func grouped(secret string) string {
	var parts []string
	for ; len(secret) > 4; secret = secret[4:] {
		parts = append(parts, secret[:4])
	}
	return strings.Join(append(parts, secret), " ")
}
