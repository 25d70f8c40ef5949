import Spreadsheet

/// What a reader found, in figures that can be compared with those of another.
struct Sums {
  var cells = 0
  var texts = 0
  var textBytes = 0
  var numbers = 0.0
  /// The days since 1970-01-01 of all dates together.
  var days = 0
  var booleans = 0

  static func += (left: inout Self, right: Self) {
    left.cells += right.cells
    left.texts += right.texts
    left.textBytes += right.textBytes
    left.numbers += right.numbers
    left.days += right.days
    left.booleans += right.booleans
  }

  /// The figures as the peers print them.
  var json: String {
    """
    {"cells": \(cells), "texts": \(texts), "textBytes": \(textBytes), "numbers": \(numbers), \
    "days": \(days), "booleans": \(booleans)}
    """
  }
}

extension Workbook {
  /// Visits every cell: its text is resolved, its number converted, its date put on the calendar.
  func sums() -> Sums {
    var sums = Sums()
    for worksheet in worksheets {
      for cell in worksheet.cells {
        switch cell.value {
        case .text(let text), .error(let text), .picture(let text):
          sums.texts += 1
          sums.textBytes += text.utf8.count
        case .number(let number): sums.numbers += number.value
        case .date(let date): sums.days += date.date?.daysSinceEpoch ?? 0
        case .boolean(let value): sums.booleans += value ? 1 : 0
        // Programs that show no formulas see an empty cell here.
        case .emptyFormula: continue
        }
        sums.cells += 1
      }
    }
    return sums
  }
}
