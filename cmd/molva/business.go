package main

import (
	"errors"
	"os"

	"molva/alerts/metric"
	"molva/config"
)

// business is what the configuration says of the company. Where there is none, as in a folder that was only imported into,
// nothing is said.
func (p *program) business() (metric.Business, error) {
	c, err := p.load()
	if errors.Is(err, os.ErrNotExist) {
		c, err = new(config.Default()), nil
	}
	if err != nil {
		return metric.Business{}, err
	}
	return c.Business(), nil
}
