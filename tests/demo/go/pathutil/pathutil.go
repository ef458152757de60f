// Package pathutil tidies slash-separated paths.
package pathutil

import "strings"

// Clean drops empty parts and single dots.
func Clean(path string) string {
	var kept []string
	for _, part := range strings.Split(path, "/") {
		if part != "" && part != "." {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "/")
}
