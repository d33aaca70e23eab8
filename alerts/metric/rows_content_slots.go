package metric

import (
	"fmt"

	"molva/ingest"
	"molva/store"
)

// What a result by some property of posts rests on at least.
const (
	fewPosts  = 3  // posts of a form, a length, an hour, a weekday or a hashtag
	wordPosts = 5  // posts with a word
	mostParts = 40 // hashtags or words; those of the most posts
)

var perPart = Text{"views of the part's posts that tell both", "просмотры постов части, у которых известно и то и другое"}

var contentSlots = []Metric{
	{Row: 60, ID: "result_by_form", Name: Text{"Result by form of the post", "Результат по типу поста"},
		Formula:     Text{"(ΣL + ΣC + ΣS) / ΣV by form, of at least 3 posts that tell both", "(ΣL + ΣC + ΣS) / ΣV по типу, не меньше 3 постов с этими данными"},
		Denominator: perPart, Inputs: inputs(result + " form"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher,
		OfAccount: cut{of: formOf, narrow: ofForm, lacks: "form", fewest: fewPosts, order: ingest.Forms}.compute,
		Parts: map[string]Text{"text": {"text", "текст"}, "photo": {"photo", "фото"}, "video": {"video", "видео"}, "link": {"link", "ссылка"},
			"poll": {"poll", "опрос"}, "story": {"story", "история"}, "other": {"other", "прочее"}}},
	{Row: 61, ID: "result_by_length", Name: Text{"Result by length of the text", "Результат по длине текста"},
		Formula: Text{"(ΣL + ΣC + ΣS) / ΣV by characters: none, 1–160, 161–1,000, more; of at least 3 posts that tell both",
			"(ΣL + ΣC + ΣS) / ΣV по числу знаков: нет, 1–160, 161–1000, больше; не меньше 3 постов с этими данными"},
		Denominator: perPart, Inputs: inputs(result + " text"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher,
		OfAccount: cut{of: lengthOf, narrow: ofLength, fewest: fewPosts, order: []string{"none", "short", "medium", "long"}}.compute,
		Parts: map[string]Text{"none": {"no text", "без текста"}, "short": {"1–160 characters", "1–160 знаков"},
			"medium": {"161–1,000 characters", "161–1000 знаков"}, "long": {"over 1,000 characters", "больше 1000 знаков"}}},
	{Row: 62, ID: "result_by_time", Name: Text{"Result by hour and by weekday", "Результат по часу и по дню недели"},
		Formula: Text{"(ΣL + ΣC + ΣS) / ΣV by hour and by weekday of publishing, in the topic's zone, of at least 3 posts that tell both",
			"(ΣL + ΣC + ΣS) / ΣV по часу и дню недели публикации в поясе темы, не меньше 3 постов с этими данными"},
		Denominator: perPart, Inputs: inputs(result + " published"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher,
		OfAccount: cut{of: timeOf, narrow: ofSlot, fewest: fewPosts, order: slotOrder}.compute, Parts: slots()},
	{Row: 63, ID: "relative_activity", Name: Text{"Relative activity by hour and by weekday", "Относительная активность по часу и дню недели"},
		Formula: Text{"reactions to the posts of an hour, or a weekday / reactions to all posts; hours add up to all, and so do weekdays",
			"реакции на посты часа или дня недели / реакции на все посты; часы в сумме дают всё, дни тоже"},
		Denominator: Text{"reactions to all posts of the period that tell them", "реакции на все посты периода, у которых они известны"},
		Inputs:      inputs(acts + " published"), Unit: ingest.UnitShare, Class: Diagnostic, OfAccount: relative, Parts: slots()},
	{Row: 64, ID: "result_by_hashtag", Name: Text{"Result by hashtag", "Результат по хештегу"},
		Formula: Text{"(ΣL + ΣC + ΣS) / ΣV by hashtag, of at least 3 posts that tell both; the 40 of the most posts",
			"(ΣL + ΣC + ΣS) / ΣV по хештегу, не меньше 3 постов с этими данными; 40 самых частых"},
		Denominator: perPart, Inputs: inputs(result + " text"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher,
		OfAccount: cut{of: tagsOf, narrow: ofTag, fewest: fewPosts}.compute},
	{Row: 65, ID: "result_by_word", Name: Text{"Result by word", "Результат по слову"},
		Formula: Text{"(ΣL + ΣC + ΣS) / ΣV by word, of at least 5 posts that tell both, without words that say nothing; the 40 of the most posts",
			"(ΣL + ΣC + ΣS) / ΣV по слову, не меньше 5 постов с этими данными, без служебных слов; 40 самых частых"},
		Denominator: perPart, Inputs: inputs(result + " text"), Unit: ingest.UnitShare, Class: Diagnostic, Better: Higher,
		OfAccount: cut{of: wordsOf, narrow: ofWord, fewest: wordPosts}.compute},
	{Row: 66, ID: "top_and_bottom_posts", Name: Text{"Best and worst posts", "Лучшие и худшие посты"},
		Formula: Text{"(l + c + s) / v of a post, of those with at least a quarter of the median views: the 3 best and the 3 worst",
			"(l + c + s) / v поста, среди постов хотя бы с четвертью медианных просмотров: 3 лучших и 3 худших"},
		Denominator: Text{"views of the post so far", "просмотры поста на сегодня"},
		Inputs:      inputs(result), Unit: ingest.UnitShare, Class: Diagnostic, OfAccount: bestAndWorst},
}

func formOf(_ *Account, p Post) []string {
	if p.Form == "" {
		return nil
	}
	return []string{p.Form}
}

func lengthOf(_ *Account, p Post) []string { return []string{store.Length(p.Text)} }

// timeOf are hour and weekday by the clocks of the period, which a competitor shares: h14, mon.
func timeOf(a *Account, p Post) []string {
	return store.Slots(p.Published, a.Reader.Period.From.Location())
}

// slotOrder is the order of hours and weekdays.
var slotOrder = append(hours(), "mon", "tue", "wed", "thu", "fri", "sat", "sun")

func hours() []string {
	all := make([]string, 24)
	for i := range all {
		all[i] = fmt.Sprintf("h%02d", i)
	}
	return all
}

// slots are what hours and weekdays are called.
func slots() map[string]Text {
	names := map[string]Text{"mon": {"Monday", "понедельник"}, "tue": {"Tuesday", "вторник"}, "wed": {"Wednesday", "среда"}, "thu": {"Thursday", "четверг"},
		"fri": {"Friday", "пятница"}, "sat": {"Saturday", "суббота"}, "sun": {"Sunday", "воскресенье"}}
	for hour := range 24 {
		clock := fmt.Sprintf("%02d:00–%02d:59", hour, hour)
		names[fmt.Sprintf("h%02d", hour)] = Text{clock, clock}
	}
	return names
}

func tagsOf(_ *Account, p Post) []string { return store.Tags(p.Text) }

func wordsOf(_ *Account, p Post) []string { return store.Words(p.Text) }
