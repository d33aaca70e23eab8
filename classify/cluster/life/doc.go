// Package life says where a complaint stands.
package life
