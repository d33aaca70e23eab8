// Package naming says what a complaint is about, in words that people wrote.
//
// A complaint's texts are cut into phrases: up to three words of a clause that tell something, in whatever order and
// inflection. "Cancelled my flight", "flight was cancelled" and, through the concepts of both languages, its synonyms are one
// phrase, which is shown as it is written most often. [Name] takes the phrases that many of the texts share and few others
// do, and of these the ones that name a trouble: a negation or a word of trouble, with what has it. A subject alone
// ("wifi") is followed by what people say of it ("no wifi"). What is only a feeling, a topic's name, a day or a function word
// never names anything; texts that share nothing else get "reason not given".
//
// [Quotes] picks texts to show. [Novel] finds phrases that people write now and did not before: a new fault often arrives
// inside an old complaint, or scatters over several, where no new complaint tells of it.
//
// Everything here is a function of its arguments: the same texts give the same bytes.
package naming
