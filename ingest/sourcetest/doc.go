// Package sourcetest is the one test that every network passes.
//
// A source is opened from a fixture, reads recorded replies and must give the mentions that the fixture expects, once
// through and again after every kind of interruption: resumed from each of its cursors, refused by the pipe, asked to
// slow down, locked out, answered with an error page, with a page of HTML, with half a reply, or with silence. Nothing
// may be lost by any of these, and the secret of the fixture may not show in an error, a log line or a page.
//
// Replies come from an http.Server in memory, and each run has its own clock (testing/synctest), so that a pause of an
// hour costs nothing and no check depends on the machine. The clock starts at [Now].
//
// # The fixture
//
// A txtar file, testdata/<network>.txtar. Its comment says what it shows; its sections are:
//
//	options.yaml      the source's options as they stand in the config. $URL becomes the server's address, $SECRET a
//	                  token that must never show, $DIR a folder with the files of the fixture
//	after             the cursor to start from; without it, from the start
//	GET /path?query   a recorded reply, as HTTP/1.1 writes it: status line, headers, empty line, body. Any method does.
//	                  A request takes the reply of its path whose query parameters it all has, the one that names most
//	                  of them first. "Name=value" after the path asks for a header beside. A path may begin with
//	                  http://host where a source calls several
//	WS /path?query    a websocket, one frame a line: "< {…}" goes to the source, "> {…}" is awaited from it, "wait 2s" is
//	                  a pause, "close 1001" the end; without that it stays open in silence. A reply that begins with
//	                  HTTP/1.1 refuses the websocket
//	send POST /x 202  a request made to a source that is itself an http.Handler: its body, the status it must answer, and
//	                  after that the headers, "Name=value"
//	file NAME         a file in $DIR, for sources that read files
//	throttled TIME    a reply that says "slow down" in the network's own dialect, and until when
//	mentions.jsonl    what must come, in this order, as ingest.Encode writes it
//	rejected.jsonl    the rejections that must come
//	gaps.txt          the gaps that must be told, one a line
//
// MOLVA_UPDATE=1 writes the last three from what came; read the difference before you keep it.
package sourcetest
