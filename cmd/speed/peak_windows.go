package main

import "os"

// peak is not known: Windows tells it only while the process runs.
func peak(*os.ProcessState) float64 { return 0 }
