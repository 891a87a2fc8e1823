package official

// Holidays are a year's days off beside Saturdays and Sundays, and the Saturdays and
// Sundays that are worked for them (调休), as the State Council's yearly notice says.
type Holidays struct{ Off, Work []Date }

// Calendar knows working days (工作日).
type Calendar struct {
	Extra map[int]Holidays // by year, in place of those that are built in
}
