// Package stream is the pipe: everything that waits to be saved lies here, durably, in NATS JetStream. It is the only
// package that knows NATS. The server runs inside this process, with no port, or elsewhere as one server or a cluster;
// nothing after [Open] can tell.
//
// There are two logs. The raw log holds mentions as they came, molva.mention.<network>, and what ingest has to say
// beside them, molva.note.<source>. It stays for weeks, so that mentions can be classified again or searched by a query
// that nobody had thought of. The tagged log, molva.tagged, exists only where roles are split over processes: the same
// bodies with a verdict beside them. A small bucket keeps where each source stands.
//
// Four decisions carry the rest:
//
//   - A publish is acknowledged when it is on disk, not when the operating system has heard of it. One sync for each
//     mention would cost six times the rest, so mentions travel in atomic batches of up to a thousand, with one sync
//     for all. Callers that come together are sent together.
//   - The duplicate key is a hash ([ingest.MessageID]), never raw text, in which NATS folds line ends. One repeat spoils
//     an atomic batch, so known repeats are dropped before, and a batch that still meets one is sent again message by
//     message, which finds them. All this is an optimisation with a window of minutes. The store's unique key decides.
//   - The single writer acknowledges nothing: it saves the sequence in the transaction that saves the mentions, and
//     [Log.Read] begins behind it. Acknowledging once a batch lost thousands of mentions when the process was killed,
//     and the state of a consumer has been known to run ahead of what was saved. Where several processes work on one
//     log, [Log.Share] acknowledges each message after the work is done.
//   - A full log refuses the new rather than dropping the old, and nothing expires by itself: [Log.Trim] purges what is
//     old and saved. Likewise a disk that is nearly full: JetStream, having met the wall once, stays silent until it is
//     restarted, so intake stops before it, and where the wall is met all the same the server in this process is
//     replaced.
//
// Where the server is outside, several databases could be filled from it. [Keeper] lets one be served: each would trim what
// it alone has saved. A server that hangs, or is cut off from its cluster, is left for the next one after one silence.
//
// Nothing waits in memory without a bound: publishers beyond it are told ErrFull, readers fetch ahead by bytes.
package stream
