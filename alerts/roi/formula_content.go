package roi

// articlesAll is formula 7 literally: articles by users × the price of an equal article.
func articlesAll(r *reader) result { return paid(number(r, articles).At(cost(r, articlePrice))) }

// articlesGood is formula 7 corrected: only the share of them that is as good as a bought one counts. The source asks for such a
// correction and has no factor for it; where nobody stated the share, it is all.
func articlesGood(r *reader) result {
	good := number(r, articles).Of(partOrAll(r, goodArticles))
	return paid(good.At(cost(r, articlePrice)))
}

// photosByTotalPrice is formula 8 literally: photos by users × share of good ones × the price of the total number of photos ÷ photos
// of a photo set.
//
// The price of all of them takes the place of that of one set, which counts the photos twice.
func photosByTotalPrice(r *reader) result {
	all := number(r, photos)
	good := all.Of(part(r, goodPhotos))
	price, perSet := cost(r, photoSetPrice), divisorRate(r, photosPerSet)
	total := Packed(all, perSet).At(price)
	return paid(Packed(good, perSet).At(Price[PhotoSet]{total}))
}

// photosBySetPrice is formula 8 corrected: photos by users × share of good ones × the price of one photo set ÷ photos of a set.
func photosBySetPrice(r *reader) result {
	good := number(r, photos).Of(part(r, goodPhotos))
	price := cost(r, photoSetPrice)
	return paid(Packed(good, divisorRate(r, photosPerSet)).At(price))
}

// videosGood is formula 9: videos by users × share of good ones × the price of making a video.
func videosGood(r *reader) result {
	return paid(number(r, videos).Of(part(r, goodVideos)).At(cost(r, videoPrice)))
}

// insightsGood is formula 10: insights × share of good ones × the price of a focus group ÷ insights of a focus group. The source's
// share reads as one of focus groups; it is that of our insights which are as good as theirs. The arithmetic is the same.
func insightsGood(r *reader) result {
	good := number(r, insights).Of(part(r, goodInsights))
	price := cost(r, groupPrice)
	return paid(Packed(good, divisorRate(r, insightsPerGroup)).At(price))
}
