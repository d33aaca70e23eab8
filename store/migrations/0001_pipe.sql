-- The pipe: mentions, what they say of which topic, the sums, and what became of everything received.
--
-- Tables are private; the views at the end are what others may read. They use nothing that a plain SQLite lacks.
-- Units: times in milliseconds since 1970 (UTC), hours in hours since 1970, weeks as the Monday's days since 1970,
-- probabilities in millionths. An unknown number or time is NULL, an unknown text is ''. Yes is 1, no is 0.

-- Single facts. salt makes the hashes in gone useless to whoever has no copy of this file; indexed is the last mention
-- that full text search knows; kept_since is above the publishing time of everything that retention removed; tended is
-- the hour in which the complaints were judged last; unbarred, once something was erased, until when the raw log was looked through for
-- what came of it once more.
CREATE TABLE meta (
	name  TEXT PRIMARY KEY,
	value NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('salt', randomblob(32)), ('indexed', 0), ('kept_since', 0), ('tended', 0);

-- The config's topics. One that leaves the config stays, marked: its numbers are history.
CREATE TABLE topic (
	id         INTEGER PRIMARY KEY,
	slug       TEXT    NOT NULL UNIQUE, -- the config's id
	name       TEXT    NOT NULL,
	parent     TEXT    NOT NULL DEFAULT '', -- a slug
	competitor INTEGER NOT NULL DEFAULT 0 CHECK (competitor IN (0, 1)),
	zone       TEXT    NOT NULL DEFAULT 'UTC',
	language   TEXT    NOT NULL DEFAULT '',
	query      TEXT    NOT NULL DEFAULT '',
	place      INTEGER NOT NULL DEFAULT 0, -- in the config's order
	removed    INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
);

-- Who speaks for us, by the networks' own ids of authors and accounts. What they say is promo unless a person says otherwise.
CREATE TABLE staff (
	network TEXT NOT NULL CHECK (network <> ''),
	author  TEXT NOT NULL CHECK (author <> ''),
	PRIMARY KEY (network, author)
) WITHOUT ROWID;

-- One row for each (network, external id) that ever named a topic, numbered in order of arrival: with keys in that
-- order five million rows take new ones as fast as none, with random keys five times slower. A number is never used
-- again. A mention that its author deleted stays as an empty shell, so that a late repeat cannot revive it.
CREATE TABLE mention (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	network          TEXT    NOT NULL CHECK (network <> ''),
	external_id      TEXT    NOT NULL CHECK (external_id <> ''),
	source           TEXT    NOT NULL,
	run              TEXT    NOT NULL DEFAULT '',
	seq              INTEGER NOT NULL, -- in the log it came from
	url              TEXT    NOT NULL DEFAULT '',
	title            TEXT    NOT NULL DEFAULT '',
	text             TEXT    NOT NULL,
	kind             TEXT    NOT NULL DEFAULT '',
	thread           TEXT    NOT NULL DEFAULT '',
	parent           TEXT    NOT NULL DEFAULT '',
	context          TEXT    NOT NULL DEFAULT '', -- what it answers: the words of another, gone when those are
	author_id        TEXT    NOT NULL DEFAULT '',
	author_name      TEXT    NOT NULL DEFAULT '',
	author_url       TEXT    NOT NULL DEFAULT '',
	author_followers INTEGER,
	lang             TEXT    NOT NULL DEFAULT '', -- as detected: ru, en, other, unknown
	said_lang        TEXT    NOT NULL DEFAULT '', -- as the network says
	rating           REAL,
	views            INTEGER,
	likes            INTEGER,
	replies          INTEGER,
	shares           INTEGER,
	published        INTEGER NOT NULL CHECK (published >= 0),
	edited           INTEGER,
	seen             INTEGER NOT NULL, -- first
	fresh            INTEGER NOT NULL, -- when what stands here now was seen
	flags            INTEGER NOT NULL DEFAULT 0,
	extra            TEXT    NOT NULL DEFAULT '', -- JSON object
	deleted          INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
	content          INTEGER NOT NULL, -- hash of what an edit would change
	sketch           INTEGER NOT NULL DEFAULT 0, -- for finding near-duplicates; 0: none
	exact            INTEGER NOT NULL DEFAULT 0,
	duplicate_of     INTEGER, -- the original; it may be gone, this one is a copy all the same
	sentiment        INTEGER NOT NULL DEFAULT 0 CHECK (sentiment BETWEEN -1 AND 1), -- of the whole text
	p_negative       INTEGER NOT NULL DEFAULT 0,
	p_neutral        INTEGER NOT NULL DEFAULT 0,
	p_positive       INTEGER NOT NULL DEFAULT 0,
	doubt            INTEGER NOT NULL DEFAULT 0 CHECK (doubt BETWEEN 0 AND 3), -- 1: the model is unsure, 2: it is mixed
	category         TEXT    NOT NULL DEFAULT '',
	said_category    TEXT, -- the model's, where a person says otherwise, or one of us wrote it
	recommends       INTEGER NOT NULL DEFAULT 0 CHECK (recommends IN (0, 1)), -- it advises others to take something
	model            TEXT    NOT NULL DEFAULT '',
	CHECK (duplicate_of <> id)
);
CREATE UNIQUE INDEX mention_key ON mention (network, external_id);
CREATE INDEX mention_published ON mention (published);
CREATE INDEX mention_copies ON mention (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX mention_thread ON mention (network, thread) WHERE thread <> '';
CREATE INDEX mention_parent ON mention (network, parent) WHERE parent <> '';

-- Answers on a scale, beside the text.
CREATE TABLE score (
	mention INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	name    TEXT    NOT NULL CHECK (name <> ''), -- of the question
	value   REAL    NOT NULL,
	PRIMARY KEY (mention, name)
) WITHOUT ROWID;

-- What a mention said before an edit.
CREATE TABLE mention_history (
	mention   INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	replaced  INTEGER NOT NULL, -- when
	title     TEXT    NOT NULL,
	text      TEXT    NOT NULL,
	published INTEGER NOT NULL,
	edited    INTEGER,
	sentiment INTEGER NOT NULL
);
CREATE INDEX mention_history_mention ON mention_history (mention);

-- Keys that must not come in again, hashed. at is when the key went, and for 'edited' the edit's own time: what is
-- older than that edit must not come in.
CREATE TABLE gone (
	key BLOB PRIMARY KEY,
	why TEXT    NOT NULL CHECK (why IN ('deleted', 'edited', 'swept', 'erased', 'barred')),
	at  INTEGER NOT NULL
) WITHOUT ROWID;

-- What recurs, in complaints, in praise and in wishes: one row for each cluster that was ever found, numbered in the order
-- of their birth. Each stands for itself until an older one that came to mean the same absorbs it, or a person joins it to
-- another, which can be undone. A mention stays where it was put; live is where that lives on today, and root what that is
-- joined to in the end. What people are shown is a root with all that stands in it.
CREATE TABLE complaint (
	id          INTEGER PRIMARY KEY, -- given by the program, never twice
	kind        TEXT    NOT NULL CHECK (kind IN ('complaint', 'praise', 'suggestion')),
	root        INTEGER NOT NULL REFERENCES complaint (id),
	live        INTEGER NOT NULL REFERENCES complaint (id),
	absorbed    INTEGER REFERENCES complaint (id), -- by itself, into an older one
	joined      INTEGER REFERENCES complaint (id), -- by a person; only what lives is
	version     TEXT    NOT NULL, -- of the algorithm that found it
	first       INTEGER, -- publishing times of its mentions, copies too; NULL: it has none
	last        INTEGER,
	changed     INTEGER NOT NULL DEFAULT 0 CHECK (changed >= 0), -- how often since its root was tended
	-- What follows is the root's. What tending finds out:
	tended      INTEGER NOT NULL DEFAULT 0, -- how many mentions it had when it was named
	label       TEXT    NOT NULL DEFAULT '',
	terms       TEXT    NOT NULL DEFAULT '[]', -- phrases of the label with their coverage, JSON
	news        TEXT    NOT NULL DEFAULT '[]', -- phrases that are new in it, likewise
	quotes      TEXT    NOT NULL DEFAULT '[]', -- rows of mentions, JSON
	topics      TEXT    NOT NULL DEFAULT '[]', -- that its mentions name, JSON
	theme       TEXT    NOT NULL DEFAULT '',
	theme_share REAL    NOT NULL DEFAULT 0,
	cohesion    REAL    NOT NULL DEFAULT 0,
	state       TEXT    NOT NULL DEFAULT 'new',
	-- What people say:
	named       TEXT    NOT NULL DEFAULT '', -- instead of label
	ticket      TEXT    NOT NULL DEFAULT '',
	fixed       INTEGER, -- since when
	ignored     INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)),
	CHECK (absorbed < id AND joined <> id)
);
CREATE INDEX complaint_root ON complaint (root);
CREATE INDEX complaint_live ON complaint (live);
CREATE INDEX complaint_joined ON complaint (root) WHERE joined IS NOT NULL;
CREATE INDEX complaint_changed ON complaint (root) WHERE changed > 0;

-- Which mentions are in a cluster, and as what.
CREATE TABLE member (
	mention    INTEGER PRIMARY KEY REFERENCES mention (id) ON DELETE CASCADE,
	complaint  INTEGER NOT NULL REFERENCES complaint (id),
	role       INTEGER NOT NULL CHECK (role BETWEEN 0 AND 7 OR role = 9), -- 1: it echoes, 2: it asks, 4: it is a copy; 9: it echoes what it answers
	person     INTEGER NOT NULL, -- as in voice
	similarity REAL    NOT NULL, -- with what was there when it came
	lang       TEXT    NOT NULL -- as it was read then
);

-- Where a person put a mention. It stays there whatever its author edits, as long as it is of that kind.
CREATE TABLE pin (
	mention   INTEGER PRIMARY KEY REFERENCES mention (id) ON DELETE CASCADE,
	complaint INTEGER NOT NULL REFERENCES complaint (id)
);

-- Who spoke in a cluster that lives, and when. Retention leaves it as it is. person is a salted hash as in crowd. The order
-- of the key lets the people of each day be counted as they are read.
CREATE TABLE voice (
	topic     INTEGER NOT NULL, -- 0: any, each mention once
	complaint INTEGER NOT NULL REFERENCES complaint (id),
	day       INTEGER NOT NULL, -- since 1970
	person    INTEGER NOT NULL,
	hour      INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
	mentions  INTEGER NOT NULL CHECK (mentions >= 0), -- that count
	asking    INTEGER NOT NULL CHECK (asking BETWEEN 0 AND mentions),
	repeats   INTEGER NOT NULL CHECK (repeats >= 0), -- copies and echoes
	PRIMARY KEY (topic, complaint, day, person, hour),
	CHECK (mentions + repeats > 0)
) WITHOUT ROWID;

-- What finds the clusters lives in memory. It is saved whole from time to time, and what was done to it since is in the
-- log, in the order in which it was done: the latest snapshot and the log after it are what stood in memory. The base is an
-- older one, from which Verify decides everything anew; the log before it is gone.
CREATE TABLE book (
	age        TEXT PRIMARY KEY CHECK (age IN ('base', 'latest')),
	seq        INTEGER NOT NULL, -- of the last line of the log that is in it
	version    TEXT    NOT NULL, -- of the algorithm
	muted      TEXT    NOT NULL, -- words that are no features, JSON
	complaint  BLOB    NOT NULL,
	praise     BLOB    NOT NULL,
	suggestion BLOB    NOT NULL
);

CREATE TABLE book_log (
	seq        INTEGER PRIMARY KEY AUTOINCREMENT,
	what       TEXT    NOT NULL CHECK (what IN ('put', 'take', 'absorb', 'join', 'part', 'split', 'unsplit', 'keep', 'mute')),
	complaint  INTEGER, -- the one that it is done to
	other      INTEGER, -- another one; of keep: 1 or 0
	mention    INTEGER,
	given      INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1)), -- to the book, which was not asked where it belongs
	fresh      INTEGER NOT NULL DEFAULT 0 CHECK (fresh IN (0, 1)), -- the cluster is new
	echo       INTEGER NOT NULL DEFAULT 0 CHECK (echo IN (0, 1)),
	similarity REAL    NOT NULL DEFAULT 0,
	payload    TEXT    NOT NULL DEFAULT '' -- of take: what the mention said; of split and unsplit: the mentions; of mute: the words
);

CREATE INDEX book_log_taken ON book_log (mention) WHERE what = 'take';

-- What people did: what they wanted, who and when. before is what an undo puts back.
CREATE TABLE act (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	what      TEXT    NOT NULL,
	complaint INTEGER REFERENCES complaint (id),
	other     INTEGER REFERENCES complaint (id),
	mentions  TEXT    NOT NULL DEFAULT '[]', -- rows, JSON
	label     TEXT    NOT NULL DEFAULT '',
	ticket    TEXT    NOT NULL DEFAULT '',
	since     INTEGER,
	name      TEXT    NOT NULL CHECK (name <> ''), -- of the person
	at        INTEGER NOT NULL,
	before    TEXT    NOT NULL DEFAULT '', -- JSON
	undone    INTEGER,
	undone_by TEXT    NOT NULL DEFAULT ''
);

-- How the states of complaints changed.
CREATE TABLE turn (
	complaint INTEGER NOT NULL REFERENCES complaint (id),
	at        INTEGER NOT NULL,
	state     TEXT    NOT NULL,
	PRIMARY KEY (complaint, at)
) WITHOUT ROWID;

-- What a mention feels towards a topic: one row for each topic that it names (direct) and one for each topic above
-- those. A topic above takes the sentiment of what is named below it where that agrees, else that of the whole text.
-- What is excluded below it has no say while something else is named there.
-- sentiment is what counts: a person's word, else a second opinion's, else the model's; said is the model's where that
-- differs. The probabilities, tone (the same in one byte) and doubt (1: unsure, 2: mixed) are always the model's.
-- published repeats the mention's, so that one index answers for a topic and a period; week is the topic's own.
CREATE TABLE opinion (
	mention     INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	topic       INTEGER NOT NULL REFERENCES topic (id),
	direct      INTEGER NOT NULL CHECK (direct IN (0, 1)),
	sentiment   INTEGER NOT NULL CHECK (sentiment BETWEEN -1 AND 1),
	p_negative  INTEGER NOT NULL,
	p_neutral   INTEGER NOT NULL,
	p_positive  INTEGER NOT NULL,
	tone        INTEGER NOT NULL CHECK (tone BETWEEN 0 AND 255),
	doubt       INTEGER NOT NULL CHECK (doubt BETWEEN 0 AND 3),
	said        INTEGER CHECK (said <> sentiment AND said BETWEEN -1 AND 1),
	counted     INTEGER NOT NULL CHECK (counted IN (0, 1)),
	excluded    INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)), -- by a person
	published   INTEGER NOT NULL,
	week        INTEGER NOT NULL,
	complaint   INTEGER REFERENCES complaint (id),
	labelled_by TEXT    NOT NULL DEFAULT '', -- a person, or second:NAME; '' is the mention's model
	PRIMARY KEY (mention, topic)
) WITHOUT ROWID;
CREATE INDEX opinion_topic ON opinion (topic, published, mention, sentiment, counted);
CREATE INDEX opinion_complaint ON opinion (complaint) WHERE complaint IS NOT NULL;

-- People's words, in the order in which they came; the last that stands decides. A label is never rewritten: one that
-- was taken back is marked, and so is one on a text that its author has changed since, which decides and measures
-- nothing unless the old text comes back. It remembers what the model said then.
CREATE TABLE label (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	mention    INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	topic      INTEGER NOT NULL REFERENCES topic (id),
	sentiment  INTEGER CHECK (sentiment BETWEEN -1 AND 1), -- NULL: nothing is said of it
	category   TEXT    NOT NULL, -- of the mention
	purpose    TEXT    NOT NULL CHECK (purpose IN ('sample', 'unsure', 'correction')),
	labeller   TEXT    NOT NULL CHECK (labeller <> ''),
	at         INTEGER NOT NULL,
	text       INTEGER NOT NULL, -- hash of what was labelled
	model      TEXT    NOT NULL,
	said       INTEGER NOT NULL,
	p_negative INTEGER NOT NULL,
	p_neutral  INTEGER NOT NULL,
	p_positive INTEGER NOT NULL,
	tone       INTEGER NOT NULL,
	lang       TEXT    NOT NULL,
	stale      INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)), -- the text is another now
	undone     INTEGER, -- when it was taken back
	undone_by  TEXT    NOT NULL DEFAULT '',
	CHECK (sentiment IS NOT NULL OR category <> '')
);
CREATE INDEX label_mention ON label (mention, topic);
CREATE INDEX label_at ON label (at);

-- What was drawn for people to label, once. A label can be a sample only if its opinion was drawn as one.
CREATE TABLE draw (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	mention INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	topic   INTEGER NOT NULL REFERENCES topic (id),
	purpose TEXT    NOT NULL CHECK (purpose IN ('sample', 'unsure')),
	at      INTEGER NOT NULL,
	UNIQUE (mention, topic)
);

-- What an outside classifier was asked, of the text as it is, and what it said; NULL: nothing that is of use.
CREATE TABLE asked (
	mention   INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	topic     INTEGER NOT NULL REFERENCES topic (id),
	sentiment INTEGER CHECK (sentiment BETWEEN -1 AND 1),
	name      TEXT    NOT NULL,
	at        INTEGER NOT NULL,
	text      INTEGER NOT NULL, -- as in label
	PRIMARY KEY (mention, topic)
) WITHOUT ROWID;

-- What people took out of a topic's figures. It stays out whatever its author edits.
CREATE TABLE exclusion (
	mention INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	topic   INTEGER NOT NULL REFERENCES topic (id),
	name    TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	PRIMARY KEY (mention, topic)
) WITHOUT ROWID;

-- What people do about a mention: the last word of handled_log. Without a row nobody has touched it, so it is new.
CREATE TABLE handled (
	mention  INTEGER PRIMARY KEY REFERENCES mention (id) ON DELETE CASCADE,
	state    TEXT    NOT NULL CHECK (state IN ('new', 'work', 'answered', 'closed')),
	assignee TEXT    NOT NULL DEFAULT '', -- '': nobody in particular
	revision INTEGER NOT NULL, -- the row of the log
	name     TEXT    NOT NULL, -- of the person; '': the author edited what was said
	at       INTEGER NOT NULL
);
CREATE INDEX handled_state ON handled (state, mention);
CREATE INDEX handled_assignee ON handled (assignee, mention) WHERE assignee <> '';

CREATE TABLE handled_log (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	mention  INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	state    TEXT    NOT NULL,
	assignee TEXT    NOT NULL,
	name     TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	note     TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX handled_log_mention ON handled_log (mention);

-- The opinions that count, summed, and beside them all mentions, copies, and adverts that are nobody's copy. No row
-- stands at zero, so that the same opinions give the same rows in whatever order they came. voices tells the opinions
-- that count by how they were judged, in pairs of varints: the tone, or for a person's word 256 (negative), 257 (neutral)
-- or 258 (positive), and how many.
CREATE TABLE sum_hour (
	topic    INTEGER NOT NULL REFERENCES topic (id),
	hour     INTEGER NOT NULL,
	network  TEXT    NOT NULL,
	lang     TEXT    NOT NULL,
	negative INTEGER NOT NULL CHECK (negative >= 0),
	neutral  INTEGER NOT NULL CHECK (neutral >= 0),
	positive INTEGER NOT NULL CHECK (positive >= 0),
	mentions INTEGER NOT NULL CHECK (mentions >= negative + neutral + positive),
	copies   INTEGER NOT NULL CHECK (copies >= 0),
	promo    INTEGER NOT NULL CHECK (promo >= 0),
	voices   BLOB    NOT NULL,
	PRIMARY KEY (topic, hour, network, lang)
) WITHOUT ROWID;

-- Who spoke, so that people can be counted over any period. Each entry of a row is eight bytes: the salted hash of an
-- author who came with one mention, or left with it when its last bit is set. Rows are added to and never rewritten.
CREATE TABLE crowd (
	id     INTEGER PRIMARY KEY,
	topic  INTEGER NOT NULL REFERENCES topic (id),
	hour   INTEGER NOT NULL,
	people BLOB    NOT NULL
);
CREATE INDEX crowd_hour ON crowd (topic, hour);

CREATE TABLE sum_week (
	topic    INTEGER NOT NULL REFERENCES topic (id),
	week     INTEGER NOT NULL,
	network  TEXT    NOT NULL,
	negative INTEGER NOT NULL CHECK (negative >= 0),
	neutral  INTEGER NOT NULL CHECK (neutral >= 0),
	positive INTEGER NOT NULL CHECK (positive >= 0),
	PRIMARY KEY (topic, week, network)
) WITHOUT ROWID;

-- How far each log is saved. It moves in the transaction that saves, so nothing is lost or saved twice.
CREATE TABLE applied (
	log TEXT PRIMARY KEY,
	seq INTEGER NOT NULL,
	at  INTEGER NOT NULL
) WITHOUT ROWID;

-- What became of everything received; nothing vanishes silently.
CREATE TABLE intake (
	source    TEXT    NOT NULL,
	run       TEXT    NOT NULL, -- an import's own id, '' for what streams
	received  INTEGER NOT NULL,
	stored    INTEGER NOT NULL,
	duplicate INTEGER NOT NULL,
	updated   INTEGER NOT NULL,
	unmatched INTEGER NOT NULL,
	rejected  INTEGER NOT NULL,
	dead      INTEGER NOT NULL,
	erased    INTEGER NOT NULL,
	PRIMARY KEY (source, run),
	CHECK (received = stored + duplicate + updated + unmatched + rejected + dead + erased)
) WITHOUT ROWID;

-- Of what streams and was new: what became a mention, and what named no topic, by the hour in which it was seen.
CREATE TABLE intake_hour (
	hour      INTEGER PRIMARY KEY,
	stored    INTEGER NOT NULL,
	unmatched INTEGER NOT NULL
);

CREATE TABLE intake_reason (
	source TEXT    NOT NULL,
	run    TEXT    NOT NULL,
	field  INTEGER NOT NULL CHECK (field IN (0, 1)), -- 1: text names an unknown field
	text   TEXT    NOT NULL,
	count  INTEGER NOT NULL,
	PRIMARY KEY (source, run, field, text)
) WITHOUT ROWID;

-- Messages that could not be processed, byte for byte. They are never parsed here.
CREATE TABLE dead (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	stage    TEXT    NOT NULL,
	reason   TEXT    NOT NULL,
	source   TEXT    NOT NULL,
	run      TEXT    NOT NULL,
	network  TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	raw      BLOB    NOT NULL,
	replayed INTEGER -- when it was put into the pipe again
);

CREATE TABLE source_state (
	source     TEXT PRIMARY KEY,
	network    TEXT    NOT NULL,
	state      TEXT    NOT NULL,
	last_item  INTEGER,
	last_try   INTEGER,
	wait_until INTEGER,
	every      INTEGER NOT NULL DEFAULT 0, -- milliseconds
	quiet      INTEGER NOT NULL DEFAULT 0, -- milliseconds
	error      TEXT    NOT NULL DEFAULT '',
	spent      TEXT    NOT NULL DEFAULT 'null', -- of its quotas, JSON
	expires    INTEGER, -- the credentials
	back       TEXT    NOT NULL DEFAULT 'null', -- how far the past was read, JSON
	at         INTEGER NOT NULL -- an older report does not replace a newer one
) WITHOUT ROWID;

-- Between since and at, something of the source was lost.
CREATE TABLE gap (
	source TEXT    NOT NULL,
	since  INTEGER, -- NULL: nobody knows
	at     INTEGER NOT NULL,
	why    TEXT    NOT NULL,
	PRIMARY KEY (source, at, why)
) WITHOUT ROWID;

-- The figures of communities. A series is one metric of one account or, where post is not empty, of one of its posts; a
-- figure is its value at one time: of a level, when it was so; of a flow, when its span began. One that was counted by day and
-- by week has both. The latest word counts.
CREATE TABLE series (
	id      INTEGER PRIMARY KEY,
	account TEXT NOT NULL CHECK (account <> ''), -- as the config writes it
	network TEXT NOT NULL CHECK (network <> ''),
	post    TEXT NOT NULL, -- the network's id
	metric  TEXT NOT NULL CHECK (metric <> ''),
	UNIQUE (account, network, post, metric)
);

CREATE TABLE figure (
	series INTEGER NOT NULL REFERENCES series (id),
	at     INTEGER NOT NULL,
	span   INTEGER NOT NULL CHECK (span >= 0), -- milliseconds; 0 of a level
	value  REAL    NOT NULL,
	PRIMARY KEY (series, at, span)
) WITHOUT ROWID;

-- The posts of accounts whose figures are kept, theirs and those of users on their walls. They are no mentions. One that is
-- deleted stays as an empty shell.
CREATE TABLE account_post (
	id          INTEGER PRIMARY KEY,
	account     TEXT    NOT NULL CHECK (account <> ''),
	network     TEXT    NOT NULL CHECK (network <> ''),
	external_id TEXT    NOT NULL CHECK (external_id <> ''),
	url         TEXT    NOT NULL,
	form        TEXT    NOT NULL, -- text, photo, video, link, poll, story, other
	author      TEXT    NOT NULL, -- where somebody else than the account wrote it
	text        TEXT    NOT NULL,
	published   INTEGER NOT NULL,
	deleted     INTEGER NOT NULL CHECK (deleted IN (0, 1)),
	UNIQUE (account, network, external_id),
	CHECK (deleted = 0 OR text = '' AND author = '' AND url = '')
);
CREATE INDEX account_post_published ON account_post (published);

-- Sets of people: who follows an account, or did something there in a span. Only their hashes are kept, salted as in crowd,
-- so that whoever follows two accounts of a network, or is mentioned there, is the same in both.
CREATE TABLE member_set (
	id       INTEGER PRIMARY KEY,
	account  TEXT    NOT NULL CHECK (account <> ''),
	network  TEXT    NOT NULL CHECK (network <> ''),
	name     TEXT    NOT NULL CHECK (name <> ''), -- followers, dead, active
	at       INTEGER NOT NULL, -- of what was done, when its span began
	span     INTEGER NOT NULL CHECK (span >= 0), -- milliseconds
	told     INTEGER NOT NULL, -- when its last piece came
	complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
	n        INTEGER NOT NULL CHECK (n >= 0), -- people, once it is complete
	UNIQUE (account, network, name, at, span)
);
CREATE INDEX member_set_at ON member_set (at);

-- The people of a set, eight bytes each. Pieces lie loose until the last of them is there; then they rise from row to row.
CREATE TABLE member_chunk (
	id      INTEGER PRIMARY KEY,
	members INTEGER NOT NULL REFERENCES member_set (id) ON DELETE CASCADE,
	loose   INTEGER NOT NULL CHECK (loose IN (0, 1)),
	people  BLOB    NOT NULL CHECK (length(people) > 0 AND length(people) % 8 = 0)
);
CREATE INDEX member_chunk_members ON member_chunk (members, loose);

-- Numbers that people enter, each of a topic and a period. The latest word counts.
CREATE TABLE input (
	id       INTEGER PRIMARY KEY,
	kind     TEXT    NOT NULL CHECK (kind <> ''),
	topic    INTEGER NOT NULL REFERENCES topic (id),
	since    INTEGER NOT NULL,
	until    INTEGER NOT NULL CHECK (until > since),
	currency TEXT    NOT NULL, -- '' where it is no money
	value    REAL, -- NULL: k of n say it
	k        INTEGER,
	n        INTEGER, -- beside a value, how many were asked for it
	assumed  INTEGER NOT NULL CHECK (assumed IN (0, 1)),
	source   TEXT    NOT NULL, -- for people
	per      TEXT    NOT NULL CHECK (per IN ('', 'week', 'month', 'year')), -- the value is of each of them
	tax      TEXT    NOT NULL CHECK (tax IN ('', 'included', 'excluded')), -- '': nobody says
	UNIQUE (kind, topic, since, until, currency),
	CHECK ((value IS NULL) <> (k IS NULL)),
	CHECK (k IS NULL OR n > 0 AND k BETWEEN 0 AND n)
);

-- Steps of people on the way from a mention to a customer. Nobody is named: person is a salted hash of what the CRM knows
-- somebody by, and handle who it is on a network, as in crowd. A step without consent has a person of its own, which is made
-- of all that is known of the step, so that nothing links it and the same step again is known. Who was erased is a random
-- person.
CREATE TABLE step (
	id       INTEGER PRIMARY KEY,
	person   BLOB    NOT NULL CHECK (length(person) = 16),
	handle   INTEGER, -- NULL: unknown
	stage    TEXT    NOT NULL CHECK (stage <> ''),
	topic    INTEGER NOT NULL REFERENCES topic (id),
	at       INTEGER NOT NULL,
	consent  INTEGER NOT NULL CHECK (consent IN (0, 1)),
	value    REAL, -- NULL: unknown
	currency TEXT    NOT NULL, -- '' without a value
	UNIQUE (person, stage, topic, at),
	CHECK (consent OR handle IS NULL),
	CHECK ((value IS NULL) = (currency = ''))
);
CREATE INDEX step_at ON step (at);
CREATE INDEX step_handle ON step (handle) WHERE handle IS NOT NULL;

-- In which hour those of them who were erased had first spoken of a topic: what their handles led to.
CREATE TABLE step_spoke (
	person BLOB    NOT NULL CHECK (length(person) = 16),
	topic  INTEGER NOT NULL REFERENCES topic (id),
	hour   INTEGER NOT NULL,
	PRIMARY KEY (person, topic)
) WITHOUT ROWID;

-- Who took back what they had agreed to, by hashes of keys, and when last. What they did before that is linked to nothing, whenever
-- it is told.
CREATE TABLE step_refused (
	who BLOB PRIMARY KEY,
	at  INTEGER NOT NULL
) WITHOUT ROWID;

-- Of whom no step may come in again, by hashes of keys and handles.
CREATE TABLE step_barred (
	who BLOB PRIMARY KEY
) WITHOUT ROWID;

-- What people were told and are to be told, a row for each message to one outlet.
CREATE TABLE outbox (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	key         TEXT    NOT NULL UNIQUE,
	kind        TEXT    NOT NULL,
	topic       TEXT    NOT NULL DEFAULT '',
	notifier    TEXT    NOT NULL DEFAULT '',
	manner      TEXT    NOT NULL DEFAULT '' CHECK (manner IN ('', 'under', 'over')), -- it answers or replaces the target
	target      TEXT    NOT NULL DEFAULT '' CHECK ((target = '') = (manner = '')), -- a key
	period_from INTEGER,
	period_to   INTEGER,
	due         INTEGER NOT NULL,
	next        INTEGER NOT NULL,
	sent        INTEGER,
	state       TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'expired')),
	attempts    INTEGER NOT NULL DEFAULT 0,
	last_error  TEXT    NOT NULL DEFAULT '',
	channel     TEXT    NOT NULL DEFAULT '', -- where it stands at the remote, in the remote's words
	remote_id   TEXT    NOT NULL DEFAULT '',
	payload     BLOB    NOT NULL -- retention empties it
);
CREATE INDEX outbox_waiting ON outbox (next) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_place ON outbox (remote_id, channel) WHERE state = 'sent' AND remote_id <> '';

-- What is told while it goes on, and edited until it is over: at most one of its kind at a time runs for a subject.
CREATE TABLE incident (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	kind     TEXT    NOT NULL CHECK (kind <> ''),
	topic    TEXT    NOT NULL,
	subject  TEXT    NOT NULL, -- what of the topic; '' the topic itself
	opened   INTEGER NOT NULL CHECK (opened > 0),
	updated  INTEGER NOT NULL CHECK (updated > 0),
	closed   INTEGER, -- NULL: it runs
	acked    INTEGER,
	acked_by TEXT    NOT NULL DEFAULT '',
	revision INTEGER NOT NULL CHECK (revision > 0),
	facts    TEXT    NOT NULL, -- JSON; the watcher's own
	CHECK ((acked IS NULL) = (acked_by = ''))
);
CREATE UNIQUE INDEX incident_runs ON incident (kind, topic, subject) WHERE closed IS NULL;
CREATE INDEX incident_opened ON incident (opened);

-- What people do not want to be told for a while. '' is any.
CREATE TABLE mute (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	kind     TEXT    NOT NULL,
	topic    TEXT    NOT NULL,
	subject  TEXT    NOT NULL,
	begins   INTEGER NOT NULL,
	until    INTEGER NOT NULL CHECK (until > begins),
	name     TEXT    NOT NULL CHECK (name <> ''), -- of the person
	why      TEXT    NOT NULL,
	ended    INTEGER, -- before its time
	ended_by TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX mute_until ON mute (until);

-- What somebody said by reacting to a message of ours, as long as the reaction stands: one row for each topic of the
-- mention that it speaks of, with what it is to take back.
CREATE TABLE reaction (
	channel TEXT    NOT NULL,
	message TEXT    NOT NULL,
	person  TEXT    NOT NULL,
	name    TEXT    NOT NULL, -- of the reaction
	topic   INTEGER NOT NULL REFERENCES topic (id),
	mention INTEGER NOT NULL REFERENCES mention (id) ON DELETE CASCADE,
	label   INTEGER REFERENCES label (id) ON DELETE CASCADE,
	excludes INTEGER NOT NULL CHECK (excludes IN (0, 1)),
	PRIMARY KEY (channel, message, person, name, topic)
) WITHOUT ROWID;
CREATE INDEX reaction_mention ON reaction (mention, topic);
CREATE INDEX reaction_label ON reaction (label) WHERE label IS NOT NULL;

-- Events of others that were dealt with, for a week.
CREATE TABLE heard (
	id TEXT PRIMARY KEY,
	at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX heard_at ON heard (at);

-- Whose words are on their way out, in clear until they are; then only what became of it is left. stage: log, then rows, then pages,
-- then done. person takes the place of an author in every count.
CREATE TABLE erasure (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	network TEXT    NOT NULL,
	author  TEXT    NOT NULL,
	mention TEXT    NOT NULL,
	person  INTEGER NOT NULL,
	stage   TEXT    NOT NULL CHECK (stage IN ('log', 'rows', 'pages', 'done')),
	name    TEXT    NOT NULL, -- who asked
	began   INTEGER NOT NULL,
	ended   INTEGER,
	erased  TEXT    NOT NULL, -- how much of what, JSON
	CHECK (stage IN ('log', 'rows') OR author = '' AND mention = '')
);

-- Of whom nothing may come in again, by hashes of authors as crowds know them.
CREATE TABLE erased_author (
	who BLOB PRIMARY KEY
) WITHOUT ROWID;

-- Hours after kept_since in which mentions were published that are gone and whose numbers the sums keep: they were erased, or their
-- source is kept for less long than the others.
CREATE TABLE thinned_hour (
	hour INTEGER PRIMARY KEY
);

-- Who may sign in. Passwords are hashed; the secret of a second factor is not, since its codes are made from it.
CREATE TABLE user (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	name       TEXT    NOT NULL UNIQUE,
	role       TEXT    NOT NULL CHECK (role IN ('viewer', 'agent', 'analyst', 'admin')),
	topics     TEXT,   -- that they see, JSON; NULL: everything
	subject    TEXT    NOT NULL DEFAULT '', -- who they are to the service that they sign in with
	password   TEXT    NOT NULL DEFAULT '', -- PHC string
	totp       TEXT    NOT NULL DEFAULT '',
	totp_step  INTEGER NOT NULL DEFAULT 0,  -- of the code that was used last
	code       BLOB,   -- hash of what is changed for a first password, once
	code_until INTEGER,
	created    INTEGER NOT NULL,
	seen       INTEGER,
	disabled   INTEGER NOT NULL DEFAULT 0,
	epoch      INTEGER NOT NULL DEFAULT 0   -- grows with whatever ends their sessions
);
CREATE UNIQUE INDEX user_subject ON user (subject) WHERE subject <> '';

-- What lets programs in, by hashes.
CREATE TABLE token (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	name    TEXT    NOT NULL,
	role    TEXT    NOT NULL CHECK (role IN ('viewer', 'agent', 'analyst', 'admin')),
	topics  TEXT,
	hash    BLOB    NOT NULL UNIQUE,
	made_by TEXT    NOT NULL,
	created INTEGER NOT NULL,
	until   INTEGER,
	used    INTEGER,
	revoked INTEGER
);

-- Pages that whoever has a link may read, by hashes of the links.
CREATE TABLE share (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	path    TEXT    NOT NULL,
	topics  TEXT,
	hash    BLOB    NOT NULL UNIQUE,
	made_by TEXT    NOT NULL,
	created INTEGER NOT NULL,
	until   INTEGER NOT NULL,
	revoked INTEGER
);

-- Who did what. Nothing is ever taken out but the words of those who were erased.
CREATE TABLE audit (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	who     TEXT    NOT NULL,
	what    TEXT    NOT NULL,
	on_what TEXT    NOT NULL,
	address TEXT    NOT NULL,
	detail  TEXT    NOT NULL -- JSON
);

-- Full text, of text normalised in Go: lower case, ё as е, look-alike letters told apart. The driver has FTS5 only
-- behind a build tag, and a trigger would cost four times the row itself, so rows are indexed behind the writer.
CREATE VIRTUAL TABLE search USING fts4 (text, tokenize=unicode61 "remove_diacritics=0");

CREATE VIEW v_mention AS
SELECT m.network || ':' || m.external_id AS id, m.network, m.external_id, m.url, m.author_id AS author, m.kind, m.lang,
	strftime('%Y-%m-%dT%H:%M:%SZ', m.published / 1000, 'unixepoch') AS published_at,
	strftime('%Y-%m-%dT%H:%M:%SZ', m.seen / 1000, 'unixepoch') AS seen_at,
	m.text, m.thread,
	o.network || ':' || o.external_id AS duplicate_of
FROM mention AS m LEFT JOIN mention AS o ON o.id = m.duplicate_of
WHERE m.deleted = 0;

CREATE VIEW v_opinion AS
SELECT m.network || ':' || m.external_id AS mention_id, t.slug AS topic,
	CASE o.sentiment WHEN -1 THEN 'negative' WHEN 1 THEN 'positive' ELSE 'neutral' END AS sentiment,
	o.p_negative / 1e6 AS p_negative, o.p_neutral / 1e6 AS p_neutral, o.p_positive / 1e6 AS p_positive,
	m.category, o.counted, 'c' || c.root AS complaint_id,
	CASE o.labelled_by WHEN '' THEN 'model:' || m.model ELSE o.labelled_by END AS labelled_by,
	strftime('%Y-%m-%dT%H:%M:%SZ', o.published / 1000, 'unixepoch') AS published_at
FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic
	LEFT JOIN complaint AS c ON c.id = o.complaint;

CREATE VIEW v_handling AS
SELECT m.network || ':' || m.external_id AS mention_id, h.state, h.assignee, h.name AS changed_by,
	strftime('%Y-%m-%dT%H:%M:%SZ', h.at / 1000, 'unixepoch') AS changed_at
FROM handled AS h JOIN mention AS m ON m.id = h.mention
WHERE m.deleted = 0;

CREATE VIEW v_hour AS
SELECT t.slug AS topic, strftime('%Y-%m-%dT%H:%M:%SZ', s.hour * 3600, 'unixepoch') AS hour, s.network, s.lang,
	s.negative, s.neutral, s.positive
FROM sum_hour AS s JOIN topic AS t ON t.id = s.topic
WHERE s.negative + s.neutral + s.positive > 0;

CREATE VIEW v_week AS
SELECT t.slug AS topic, date(s.week * 86400, 'unixepoch') AS week, s.network, s.negative, s.neutral, s.positive
FROM sum_week AS s JOIN topic AS t ON t.id = s.topic;

-- What recurs: at least two people, in at least two texts of their own.
CREATE VIEW v_complaint AS
SELECT 'c' || c.id AS id, c.kind, c.theme, iif(c.named <> '', c.named, c.label) AS label, c.state, n.mentions, n.people,
	strftime('%Y-%m-%dT%H:%M:%SZ', n.first / 1000, 'unixepoch') AS first_seen,
	strftime('%Y-%m-%dT%H:%M:%SZ', n.last / 1000, 'unixepoch') AS last_seen,
	c.ticket
FROM complaint AS c JOIN (
	SELECT l.root, sum(v.mentions) AS mentions, count(DISTINCT v.person) AS people, min(l.first) AS first, max(l.last) AS last
	FROM complaint AS l JOIN voice AS v ON v.topic = 0 AND v.complaint = l.id GROUP BY l.root) AS n ON n.root = c.id
WHERE n.mentions >= 2 AND n.people >= 2;

-- What people answered on a scale, in surveys and reviews.
CREATE VIEW v_score AS
SELECT m.network || ':' || m.external_id AS mention_id, s.name, s.value,
	strftime('%Y-%m-%dT%H:%M:%SZ', m.published / 1000, 'unixepoch') AS published_at
FROM score AS s JOIN mention AS m ON m.id = s.mention;

-- Of accounts. span_seconds is 0 of a level, and of a flow for how long it was counted from at on.
CREATE VIEW v_community AS
SELECT s.account, s.network, s.metric, strftime('%Y-%m-%dT%H:%M:%SZ', f.at / 1000, 'unixepoch') AS at, f.value,
	f.span / 1000 AS span_seconds
FROM series AS s JOIN figure AS f ON f.series = s.id WHERE s.post = '';

CREATE VIEW v_post AS
SELECT account, network, external_id AS post, url, form, author, text,
	strftime('%Y-%m-%dT%H:%M:%SZ', published / 1000, 'unixepoch') AS published_at, deleted
FROM account_post;

-- Of posts; all of them are levels.
CREATE VIEW v_post_figure AS
SELECT s.account, s.network, s.post, s.metric, strftime('%Y-%m-%dT%H:%M:%SZ', f.at / 1000, 'unixepoch') AS at, f.value
FROM series AS s JOIN figure AS f ON f.series = s.id WHERE s.post <> '';

CREATE VIEW v_input AS
SELECT i.kind, t.slug AS topic, strftime('%Y-%m-%dT%H:%M:%SZ', i.since / 1000, 'unixepoch') AS since,
	strftime('%Y-%m-%dT%H:%M:%SZ', i.until / 1000, 'unixepoch') AS until, i.value, i.k, i.n, i.currency, i.assumed, i.source,
	i.per, i.tax
FROM input AS i JOIN topic AS t ON t.id = i.topic;

CREATE VIEW v_step AS
SELECT s.stage, t.slug AS topic, strftime('%Y-%m-%dT%H:%M:%SZ', s.at / 1000, 'unixepoch') AS at, s.consent, s.value, s.currency
FROM step AS s JOIN topic AS t ON t.id = s.topic;

CREATE VIEW v_outbox AS
SELECT id, kind, strftime('%Y-%m-%dT%H:%M:%SZ', due / 1000, 'unixepoch') AS due_at, state, attempts, last_error,
	strftime('%Y-%m-%dT%H:%M:%SZ', sent / 1000, 'unixepoch') AS sent_at, remote_id
FROM outbox;

-- bytes is the size of the message; a letter that was put into the pipe again has left the list.
CREATE VIEW v_dead AS
SELECT id, stage, reason, strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') AS at, length(raw) AS bytes
FROM dead WHERE replayed IS NULL;

CREATE VIEW v_intake AS
SELECT source, sum(received) AS received, sum(stored) AS stored, sum(duplicate) AS duplicate, sum(updated) AS updated,
	sum(unmatched) AS unmatched, sum(rejected) AS rejected, sum(dead) AS dead, sum(erased) AS erased
FROM intake GROUP BY source;

CREATE VIEW v_source AS
SELECT source, network, state,
	strftime('%Y-%m-%dT%H:%M:%SZ', last_item / 1000, 'unixepoch') AS last_item_at,
	strftime('%Y-%m-%dT%H:%M:%SZ', last_try / 1000, 'unixepoch') AS last_try_at,
	strftime('%Y-%m-%dT%H:%M:%SZ', wait_until / 1000, 'unixepoch') AS wait_until,
	error
FROM source_state;
