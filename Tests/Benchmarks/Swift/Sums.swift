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

extension Sums: CellVisitor {
  mutating func visit(text: String, at _: CellReference) {
    cells += 1
    texts += 1
    textBytes += text.utf8.count
  }

  mutating func visit(number: CellNumber, at _: CellReference) {
    cells += 1
    numbers += number.value
  }

  mutating func visit(date: SerialDate, at _: CellReference) {
    cells += 1
    days += date.date?.daysSinceEpoch ?? 0
  }

  mutating func visit(boolean: Bool, at _: CellReference) {
    cells += 1
    booleans += boolean ? 1 : 0
  }

  mutating func visit(error: String, at reference: CellReference) {
    visit(text: error, at: reference)
  }

  // Programs that show no formulas see an empty cell here.
  mutating func visitEmptyFormula(at _: CellReference) {}

  mutating func visit(picture: String, at reference: CellReference) {
    visit(text: picture, at: reference)
  }
}

extension Workbook {
  /// Visits every cell: its text is resolved, its number converted, its date put on the calendar.
  func sums() -> Sums {
    var sums = Sums()
    for worksheet in worksheets { worksheet.cells.visit(&sums) }
    return sums
  }
}
