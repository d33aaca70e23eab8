// Package card measures how right a classifier is on texts whose sentiment a person has told, and how far two people
// agree. It is arithmetic only; whoever calls it makes sure that the texts did not train the classifier.
//
// Every figure has a two-sided interval at 90 % for chance: the texts judged stand for those that could have been drawn.
// What nothing was judged on is absent, which is not zero.
//
// Sources of the methods:
//   - Accuracy, recall and precision are shares, with the intervals of package quantify.
//   - Zou and Donner 2008, "Construction of confidence limits about effect measures", Statistics in Medicine 27: the
//     interval of a mean from the intervals of its parts, for macro-recall.
//   - Guo et al. 2017, "On calibration of modern neural networks", ICML: expected calibration error, here over 15 bins.
//   - Efron and Tibshirani 1993, "An introduction to the bootstrap": percentile and basic intervals, for macro-F1 and
//     the calibration error.
//   - Krippendorff 2004, "Content analysis", chapter 11: alpha for nominal labels, for any two people out of many.
package card
