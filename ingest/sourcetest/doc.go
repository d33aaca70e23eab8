// Package sourcetest is the one test that every network passes.
//
// A source is opened from a fixture, reads recorded replies and must give the mentions that the fixture expects, once
// through and again after every kind of interruption. Nothing may be lost by any of these, and the secret of the fixture
// may not show in an error, a log line, a page, a cursor or the printed options. The same is done with what the source can
// do beside reading, where the fixture has sections for it: filling in the past, and looking again at what is known.
//
// Replies come from an http.Server in memory, and each run has its own clock (testing/synctest), so that a pause of an
// hour costs nothing and no check depends on the machine. The clock starts at [Now].
//
// # What is shown where
//
//	order                          bounds: mentions come oldest first; section unordered says why they cannot
//	paging, content                mentions: all that comes, compared with the fixture
//	resuming                       resumed: a new source from each of the cursors
//	last and empty page            resumed: after the last cursor there is an answer, and nothing in it; complete
//	a page that is not taken       refused: each page in turn; the same source brings it again
//	size, what can be kept         bounds: at most 1000 mentions a page; Admit and Check let all of it in
//	deleted author, edit, bad item complete: an item of each kind among the good ones
//	429 in its dialect             throttled: in HTTP's own words and in each of the fixture's; complete
//	expired token                  expired: in the network's words; denied: 401; complete
//	5xx, HTML with 200             broken, page: an error, no mention, and nothing is lost afterwards
//	truncated JSON                 halved: replies that break off in the middle
//	asking about what was posted   unheard: in place of those from 429 on for a source that listens
//	wrong clock                    clock: the source's is an hour ahead or behind; fixture: an item from the future
//	cancellation                   cancelled: while the network is silent; stopped: while the pipe takes a page
//	no token anywhere              options, and after every read
//	words of the network           schemas: replies are such as the network's schema allows
//	fields of the decoder          [Fields] and [Decodes], called by the network's own test
//	a network without HTTP         [RunWith]: cut off, silent, garbled, unwelcome in place of what needs recorded replies
//
// complete is a trial of all fixtures of a network together ([RunAll]): each thing that must be shown is, or is lacking for
// a reason.
//
// # The fixture
//
// A txtar file, testdata/<network>.txtar. Its comment says what it shows; its sections are:
//
//	options.yaml      the source's options as they stand in the config. $URL becomes the server's address, $SECRET a
//	                  token that must never show, $DIR a folder with the files of the fixture. $URL and $SECRET may
//	                  stand in requests and replies too
//	after             the cursor to start from; without it, from the start
//	GET /path?query   a recorded reply, as HTTP/1.1 writes it: status line, headers, empty line, body. Any method does.
//	                  A request takes the reply of its path whose query parameters it all has, the one that names most
//	                  of them first. "Name=value" after the path asks for a header beside. A path may begin with
//	                  http://host where a source calls several
//	WS /path?query    a websocket, one frame a line: "< {…}" goes to the source, "> {…}" is awaited from it, "wait 2s" is
//	                  a pause, "close 1001" the end; without that it stays open in silence. A reply that begins with
//	                  HTTP/1.1 refuses the websocket
//	schemas           lines of METHOD /path/* #/$defs/Name: by what part of testdata/schema.json the replies of a path must
//	                  be whose status is 2xx, or each frame of a websocket. A star is one step of the path. A parameter may
//	                  stand behind it, as in /path?method=name
//	send POST /x 202  a request made to a source that is itself an http.Handler: its body, the status it must answer, and
//	                  after that the headers, "Name=value"
//	file NAME         a file in $DIR, for sources that read files
//	WORD …            what a server of the test's own begins with, where [RunWith] says that WORD is its
//	throttled TIME    a reply that says "slow down" in the network's own dialect, and until when
//	expired           a reply that says in the network's own words that the token is no longer good
//	examined          what Examine must find, for a source that has it; then a line "lacks NAME" for each grant that is lacking
//	unordered         why the network cannot bring its mentions oldest first
//	lacks             lines of WHAT: why, for what no fixture of the network can show: pages, empty page, deleted author,
//	                  edit, bad item, slow-down, expired token
//	backfill FROM TO  the span to fill in; its body is empty
//	refresh.jsonl     the mentions to look at again, one ingest.Known a line
//	mentions.jsonl    what must come, in this order, as ingest.Encode writes it
//	rejected.jsonl    the rejections that must come
//	gaps.txt          the gaps that must be told, one a line
//	figures.jsonl     the community figures that must come
//	posts.jsonl       the posts of accounts
//	members.jsonl     the sets of people
//	backfill.jsonl    the mentions that filling in must bring
//	refreshed.jsonl   the mentions that looking again must bring
//
// MOLVA_UPDATE=1 writes the last eight from what came; read the difference before you keep it.
//
// # Replies made from a schema
//
// testdata/schema.json is JSON Schema 2020-12, cut from what the network publishes; its $comment says from where. Inside a
// recorded body or frame these stand for something else:
//
//	{"$new": "Name", …}            an instance of #/$defs/Name: its required fields, and these over them, object by object
//	{"$new": …, "$without": ["a"]} the same without these fields
//	{"$bad": …}                    what stands there, left out when the reply is checked against the schema
//	{"$string": …}                 the JSON of what stands there, as a string
package sourcetest
