package config

import "mulu/cmd/mulu/internal/official"

// CheckRelations is [check.relations]: settings of the rules of partners of documents.
type CheckRelations struct {
	Policies         []string      `toml:"policies"`          // 信息类别 that need an interpretation; 规章 and 行政规范性文件 when absent
	Since            official.Date `toml:"since"`             // documents published earlier need no interpretation or feedback; 2017-01-01 when absent
	InterpretDays    int           `toml:"interpret_days"`    // working days after publication for the interpretation; 3 when absent
	Forms            int           `toml:"forms"`             // forms of interpretation that the site demands of each policy; none when absent
	ConsultationDays int           `toml:"consultation_days"` // least days of a consultation; 30 when absent
	FeedbackDays     int           `toml:"feedback_days"`     // working days after a consultation's end for the feedback; 20 when absent
}

func (r *CheckRelations) setNumbers() {
	r.InterpretDays, r.ConsultationDays, r.FeedbackDays = 3, 30, 20
}

func (r *CheckRelations) setDefaults() {
	if r.Policies == nil {
		r.Policies = []string{"规章", "行政规范性文件"}
	}
	setDefault(&r.Since, official.DateOf(2017, 1, 1))
}

func (l *loader) checkRelations() {
	r := &l.c.Check.Relations
	l.checkRange(r.Forms, 0, 9, "check", "relations", "forms")
	l.checkRange(r.InterpretDays, 1, 366, "check", "relations", "interpret_days")
	l.checkRange(r.ConsultationDays, 1, 366, "check", "relations", "consultation_days")
	l.checkRange(r.FeedbackDays, 1, 366, "check", "relations", "feedback_days")
}
