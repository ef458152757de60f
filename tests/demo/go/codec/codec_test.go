package codec

import "testing"

func FuzzDecode(f *testing.F) {
	f.Add([]byte{1, 2, 'h', 'i'})
	f.Fuzz(func(t *testing.T, data []byte) {
		Decode(data)
	})
}

// FuzzDecodeText reaches the same code by another road.
func FuzzDecodeText(f *testing.F) {
	f.Add("\x01\x02hi", true)
	f.Fuzz(func(t *testing.T, text string, ask bool) {
		if ask {
			Decode([]byte(text))
		}
	})
}

func FuzzLast(f *testing.F) {
	f.Add(uint8(1))
	f.Fuzz(func(t *testing.T, n uint8) {
		var chain *Record
		for i := 0; i < int(n)%7; i++ {
			chain = &Record{Kind: byte(i), Next: chain}
		}
		Last(chain)
	})
}
