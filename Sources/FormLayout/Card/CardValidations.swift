import Spreadsheet

/// The validations of a sheet of cards: one a field, over that field's cells on all cards.
///
/// Programs take a time that grows with the square of the number of validations to open a file: one
/// a cell would make a village's workbook open in minutes.
struct CardValidations {
  /// Where a field's cells lie.
  struct Field: Hashable, Sendable {
    /// The table that the field belongs to; `nil` for a field of the card.
    let table: String?
    /// The field's identifier.
    let id: String
  }

  /// What the ranges of one validation have in common: a formula made for the first is right for
  /// all, and no range begins further to the left.
  struct Group: Hashable, Sendable {
    let field: Field
    let column: Int
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
  /// The validation of each group that takes more ranges, by the group's number.
  private var open: [Open?] = []

  /// Adds cells of a field, which lie below those added before, to the validation of their group.
  ///
  /// - Parameters:
  ///   - range: the cells.
  ///   - group: the number of the ``Group`` that they belong to.
  /// - Returns: Whether there is one that takes them.
  mutating func extend(with range: CellRange, _ group: Int) -> Bool {
    guard open.indices.contains(group), let known = open[group] else { return false }
    let length = known.referenceLength + 1 + range.descriptionLength
    guard length <= ValidationLayout.maximumReferenceLength else { return false }
    validations[known.index].ranges.append(range)
    open[group] = Open(index: known.index, referenceLength: length)
    return true
  }

  /// Begins a validation that the next cells of its group join.
  mutating func open(_ validation: ValidationLayout, for range: CellRange, _ group: Int) {
    while open.count <= group { open.append(nil) }
    open[group] = Open(index: validations.count, referenceLength: range.descriptionLength)
    validations.append(validation)
  }
}

extension CellRange {
  /// The number of characters of the range in A1 notation, which is not written for that.
  var descriptionLength: Int {
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
