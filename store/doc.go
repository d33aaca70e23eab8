// Package store is the third room of the pipeline and the owner of all SQL: it takes tagged mentions, folds
// near-duplicates, sums and saves.
//
//	networks → ingest → classify → store → alerts → people
//
// A [Writer] runs the loop: it takes batches from a [Supplier] and hands each to [DB.Save], which puts mentions,
// opinions, sums, the intake ledger and the log's sequence into one transaction. That is what makes counting exact: a
// crash repeats a batch or does not, and a repeat changes nothing. Everything else here reads.
//
// # What becomes of a mention
//
// Its key is (network, external id). A key not seen before is stored. A key seen before is
//
//   - a duplicate when it says nothing new, also where its source was asked for it again; its counters (views, likes,
//     followers) and extra fields are taken over all the same;
//   - an update when its content differs and it is the newer version: the later edit time, or with equal ones (also
//     none on both sides) the later moment at which we saw it. The older text goes to the history, the sums move;
//   - a duplicate when its content differs and it is the older version.
//
// Content is what an author can edit: text, title, link, kind, thread, parent, rating, scores, author id and a publishing
// time of the network's own. A delete notice takes the mention out of every sum, blanks what it said and who said it, and is
// final: what comes later under the key is counted as erased. A notice that comes before its mention is remembered.
//
// The context of a mention is what it answers: the words of another. It is no content, and goes when those are deleted.
//
// # What counts
//
// A mention is an opinion on each topic that it names and, once, on each topic above those. It counts unless it is
// promo, a copy, deleted, a grade without words, or excluded by a person. What our own people and accounts say (the staff of
// [Options]) is promo unless a person says otherwise: it is no opinion of the market. A copy is a near-duplicate of an original on the same topics; the
// original is whichever of the two was published first (then: the smaller key), so for texts that are the same the
// order of arrival leaves no trace. When an original goes, the earliest of its copies takes its place.
//
// # Who has the last word
//
// An opinion keeps what the model says of it: probabilities, the same as a tone of one byte, doubt. Its sentiment is that
// of the last person who labelled it ([DB.Label]), else that of an outside classifier ([DB.Second]), else the model's; the
// topics above follow, and so does the category of the mention. [DB.Reclassify] lets another model speak and leaves the
// words of others alone. Labels and second opinions are on a text: when its author changes it they decide nothing, until
// the same text comes back. What a person excluded ([DB.Exclude]) stays out whatever is edited. The sums of an hour also
// tell by which tones, and by which people's words, they came about ([DB.Cell]), so that shares can be put right for the
// model's mistakes.
//
// What measures the model must not have taught it. [DB.Draw] remembers what it drew: only a label on what was drawn at
// random is a sample ([DB.Sample], [DB.Judgements]), and nothing that was drawn at random, nor a copy of it, is ever given
// out to train ([DB.Corrections]).
//
// # What recurs
//
// Complaints, praise and wishes are put into clusters, one mention after another in the order of the log, in the transaction
// that saves them: a mention's kind follows from what counts of it ([cluster.KindOf]), its cluster is found by the book of
// that kind ([cluster.Book]). It stays there as long as its kind and its text do; a copy is where its original is, and when
// an original goes, the copy that takes its place takes its seat too. Who only agrees with what he answers ("same here") is
// where that is, if he was heard to feel so, and follows it wherever it goes; that may come after him, but must name a topic
// and must not only agree itself. People count in a cluster by who spoke, copies and echoes of a template or of what is
// answered included; mentions count once ([DB.Complaints]).
//
// Books live in memory. They are saved whole from time to time, and each thing that is done to them is written to a log in
// the transaction that does it: the last snapshot and the log after it make the same books again, byte for byte, wherever
// the program was stopped. What was decided is done again and not decided again, so another version of the method moves
// nothing. [DB.Verify] does decide again, from the older of two snapshots, and compares. The log keeps what a mention said
// only for as long as that needs it: [DB.Tend] ends a log that has the words of a deleted mention, [DB.Sweep] one that it
// would make unreadable.
//
// Two clusters may become one by themselves, the younger in the older for good, or by a person, as a link; ids are never
// given again, and an id that was merged answers with what it stands in. What people do ([DB.Act]) is remembered and can be
// undone, and outranks the machine. Names, quotes and states are no part of the books: [DB.Tend] finds them out of what is
// saved, behind the writer.
//
// # What people are told
//
// The outbox holds what is to be said and what was ([DB.Enqueue]); nothing is queued twice under one key, and what follows
// from a message that is known to have arrived is queued as that is written down ([DB.Settle]). An incident is saved with
// the letters about it ([DB.SaveIncident]). What people answer comes back as labels: a reaction to a message remembers what
// it did, so that taking it back takes back just that ([DB.React]).
//
// # Communities
//
// Figures ([DB.Figures]), posts ([DB.Posts]) and sets of people ([DB.MemberSet]) of accounts, our own and others', come with
// the notes of their sources. What is counted over days and over weeks is kept for both. The latest word on a figure counts;
// what nobody told is missing and never made up here. People are kept as salted hashes, the same as those of authors
// ([DB.Authors]), so that sets can be compared and nobody be named.
//
// # Business
//
// What people enter ([DB.Inputs]) has one value for each kind, topic, period and currency, the latest word. Steps towards
// buying ([DB.Steps], [DB.Paths]) belong to persons who are hashes; one without consent belongs to a person of its own, so that
// nothing links it. [DB.EraseContact] puts random numbers in the place of persons and refuses what is told of them later, and no
// total and no path is another after it.
//
// # Time
//
// Sums are kept per hour (UTC) and per week (Monday to Monday in the topic's zone, fixed when the opinion is written).
// A mention without a publishing time, or with one before 1970, is published when it was seen.
//
// # Retention
//
// [DB.Sweep] removes old mentions and keeps the sums. Their keys are remembered as hashes, so that a repeat is not
// counted again, and [DB.Verify] compares exactly only what was published since; before that it checks that the sums
// hold at least what is still there. Labels and scores go with their mentions, letters and incidents that are done with lose
// what they quoted, and figures and posts of accounts go with the mentions of their time; sets of people stay for a year, and
// inputs and steps stay.
package store
