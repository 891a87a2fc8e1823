package pdf

func collection(ordering string) func(int) string { return nil }
