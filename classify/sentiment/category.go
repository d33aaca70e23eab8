package sentiment

import "molva/classify"

// signs is what the rules look at beside the sentiment: counted once over all tokens.
type signs struct {
	cues     [report + 1]int
	opensAsk bool // the first words ask
	endsAsk  bool // the last thing said is a question
	links    int
	words    int  // a cue of several counts as one
	loud     bool // exclaims, asks or shows a face, anywhere
}

// look counts cues. Names of accounts before the first word do not hide that it opens a question.
func (c *cues) look(list []token) signs {
	var s signs
	atStart := true
	for i := 0; i < len(list); i++ {
		t := &list[i]
		switch t.kind {
		case link:
			s.links++
		case word:
			s.words++
		}
		s.loud = s.loud || isLoud(*t)
		found, taken := c.at(list[i:])
		if found != 0 {
			s.cues[found]++
			s.opensAsk = s.opensAsk || atStart && found == ask
			i += taken - 1
		}
		if saysSomething(*t) {
			atStart = false
			s.endsAsk = isQuestion(*t)
		}
	}
	return s
}

// saysSomething is false for what people put around a sentence.
func saysSomething(t token) bool {
	switch t.kind {
	case account, link, pause, emoji, face, hashtag:
		return false
	case word, number, marks:
	}
	return true
}

// isLoud is true for what headlines and search-bait pages do without.
func isLoud(t token) bool {
	return t.kind == face || t.kind == emoji || t.kind == marks && t.hash != classHash(marks, '.')
}

// certain is how probable a negative feeling must be for a question to be a complaint ("where is my order???").
const certain = 0.6

// category names what sort of statement a text is. It leaves a text alone rather than call it an advert: that takes it
// out of the figures.
func (s signs) category(v *classify.Verdict) classify.Category {
	switch {
	case (s.advert() || s.bait()) && v.P.Negative < certain:
		return classify.Promo
	case s.cues[suggest] > 0:
		return classify.Suggestion
	case s.asks() && v.P.Negative < certain:
		return classify.Question
	case s.headline():
		return classify.News
	case v.Sentiment == classify.Negative:
		return classify.ComplaintCategory
	case v.Sentiment == classify.Positive:
		return classify.Praise
	}
	return classify.Other
}

// advert wants two phrases of an advertiser, or one beside an offer or a link. Who asks about a promo code and gives no
// link is a customer.
func (s signs) advert() bool {
	if s.asks() && s.links == 0 {
		return false
	}
	return s.cues[advert] > 0 && s.cues[advert]+s.cues[offer]+min(s.links, 1) > 1
}

// bait is a page for search engines: what people look for, a link, and nobody who speaks.
func (s signs) bait() bool {
	return s.cues[bait] > 0 && s.links > 0 && s.cues[report] == 0 && s.impersonal()
}

// longNews is how many words may stand in a headline with the beginning of its story; reviews of a deal are longer.
const longNews = 40

// headline wants two signs of news, or one beside a link. How good or bad the news is says nothing of the author.
func (s signs) headline() bool {
	return s.cues[report] > 0 && s.cues[report]+s.links > 1 && s.words <= longNews && s.impersonal()
}

func (s signs) impersonal() bool { return s.cues[self] == 0 && !s.loud }

func (s signs) asks() bool { return s.opensAsk || s.endsAsk }
