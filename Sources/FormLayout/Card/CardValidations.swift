import Spreadsheet

/// The validations of a sheet of cards: one a field, over that field's cells on all cards.
///
/// Programs take a time that grows with the square of the number of validations to open a file: one
/// a cell would make a village's workbook open in minutes.
struct CardValidations {
  /// Where a field's cells lie.
  struct Field: Hashable {
    /// The table that the field belongs to; `nil` for a field of the card.
    let table: String?
    /// The field's identifier.
    let id: String
  }

  /// What the ranges of one validation have in common: a formula made for the first is right for
  /// all, and no range begins further to the left.
  private struct Group: Hashable {
    let field: Field
    let columns: ClosedRange<Int>
    let rowsToParent: Int?
    let parentColumn: Int?
  }

  /// A validation that takes more ranges.
  private struct Open {
    let index: Int
    var referenceLength: Int
  }

  /// The validations, in the order of their first cells.
  private(set) var validations: [ValidationLayout] = []
  private var open: [Group: Open?] = [:]

  /// Adds cells of a field, which lie below those added before.
  ///
  /// - Parameters:
  ///   - range: the cells.
  ///   - field: the field that they belong to.
  ///   - parent: the cell on which the code list of the first cell depends.
  ///   - make: makes the validation of the cells; `nil` for a field that has none.
  mutating func add(
    _ range: CellRange,
    of field: Field,
    parent: CellReference?,
    make: () -> ValidationLayout?
  ) {
    let group = Group(
      field: field,
      columns: range.columns,
      rowsToParent: parent.map { $0.row - range.first.row },
      parentColumn: parent?.column
    )
    let length = range.descriptionLength
    if let known = open[group] {
      guard var known else { return }
      if known.referenceLength + 1 + length <= ValidationLayout.maximumReferenceLength {
        validations[known.index].ranges.append(range)
        known.referenceLength += 1 + length
        open[group] = .some(known)
        return
      }
    }
    let validation = make()
    open[group] = .some(
      validation.map { _ in Open(index: validations.count, referenceLength: length) }
    )
    if let validation { validations.append(validation) }
  }
}

extension CellRange {
  /// The number of characters of the range in A1 notation, which is not written for that.
  fileprivate var descriptionLength: Int {
    let start = first.descriptionLength
    return first == last ? start : start + 1 + last.descriptionLength
  }
}

extension CellReference {
  fileprivate var descriptionLength: Int {
    var length = column > 702 ? 3 : column > 26 ? 2 : 1
    var rest = row
    repeat {
      rest /= 10
      length += 1
    } while rest > 0
    return length
  }
}
