// Package watch sees what does not wait for a digest: incidents. It looks once a minute, opens an incident where something
// deserves people's attention now, tells each outlet whose route takes it, keeps that message true by editing it while the
// incident runs, and says so when it is over.
//
// # What opens one
//
//	spike, tone, drop    volume or tone far from the topic's own rhythm (package spike). The line is drawn so that the
//	                     topics' own last 90 days, judged again, would have brought no more than the budget: every episode
//	                     in them counts as false
//	new complaint        cluster/life calls it emerging, which bounds false discoveries by itself: it is told once in its life
//	returned complaint   life calls it returned after a fix: told once a fix
//	silence              sources that bring nothing for twice as long as they ever did, or cannot be read: a fact
//	influencer           one of the most followed authors of the week, with at least so many followers: a fact
//
// Only what was heard in time counts as news: mentions of an import of old ones, and those first seen hours after they
// were published, open nothing. A drop on the other hand is judged by all that is known by now.
//
// # What is not told
//
// A topic and one below it that stand out together are one incident, of the lower one. A spike that runs takes the tone that
// rises with it and the new complaints that lie in it into its own message; the same is said by a reply under it when it comes
// later than an hour. New complaints of one hour are one message, and so are, for two days, those of the theme that a spike or
// a new complaint is about: one outage is told of in many words. While a source is silent fewer mentions mean nothing. What
// somebody muted is recorded, and told when the mute ends if it still runs. In quiet hours messages wait.
//
// # Restarts and clocks
//
// An incident and its letters are saved in one transaction, so after a crash it is known what was told; the keys of letters
// are made of the incident's number and revision. A clock that is put back closes, opens and tells nothing again; after one
// that was put forward, or a sleep, the time that nobody looked at is unknown rather than silent.
package watch
