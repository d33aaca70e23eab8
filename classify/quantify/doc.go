// Package quantify turns what a classifier said of many texts into shares, net sentiment and ratios that say how sure
// they are. It is arithmetic only.
//
// # Plain counts
//
// Of and Compare (estimate.go, change.go) take counts at their word: their 90 % intervals cover chance alone, not the
// classifier's mistakes, and whoever prints them says so.
//
// # Estimates
//
// Calibrate, Estimate and Change allow for the classifier's mistakes. Read in this order:
//
//	tone.go         what was said of one text, in a byte; over a day's texts this moves net sentiment by 0.3 to 0.5 points
//	cell.go         the tones of a period, counted
//	figures.go      what is known of strangers; builtin.go has the numbers
//	calibration.go  what labels teach about a topic
//	normal.go       the algebra of six numbers for that
//	posterior.go    from a cell to its shares, by Bayes on a grid
//	known.go        what people labelled in the cell itself
//	estimates.go    the figures that people read
//	paired.go       how they changed
//
// The texts of a topic that are negative, neutral, positive each stand somewhere on average on the classifier's scale:
// six numbers. A cell's average lies between the three points, at its shares; that is adjusted counting by probabilities
// (PACC, Bella et al. 2010). But the six are known only so well. They are normally distributed among domains, with mean
// and covariance measured on ten sets, each judged by a model trained without it; closer together among topics and among
// periods. Labels of a random sample narrow them, those of the topic most. So are the shares: Dirichlet around the topic's,
// around those of other topics, around the sets'. Estimate weighs every possible split by both; with few mentions the
// topic's shares decide, with many the tones. This is a random-effects form of Bayesian quantification (Ziegler and Czyż
// 2024), and contains what the sum of probabilities (all from the prior) and PACC (all from the tones) get wrong in
// opposite directions.
//
// The built-in figures need not fit one model: each is of a model that never read its texts. Labels carry the tones of the
// present model. No weight of the classifier is ever learned here; the sample measures.
//
// An interval holds for what people would find if they labelled all of the cell, and for what could have been written in
// its place. Of fewer mentions than 50 it is about as wide as an exact binomial one at first, and never says nothing.
//
// # Evidence
//
// TestEvidence prints it. A cell is the posts of a topic on a day, 50 or more; labels are of other days, drawn from the whole
// stream (four airlines; fourteen Russian banks and operators), so 100 labels are 25 or 7 for a topic. The model never read
// the stream's domain. Mean absolute error of net sentiment in points (one draw of labels; ours three), and how often the
// 90 % interval has what people said of the cell in it:
//
//	                    labels    ours  covered   sum  PACC   EMQ  mean of the three  count
//	airline, 23 cells        0    10.1     96 %  36.4  10.8  11.0   15.9               33.9
//	                       100     4.7     96 %   9.7   8.2  13.5    5.9               16.7
//	                       300     3.9    100 %   9.3   7.3  10.7    4.3               14.1
//	                      1000     3.3     99 %   8.6   6.5  10.8    4.3               13.6
//	banks, 113 cells         0     9.3    100 %  11.1  13.5  13.0   12.4                8.9
//	                       100     8.5     93 %   9.6  14.6  14.9   10.7                8.8
//	                       300     7.6     90 %   8.9  13.3  14.7   10.4                8.9
//	                      1000     7.3     88 %   8.4  12.2  13.5    9.7                8.1
//
// The Russian cells have 89 posts on average: chance alone moves those by 5 points. By weeks ours misses 7.7, 7.1, 6.9 and
// 6.4 there. Days of 3 to 49 posts (376 cells) are covered 99, 93, 91 and 89 %; changes from day to day 95 to 100 %
// (airline) and 86 to 99 % (banks), and of 492 changes 35 are called better or worse, 2 of them wrongly. Handfuls of
// 3 to 200 posts drawn from all of a topic's are covered 93 to 100 %: too often, since days vary and handfuls do not. Every
// other estimator needs a domain that suits it: EMQ and PACC overt feelings, the sum a stable topic.
//
// Without labels little is sure: of ten sets, whole, net sentiment is missed by 20 points on average; the interval, 40 to
// 140 points wide, has it for nine. Hence Sampled.
//
// Two limits. A sample is of its time: labels half a year older than the cells covered the banks' 51 to 79 %. And the
// built-in figures are of models that hold the three sentiments equally common, as the built-in one does: one that was
// adapted to a domain missed the airline's by 16 points without a sample, by 3 with one of 300, no better than the
// unadapted one (banks, with 1000: 8.4 for 9.8).
//
// The figures follow the model. After it was trained anew, measure them again, a minute or two:
//
//	MOLVA_TEST_DATA=$DATA go test ./classify/quantify -run TestFigures -update
//	MOLVA_TEST_DATA=$DATA go test ./classify/quantify -run TestEvidence -v
//
// # Sources
//
//   - Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22: the score interval.
//   - Clopper and Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of the binomial",
//     Biometrika 26: the exact interval.
//   - Brown, Cai and DasGupta 2001, "Interval estimation for a binomial proportion", Statistical Science 16: why not the
//     textbook p ± z·√(p(1−p)/n), which covers far less than it says for few mentions or lopsided shares.
//   - Newcombe 1998, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17:
//     method 10, which builds the interval of a difference from the two intervals.
//   - Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of a classifier to new a priori probabilities",
//     Neural Computation 14: EMQ.
//   - Bella, Ferri, Hernández-Orallo and Ramírez-Quintana 2010, "Quantification via probability estimators", ICDM: PACC.
//   - Kalman 1960, "A new approach to linear filtering and prediction problems", J. Basic Engineering 82: learning from
//     labels.
//   - Marsaglia and Tsang 2000, "A simple method for generating gamma variables", ACM TOMS 26.
package quantify
