package pathutil

import "testing"

func FuzzClean(f *testing.F) {
	f.Add("/a//b/./c")
	f.Fuzz(func(t *testing.T, path string) {
		once := Clean(path)
		if twice := Clean(once); twice != once {
			t.Fatalf("cleaning again gives %q, not %q", twice, once)
		}
	})
}
