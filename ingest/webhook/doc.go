// Package webhook takes mentions that others push: POST of one object of the wire format, or an array of up to 1,000,
// signed as Standard Webhooks has it (standardwebhooks.com).
//
// The source is an [net/http.Handler] as well. While [ingest.Source] Read runs, requests are published through its emit,
// several at a time; before and after that they are told to come back.
//
// # Who may send
//
// The signature is HMAC-SHA256 over webhook-id, webhook-timestamp and the body exactly as it was sent, packed or not. It
// is checked before a byte of the body is decoded, against every secret of the source, so that a secret can be changed
// while both are in use. The timestamp may be 5 minutes off our clock.
//
// # All or nothing
//
// Every item is decoded and admitted before any is published. When one is bad, nothing of the request is taken, the 400
// names each bad item, and each is counted as rejected. So a sender mends and sends the whole request again, without
// knowing what was stored of it. 200 means that all items are durable. Sending the same request again is harmless: it is
// answered with 200, and the mentions, known by their ids, are counted once.
//
// # Answers
//
//	200 {"accepted":n}  all n items are durable
//	400 {"error":…,"items":[{"index":0,"id":…,"error":…}]}  not one mention or an array of them, or bad items
//	401 not signed by a secret of this source, or too long ago
//	405 not POST   408 the body came too slowly   415 not JSON, or packed other than with gzip, once
//	413 more bytes or items than the source takes
//	429 more than the source's quota   503 nothing is taken now; both with Retry-After
//
// No answer quotes a text or a secret.
package webhook
