// Package quantify turns counts of classified mentions into shares and ratios that say how sure they are. It is
// arithmetic only.
//
// Every interval is two-sided at 90 % and covers chance: the mentions seen stand for those that could have been
// written. It does not cover the classifier's own mistakes, and whoever prints it says so.
//
// Sources of the formulas:
//   - Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22: the score interval.
//   - Clopper and Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of the binomial",
//     Biometrika 26: the exact interval.
//   - Brown, Cai and DasGupta 2001, "Interval estimation for a binomial proportion", Statistical Science 16: why not the
//     textbook p ± z·√(p(1−p)/n), which covers far less than it says for few mentions or lopsided shares.
//   - Newcombe 1998, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17:
//     method 10, which builds the interval of a difference from the two intervals.
package quantify
