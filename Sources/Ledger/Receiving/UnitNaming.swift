import FormDefinitions
import Foundation

/// How the key of a form names units, which people write in several ways.
enum UnitNaming {
  /// The key is the unit of the return: a record is the unit's statement, however it spells itself.
  case own
  /// The key is one of several villages, as in the statistics of a township.
  case village

  /// Finds how a form's key names a unit; `nil` for one that names none.
  init?(_ form: FormDefinition) {
    guard let key = form.key else { return nil }
    if form.unitParts[key] != nil {
      self = .own
    } else if key == "village", form.field(key)?.type == .text {
      self = .village
    } else {
      return nil
    }
  }

  /// The name without what is written in one place and left out in another: spaces, full width, and
  /// that it is a village or its committee.
  static func folded(_ name: String) -> String {
    var name = name.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
    for ending in ["村民委员会", "居民委员会", "村委会", "居委会", "村"]
    where name.hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return name
  }
}

extension Ledger {
  /// Gives records the keys by which the return's earlier versions know the same units, so that of two
  /// workbooks that spell one differently one counts.
  ///
  /// The oldest spelling stands: a file that comes again is the same as before.
  func spelt(
    _ contents: [RecordContent],
    _ naming: UnitNaming?,
    of identity: ReturnIdentity,
    in session: any SQLSession
  ) throws -> [RecordContent] {
    guard let naming, identity.isKnown else { return contents }
    let known = try session.rows(
      """
      SELECT r.submission, r.key FROM record r JOIN submission s ON s.id = r.submission
      WHERE \(ReturnIdentity.condition) AND r.key IS NOT NULL ORDER BY r.submission, r.ordinal
      """,
      identity.arguments
    ).map { (submission: $0.integer(0), key: $0.text(1)) }
    guard let first = known.first else { return contents }
    let isOneStatement =
      naming == .own && contents.count == 1
      && known.count { $0.submission == first.submission } == 1
    let spellings = Dictionary(
      known.map { (UnitNaming.folded($0.key), $0.key) },
      uniquingKeysWith: { oldest, _ in oldest }
    )
    let names = Dictionary(grouping: contents.compactMap(\.key), by: UnitNaming.folded)
    return contents.map { content in
      guard let key = content.key else { return content }
      let name = UnitNaming.folded(key)
      // Two in one file are two.
      guard names[name]?.count == 1 else { return content }
      let spelling = isOneStatement ? first.key : spellings[name]
      return RecordContent(
        key: spelling ?? key,
        values: content.values,
        cells: content.cells
      )
    }
  }
}
