// Package mail sends digests by e-mail: one message each, in HTML and in plain text, through an SMTP server.
//
// The Message-ID is made of the digest's key, so a digest that comes twice, since nobody knew what became of the first, is
// shown once by most mail programs, and marked by the desk for the others. Nothing is loaded from anywhere when a mail is
// read, and words of strangers are escaped for where they stand: headers hold no line break of theirs, the HTML is made by
// html/template.
//
// A password is sent over TLS only. See RFC 5321 (SMTP), 3207 (STARTTLS), 4954 (AUTH), 5322 and 2047 (headers).
package mail
