// Package codec reads records of a kind byte, a length byte and a body.
package codec

import "errors"

// ErrShort says that a record ends before its body does.
var ErrShort = errors.New("codec: record is too short")

// A Record is one decoded record.
type Record struct {
	Kind byte
	Body []byte
	Next *Record
}

type decoder struct {
	data []byte
}

// body copies the n bytes behind the two of the head.
func (d *decoder) body(n int) []byte {
	out := make([]byte, n)
	for i := range out {
		out[i] = d.data[2+i]
	}
	return out
}

// Decode reads one record.
func Decode(data []byte) (*Record, error) {
	if len(data) < 2 {
		return nil, ErrShort
	}
	d := &decoder{data}
	return &Record{Kind: data[0], Body: d.body(int(data[1]))}, nil
}

// Last walks a chain of records to its end.
func Last(r *Record) *Record {
	for r.Next != nil {
		r = r.Next
	}
	return r
}
