package xor

import (
	"bytes"
	"testing"
)

func FuzzMask(f *testing.F) {
	f.Add([]byte("seal"), []byte("k"))
	f.Fuzz(func(t *testing.T, data, key []byte) {
		if twice := Mask(Mask(data, key), key); !bytes.Equal(twice, data) {
			t.Errorf("masking twice changed the data: %q", twice)
		}
	})
}

func FuzzCombine(f *testing.F) {
	f.Add([]byte("seal"), []byte("wrap"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		out, err := Combine(a, b)
		if err == nil && len(out) != len(a) {
			t.Fatalf("%d bytes became %d", len(a), len(out))
		}
	})
}
