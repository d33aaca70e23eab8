package sheettest

import (
	"strconv"

	"molva/alerts"
)

// Week is a weekly digest with all that one can have, in "en" or "ru".
func Week(language string) alerts.Message {
	m := sample(language)
	if m.Story = english(); language == "ru" {
		m.Story = russian()
	}
	return m
}

func english() alerts.Story {
	return alerts.Story{
		Title:    "Zarya, 21–27 Sep 2026",
		Notes:    []string{"Late: this was due on 28 Sep, 09:00."},
		Headline: "Worse: net sentiment is -19, it was +15 on 14–20 Sep.",
		News:     []alerts.Line{{{Text: "Returned after the fix: right earbud is silent, "}, evidence("14 people", "c12"), {Text: "."}}},
		Lines:    []alerts.Line{{{Text: "Mentions: "}, evidence("124", ""), {Text: "; positive to negative 0.62\u00a0:\u00a01."}}},
		Chart:    chart("Mentions a day", "mentions", "negative", "positive", "Sep"),
		Recurs: []alerts.Section{{Title: "Complaints", Items: []alerts.Item{
			item("right earbud is silent", "quality 60%", "14 people, usually 2 in 3 days", "The right earbud fell silent after the update & <nobody> answers", "Open", "Ticket")}}},
		Sections: []alerts.Section{{Title: "Competitors", Lines: alerts.Lines("Boreal: positive 30, negative 20, neutral 18")}},
		Details:  []alerts.Section{{Title: "Networks", Lines: alerts.Lines("vk: positive 38, negative 61, neutral 25", "shop.example: nothing counted")}},
		Quotes:   []alerts.Said{said("Great sound, thank you! *really*", "positive, 97% sure, vk, 24 Sep")},
		Coverage: alerts.Section{Title: "Coverage", Lines: alerts.Lines("Sources read: 3 of 4.", "shop cannot be read, last mention 25 Sep, 10:02 (answer is 401).")},
		Foot:     []string{"Sentiment is right for 72% (90% interval 66–78%) of 140 texts drawn at random and labelled by people."},
		Actions:  []alerts.Action{{Do: alerts.Acknowledge, Text: "Acknowledge", Subject: "i5"}, {Do: alerts.Open, Text: "All of it", URL: "https://molva.example/t/zarya"}},
	}
}

func russian() alerts.Story {
	return alerts.Story{
		Title:    "Заря, 21–27 сентября 2026",
		Notes:    []string{"С опозданием: должно было прийти 28 сентября, 09:00."},
		Headline: "Стало хуже: баланс тональности -19, 14–20 сентября был +15.",
		News:     []alerts.Line{{{Text: "Вернулось после исправления: правый наушник молчит, "}, evidence("14 человек", "c12"), {Text: "."}}},
		Lines:    []alerts.Line{{{Text: "Упоминаний: "}, evidence("124", ""), {Text: "; положительных к отрицательным 0,62\u00a0:\u00a01."}}},
		Chart:    chart("Упоминания по дням", "упоминания", "отрицательные", "положительные", "сентября"),
		Recurs: []alerts.Section{{Title: "Жалобы", Items: []alerts.Item{
			item("правый наушник молчит", "качество 60\u00a0%", "14 человек, обычно 2 за 3 дня", "Правый наушник замолчал после обновления & <никто> не отвечает", "Открыть", "Задача")}}},
		Sections: []alerts.Section{{Title: "Конкуренты", Lines: alerts.Lines("Бореал: положительных 30, отрицательных 20, нейтральных 18")}},
		Details:  []alerts.Section{{Title: "Сети", Lines: alerts.Lines("vk: положительных 38, отрицательных 61, нейтральных 25")}},
		Quotes:   []alerts.Said{said("Звук отличный, спасибо! *правда*", "положительно, уверенность 97\u00a0%, vk, 24 сентября")},
		Coverage: alerts.Section{Title: "Охват", Lines: alerts.Lines("Читается источников: 3 из 4.", "shop не читается, последнее упоминание 25 сентября, 10:02 (answer is 401).")},
		Foot:     []string{"По случайной выборке, размеченной людьми (текстов: 140), тональность верна в 72\u00a0% случаев."},
		Actions:  []alerts.Action{{Do: alerts.Open, Text: "Целиком", URL: "https://molva.example/t/zarya"}},
	}
}

func evidence(text, complaint string) alerts.Span {
	to := "https://molva.example/mentions?topic=zarya&since=2026-09-21T00%3A00%3A00%2B03%3A00"
	if complaint != "" {
		to += "&complaint=" + complaint
	}
	return alerts.Span{Text: text, URL: to}
}

func item(name, theme, people, quote, open, ticket string) alerts.Item {
	q := said(quote, "vk, 22 Sep")
	return alerts.Item{ID: "c12", Name: name, Theme: theme, Lines: []alerts.Line{{evidence(people, "c12")}}, Said: &q,
		Open:   alerts.Way{Text: open, URL: "https://molva.example/complaints/c12"},
		Ticket: alerts.Way{Text: ticket, URL: "https://tracker.example/T-1"}, Trend: []int{0, 1, 2, 2, 4, 9, 7}}
}

func said(text, mark string) alerts.Said {
	return alerts.Said{Text: text, Mark: mark, URL: "https://vk.example/wall1_7", Host: "vk.example", Mention: "vk:1_7", Topic: "zarya"}
}

// chart has a day of which nothing is known.
func chart(title, unit, negative, positive, month string) *alerts.Chart {
	c := alerts.Chart{Title: title, Unit: unit, Series: []alerts.Series{{Name: negative}, {Name: positive}}}
	for day, n := range []int{3, 5, 9, -1, 21, 14, 8} {
		c.Labels = append(c.Labels, strconv.Itoa(21+day)+" "+month)
		for i := range c.Series {
			v := n / (i + 1)
			c.Series[i].Values = append(c.Series[i].Values, &v)
			if n < 0 {
				c.Series[i].Values[day] = nil
			}
		}
	}
	return &c
}
