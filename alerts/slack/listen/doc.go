// Package listen hears what people do with molva's messages in Slack: reactions on quotes, buttons, and questions.
//
// One [Ear] has two doors. Socket Mode needs an app-level token and no public address; HTTP needs the signing secret. Both
// hand the same JSON to the same handlers, which answer at once and do the work behind a short queue. When a queue is full
// the door says so, and Slack repeats.
//
// Whatever Slack repeats is done once: events are known by their ids, clicks by their triggers, modals by theirs. What
// counts of one person's reactions is the state they left the message in, by Slack's own time, in whatever order the news
// of it came; see reaction.go.
package listen
