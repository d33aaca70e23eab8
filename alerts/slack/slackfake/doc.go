// Package slackfake is a Slack to test against: a server that speaks the part of Slack's Web API that molva uses, and
// refuses what Slack refuses, in Slack's words. It is as strict as Slack is known to be, and stricter where molva
// promises more: a text without its markup escaped fails the test.
//
// The limits are those of https://docs.slack.dev/reference/block-kit; that of a whole message is measured, see
// https://github.com/slackapi/bolt-js/issues/2509. Lengths are counted in UTF-16 units, which are never fewer than
// characters. Only tests may import this package.
package slackfake
