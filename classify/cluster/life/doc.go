// Package life says where a recurring complaint stands: new, rising, steady, fading, dormant, fixed or returned. It is
// arithmetic only: what it says follows from how many people wrote on which day, what a person said, and the time that is
// passed in. Nothing is remembered between two calls, and the order of the complaints decides nothing.
//
// # The states
//
// The first that holds of these:
//
//	fixed     a person said so, and it has not returned
//	returned  after a fix and three days' grace, more people than the 15 % of the rate before that may linger, at p .002 on
//	          some day over one to 28 days; at least two people. It stays so until it is fixed again
//	dormant   nobody for 14 days
//	new       its first mention is at most 72 hours old, by two people or more. Emerging: five people, three texts, and
//	          not in the first week of watching, when everything is new
//	rising    more people than usual for it, beyond chance, and still so (below)
//	fading    at most half of its usual share and .7 of its usual people over a week (or the longest window that so short
//	          a history allows, three days at least), beyond chance
//	steady    everything else
//
// An ignored complaint never rises, is never new and never returns.
//
// # The test
//
// People are counted, once a day each: who posts all day is one. Tested is the share of the volume, so that Sundays,
// holidays, a source that is down, a morning at nine and a storm that doubles everything divide out. Read in this order:
//
//	volume.go     how much others wrote on each day; a small crowd is trusted little
//	series.go     one complaint beside that: its people, and its exposure, 1 on an average day
//	burst.go      days that stand out are no part of what is usual, neither for the complaint nor for the others
//	spread.go     how unevenly each complaint runs, drawn towards all
//	scan.go       the last 1, 2, 3, 5 and 7 days against up to nine weeks before
//	tail.go       the p value: exact for any count
//	discovery.go  which p values count, given how many complaints there are
//	fix.go        whether a fix held
//
// Day after day a complaint's rate varies by more than chance; its people are negative binomial. Given how many there were in
// window and past together, those in the window are beta-binomial, whatever is usual: the exact test of two Poisson rates
// (Przyborowski and Wilenski 1940), widened. So a complaint of two people a month is judged as rightly as one of thirty a
// day, and knowing it for five days rather than fifty costs what it should. A rise needs three people, two of
// them on one day, half as much again of its share and a fifth more people.
//
// On a day when nothing happens one in a hundred is announced by mistake, however many complaints there are; of those
// announced on other days 2 % may be false. A rise ends when its last days speak for the usual rate: a long window alone
// would keep a burst alive for most of a week. While few people write, rising and steady may therefore alternate.
//
// # Figures
//
// TestFigures -v prints them. A hundred and twenty complaints are watched at the end of each day for 32 days after 28 (negative
// binomial of shape 4, weekends .7, common shocks of .15); a quarter have one burst of five days, three to six times the
// usual. Found: while it lasted. False: days on which a complaint was called rising outside its burst, of all such; and
// alarms, runs of such days. Then a hundred complaints for a month without bursts: alarms, and months with more than three.
// Eight runs each; people a day by row.
//
//	              bursts  found  at once  false days  false alarms  a quiet month  loud months
//	0.2 to 30        232    70%      21%        3.9%          4.7%           0.12          0/8
//	0.5 to 20        231    78%      21%        2.6%          4.8%           0.00          0/8
//	0.2              242     5%       0%        5.6%          7.1%           0.12          0/8
//	1                273    59%      10%        5.8%          4.1%           0.12          0/8
//	3                244    89%      31%        2.4%          3.1%           0.12          0/8
//	10               216    94%      43%        3.3%          5.2%           0.12          0/8
//	30               244    98%      45%        2.5%          5.6%           0.25          0/8
//	at noon          266    64%      17%        3.5%          2.3%           0.25          0/8
//	at six           233    64%      14%        7.7%          5.7%           0.38          0/8
//	weekends 0.3     261    63%      18%        4.1%          3.5%           0.12          0/8
//	shocks 0.4       233    73%      21%        3.1%          3.4%           0.12          0/8
//	sources down     244    66%      20%        3.3%          1.8%           0.12          0/8
//	uneven           256    66%      23%        5.7%         10.1%           0.50          0/8
//	wandering        236    64%      17%        7.2%         10.2%           1.50          1/8
//	from day 10      266    62%      20%        3.8%          3.6%           0.25          0/8
//	from day 5       246    53%      15%        1.7%          1.5%           0.12          0/8
//	six in all         8    62%      25%        0.0%          0.0%           0.12          0/8
//	600 small       1172    31%       6%        4.1%          4.5%           0.12          0/8
//
// One day against 28, negative binomial with the shape known, Benjamini and Hochberg at .05, finds 60 % of 0.2 to 30, half
// of them at once, at 9 % false days (168 bursts). Limits: a burst of what one person a week writes about is seldom beyond
// chance; rates that wander by a seventh a week (wandering) do rise by themselves; and a complaint that runs far less evenly
// than others (uneven) is known as such only once it has enough people.
//
// TestFixFigures: a fix that leaves 10 % is called failed within seven weeks in 0 to 3 of 100 cases. One after which the
// complaint comes back whole is seen 1.8 days later with 20 people a day, 2.7 with five, 5.3 with one; with one in five days
// three of four within four weeks, 13 days later (200 runs each).
//
// # Sources
//
//   - Przyborowski and Wilenski 1940, "Homogeneity of results in testing samples from Poisson series", Biometrika 31: the
//     test of two rates given their sum.
//   - Skellam 1948, "A probability distribution derived from the binomial distribution by regarding the probability of success
//     as variable between the sets of trials", JRSS B 10: the beta-binomial law.
//   - Benjamini and Hochberg 1995, "Controlling the false discovery rate", JRSS B 57.
//   - Tarone 1990, "A modified Bonferroni method for discrete data", Biometrics 46, and Gilbert 2005, "A modified false
//     discovery rate multiple-comparisons procedure for discrete data", Applied Statistics 54: tests that could never be
//     significant do not count.
//   - Kulldorff 2001, "Prospective time periodic geographical disease surveillance using a scan statistic", JRSS A 164: windows
//     of several lengths that end today.
//   - Farrington, Andrews, Beale and Catchpole 1996, "A statistical algorithm for the early detection of outbreaks of infectious
//     disease", JRSS A 159: past outbreaks weigh less in what is usual.
//   - Robinson and Smyth 2007, "Moderated statistical tests for assessing differences in tag abundance", Bioinformatics 23:
//     overdispersion of each drawn towards that of all.
//   - Page 1954, "Continuous inspection schemes", Biometrika 41: the likelihood ratio of the last days tells when a change ended.
package life
