package build

// Made is how many documents were made, and not taken over, when a site was published.
func Made(s *Site) (n int) {
	for _, taken := range s.notes.kept.taken {
		if !taken {
			n++
		}
	}
	return n
}

// Took is how many segments of the search index were taken over.
func Took(s *Site) (n int) {
	for _, k := range s.notes.kept.tookSegments {
		if k != nil {
			n++
		}
	}
	return n
}
