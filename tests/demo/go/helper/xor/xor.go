// Package xor masks bytes with a key.
package xor

import "errors"

// Mask returns data with each byte combined with the key, which repeats as often as it is needed.
func Mask(data, key []byte) []byte {
	out := make([]byte, len(data))
	for i := range data {
		out[i] = data[i] ^ key[i%len(key)]
	}
	return out
}

// ErrLength says that two inputs do not have the same length.
var ErrLength = errors.New("xor: inputs differ in length")

// Combine returns a XOR b.
func Combine(a, b []byte) ([]byte, error) {
	if len(a) != len(b) {
		return nil, ErrLength
	}
	out := make([]byte, len(a))
	for i := range a {
		out[i] = a[i] ^ b[i]
	}
	return out, nil
}
