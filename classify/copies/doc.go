// Package copies finds texts that say again what was just said: reposts, retweets with the link changed, one advert
// posted by many accounts. A ratio should count people's opinions, so a copy is folded into its original and adds no
// opinion of its own.
//
// A text becomes a [Print]: a 64-bit SimHash of its word pairs, in which similar texts differ in few bits. A [Window]
// holds the prints of the latest originals and answers which of them a new text repeats. A changed link, other case and
// punctuation, "RT @name:" and added emoji leave a print as it was. A changed word makes a short post another one, as it
// should ("Kestrel broke", "Lumen broke"), and leaves a text of some hundred words a copy.
//
// A window knows nothing of databases: whoever owns one saves the prints beside the mentions and adds the latest
// again at start.
package copies
