package bench

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"

	"molva/ingest"
)

// bareLog is a log with what the raw log relies on: on disk, batches whole or not at all, repeats known.
var bareLog = jetstream.StreamConfig{
	Name: "BARE", Subjects: []string{"molva.mention.*"}, Storage: jetstream.FileStorage,
	AllowAtomicPublish: true, Duplicates: 2 * time.Minute,
}

func (b *bench) barePublish(ctx context.Context, m *meter) error {
	return b.withBareLog(ctx, func(js jetstream.JetStream) error {
		msgs, err := b.messages()
		if err != nil {
			return err
		}
		return b.alone(ctx, m, page, func(from, to int) error { return commit(ctx, js, msgs[from:to]) })
	})
}

func (b *bench) bareConsume(ctx context.Context, m *meter) error {
	return b.withBareLog(ctx, func(js jetstream.JetStream) error {
		msgs, err := b.messages()
		if err != nil {
			return err
		}
		err = steps(ctx, 0, len(msgs), page, func(from, to int) error { return commit(ctx, js, msgs[from:to]) })
		if err != nil {
			return err
		}
		if err := pull(ctx, js, 0, b.warm); err != nil {
			return err
		}
		return m.time(b.Mentions, func() error { return pull(ctx, js, b.warm, b.Mentions) })
	})
}

// pull takes n messages with a consumer of its own: another one's would have some in its hands already.
func pull(ctx context.Context, js jetstream.JetStream, behind, n int) error {
	consumer, err := js.CreateConsumer(ctx, bareLog.Name, jetstream.ConsumerConfig{
		AckPolicy: jetstream.AckNonePolicy, MemoryStorage: true,
		DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: uint64(behind + 1),
	})
	if err != nil {
		return err
	}
	pulled, err := consumer.Messages(jetstream.PullMaxMessages(batch))
	if err != nil {
		return err
	}
	defer pulled.Stop()
	for range n {
		if _, err := pulled.Next(jetstream.NextContext(ctx)); err != nil {
			return err
		}
	}
	return nil
}

// commit publishes one atomic batch.
func commit(ctx context.Context, js jetstream.JetStream, msgs []*nats.Msg) error {
	publisher, err := jetstreamext.NewBatchPublisher(js, jetstreamext.BatchFlowControl{AckTimeout: 10 * time.Second})
	if err != nil {
		return err
	}
	last := len(msgs) - 1
	for _, msg := range msgs[:last] {
		if err := publisher.AddMsg(msg); err != nil {
			return err
		}
	}
	_, err = publisher.CommitMsg(ctx, msgs[last])
	return err
}

// messages are the mentions of a phase with the one header that anybody who publishes must set.
func (b *bench) messages() ([]*nats.Msg, error) {
	envelopes, err := envelopes(b.mentions())
	if err != nil {
		return nil, err
	}
	msgs := make([]*nats.Msg, len(envelopes))
	for i, e := range envelopes {
		id := ingest.MessageID(e.Network, e.ID, e.Body)
		msgs[i] = &nats.Msg{Subject: "molva.mention." + e.Network, Header: nats.Header{jetstream.MsgIDHeader: {id}}, Data: e.Body}
	}
	return msgs, nil
}

// withBareLog runs do with an empty log of a server in this process.
func (b *bench) withBareLog(ctx context.Context, do func(jetstream.JetStream) error) error {
	return b.folder(func(dir string) error {
		srv, err := startServer(dir)
		if err != nil {
			return err
		}
		defer srv.stop()
		nc, err := nats.Connect("", nats.InProcessServer(srv), nats.Token(srv.token))
		if err != nil {
			return err
		}
		defer nc.Close()
		js, err := jetstream.New(nc)
		if err != nil {
			return err
		}
		if _, err := js.CreateStream(ctx, bareLog); err != nil {
			return err
		}
		return errors.Join(do(js), ctx.Err())
	})
}
