package store

import (
	"cmp"

	"molva/classify/cluster"
)

// voiceKey is somebody who spoke in a cluster within an hour.
type voiceKey struct {
	topic  int64 // 0: any
	live   cluster.ID
	hour   int64 // since 1970
	person int64
}

func compareVoiceKeys(a, b voiceKey) int {
	return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(a.live, b.live), cmp.Compare(a.hour, b.hour), cmp.Compare(a.person, b.person))
}

// voiceDelta is how much is added to mentions, asking and repeats.
type voiceDelta [3]int64

func (d *voiceDelta) moves() bool { return *d != voiceDelta{} }

// voice adds a mention to a cluster under a topic, n times.
func (s *sums) voice(topic int64, live cluster.ID, m *filed, n int64) {
	d := at(s.voices, voiceKey{topic, live, m.published / msPerHour, int64(m.person(s.salt))})
	switch {
	case m.role&(copied|echoes) != 0:
		d[2] += n
		return
	case m.role&asks != 0:
		d[1] += n
	}
	d[0] += n
}

// saveVoices writes what moved, in the order of the keys.
func (s *sums) saveVoices(to *session) error {
	s.heal()
	for _, k := range sorted(s.voices, compareVoiceKeys) {
		if err := to.moveVoice(k, *s.voices[k]); err != nil {
			return err
		}
	}
	return nil
}

// heal brings what was said in a cluster that was absorbed since to the one that absorbed it.
func (s *sums) heal() {
	if len(s.became) == 0 {
		return
	}
	for k, d := range s.voices {
		live := k.live
		for into := s.became[live]; into != 0; into = s.became[live] {
			live = into
		}
		if live == k.live {
			continue
		}
		delete(s.voices, k)
		k.live = live
		sum := at(s.voices, k)
		for i := range d {
			sum[i] += d[i]
		}
	}
}

func (s *session) moveVoice(k voiceKey, d voiceDelta) error {
	key := []any{k.topic, int64(k.live), k.hour / 24, k.person, k.hour % 24}
	if d[1] >= 0 && d[0] >= d[1] && d[2] >= 0 && d[0]+d[2] > 0 {
		_, err := s.exec(`INSERT INTO voice (topic, complaint, day, person, hour, mentions, asking, repeats) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, asking = asking + excluded.asking, repeats = repeats + excluded.repeats`,
			append(key, d[0], d[1], d[2])...)
		return err
	}
	const here = ` WHERE topic = ? AND complaint = ? AND day = ? AND person = ? AND hour = ?`
	n, err := s.changed(`DELETE FROM voice`+here+` AND mentions + ? = 0 AND repeats + ? = 0`, append(key, d[0], d[2])...)
	if err != nil || n > 0 {
		return err
	}
	_, err = s.exec(`UPDATE voice SET mentions = mentions + ?, asking = asking + ?, repeats = repeats + ?`+here, append([]any{d[0], d[1], d[2]}, key...)...)
	return err
}
