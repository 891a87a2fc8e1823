package mounts

import "os"

func all() []Point {
	info, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil
	}
	return parse(info)
}
