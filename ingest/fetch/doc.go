// Package fetch is how sources reach the web: a client with manners towards the servers that it asks and with a guard
// towards the machine that it runs on.
//
// Manners: it says who it is, paces its requests to each host, and leaves a host alone for as long as the host asked.
// Guard: it dials public addresses on the web's two ports and nothing else, whatever a link, a redirect or a name
// server says, except for what the operator lists in Options.Allow; and it reads no more than it was told to.
//
// [New] makes the client; [Get] asks one question with it and turns the answer's status into the errors that a worker
// understands; [API] does so for a network with JSON. The error of a bare client.Do holds the whole URL, tokens and all:
// pass it through [Scrub].
//
// # Dialects
//
// Every network has its own words for "slow down", "not you" and "not there". A [Dialect] puts them into ours:
//
//	VK               200 and a number: 6, 9, 14 captcha, 29 till tomorrow; 5, 27, 28 the token
//	OK               200 and a number: 11 the limit, 102 to 104 the token and its signature, 10 a permission
//	Meta             400 and a number: 4, 17, 32, 613, 80000 on; 190 the token; usage in percent in headers
//	StackExchange    200 with backoff; throttle_violation "available in N seconds"; quota_remaining
//	YouTube          403 and a reason: quotaExceeded till midnight in California, commentsDisabled, keyInvalid
//	GooglePlay       401 or 403 and a reason: permissionDenied, rateLimitExceeded; 400 invalid_grant of the server of tokens
//	AppStore         errors[].code: NOT_AUTHORIZED, FORBIDDEN, RATE_LIMIT_EXCEEDED; X-Rate-Limit with what is left of the hour
//	X                429 with x-rate-limit-reset alone; UsageCapExceeded till the month's end; 402
//	Reddit           X-Ratelimit-Remaining and -Reset in every answer; 403 and a reason: one subreddit
//	Telegram         429 with parameters.retry_after; 409 somebody else reads the bot; 404 a wrong token
//	Discourse        429 with extras.wait_seconds
//	RuStore          a word beside the status; a sentence of the clock or the signature
//	Zendesk          429 with Retry-After; 404 for an account that is not there
//	Mastodon         429 with X-RateLimit-Reset, a date
//	Bluesky          429 with RateLimit-Reset; 400 ExpiredToken, AccountTakedown
//
// What HTTP's own status and headers say holds for the host, so all sources leave it alone, for an hour at the most. What a
// dialect finds in a body holds for one source: it is about its credentials, and another one's may be good. Such a wait may
// last till the month's end. What a good answer says of the next ones, such as how many calls are left, goes to the
// source's governor, which lets no more through.
package fetch
