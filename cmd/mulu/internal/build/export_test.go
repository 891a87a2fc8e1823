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

// Looked says what was looked into when a site was loaded and published: how many files were
// read for their headers, whether rules looked at headers, and how many files that are
// published as they are they looked into.
func Looked(s *Site) (read int, rules bool, files int) {
	for _, state := range s.notes.read.state {
		if state.sum != 0 {
			read++
		}
	}
	kept := s.notes.kept
	for _, f := range kept.files {
		if f != nil && !f.taken {
			files++
		}
	}
	return read, kept.before.Find(kept.found.Key) == nil, files
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
