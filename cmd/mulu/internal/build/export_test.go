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
