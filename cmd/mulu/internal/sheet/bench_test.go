package sheet

import (
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"mulu/cmd/mulu/internal/official"
)

// benchRow is as wide as a row of the catalogue.
var benchRow = []Cell{
	Text("栖霞市交通运输局关于印发《栖霞市网络预约出租汽车经营服务管理实施细则》的通知"), Text("113701000041890072/2024-00368"), Text("栖交发〔2024〕12号"), Text("栖霞市交通运输局"),
	Day(official.DateOf(2024, 3, 1)), Day(official.DateOf(2024, 3, 5)), Day(official.DateOf(2024, 5, 1)), Text("有效"), Text("政策法规/规范性文件"),
	Text("明确网约车平台公司、车辆和驾驶员的许可条件、经营服务规范和监督检查要求。"), Link("https://jtj.qixia.example/xxgk/doc/113701000041890072/2024-00368.html", ""),
}

var benchTable = Table{Name: "目录", Columns: make([]Column, len(benchRow))}

func benchmark(b *testing.B, begin func() Writer) {
	b.ReportAllocs()
	for b.Loop() {
		w := begin()
		for range 1000 {
			if err := w.Row(benchRow); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/row")
}

func BenchmarkCSV(b *testing.B) {
	benchmark(b, func() Writer { return NewCSV(io.Discard, benchTable) })
}

func BenchmarkXLSX(b *testing.B) {
	benchmark(b, func() Writer { return NewXLSX(io.Discard, benchTable) })
}

// BenchmarkExcelize is the same with the library, without filters.
func BenchmarkExcelize(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		f := excelize.NewFile()
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			b.Fatal(err)
		}
		s, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		row := make([]any, len(benchRow))
		for i := range 1000 {
			for k, c := range benchRow {
				row[k] = c.text
				if c.kind == day {
					n, _ := serial(c.day)
					row[k] = excelize.Cell{StyleID: style, Value: n}
				}
			}
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := s.SetRow(at, row); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.Flush(); err != nil {
			b.Fatal(err)
		}
		if _, err := f.WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/row")
}
