public import Findings
public import FormLayout

/// Why a word names no unit, or no single one.
public enum UnitSearchError: Error, Hashable, Sendable {
  /// No unit has this code or name; with those that there are.
  case unknown(String, among: [ReportingUnit])
  /// Several units have this name.
  case ambiguous(String, [ReportingUnit])
}

extension Collection<ReportingUnit> {
  /// The unit that a person means by its code or its name.
  ///
  /// - Parameter text: the code, or the name that only one of the units has.
  /// - Returns: the unit; a code goes before a name.
  /// - Throws: ``UnitSearchError``.
  public func unit(_ text: String) throws(UnitSearchError) -> ReportingUnit {
    if let unit = first(where: { $0.code == text }) { return unit }
    let named = filter { $0.name == text }
    guard let unit = named.first else { throw .unknown(text, among: Array(self)) }
    let codes = Set(named.map(\.code))
    guard codes.count == 1 else { throw .ambiguous(text, named) }
    return unit
  }
}

extension UnitSearchError {
  /// The number of units that are named.
  private static let shown = 10

  /// What is wrong, and which units there are.
  ///
  /// - Parameters:
  ///   - place: where the unit was looked for, such as 台账库.
  ///   - remedy: how a unit gets there.
  /// - Returns: the words.
  public func message(in place: LocalizedText, remedy: LocalizedText) -> LocalizedText {
    switch self {
    case .unknown(let text, let units):
      let names = units.prefix(Self.shown).map { unit in
        unit.code == unit.name || unit.name.isEmpty ? unit.code : "\(unit.code) \(unit.name)"
      }
      guard !names.isEmpty else {
        return LocalizedText(
          "\(place.chinese)里没有单位“\(text)”，也没有别的单位；\(remedy.chinese)",
          en: "\(place.english) has no unit ‘\(text)’, nor any other; \(remedy.english)"
        )
      }
      let rest = units.count - names.count
      return LocalizedText(
        "\(place.chinese)里没有单位“\(text)”；有：\(names.joined(separator: "、"))"
          + "\(rest > 0 ? " 等 \(units.count) 个" : "")；\(remedy.chinese)",
        en: "\(place.english) has no unit ‘\(text)’, but \(names.joined(separator: ", "))"
          + "\(rest > 0 ? " and \(rest) more" : ""); \(remedy.english)"
      )
    case .ambiguous(let name, let units):
      let codes = units.map { unit in
        let parent = unit.county + unit.township
        return
          (LocalizedText(
            parent.isEmpty ? unit.code : "\(unit.code)（\(parent)）",
            en: parent.isEmpty ? unit.code : "\(unit.code) (\(parent))"
          ))
      }
      return LocalizedText(
        "有 \(units.count) 个单位叫“\(name)”，用代码指明：\(codes.map(\.chinese).joined(separator: "、"))",
        en: "\(units.count) units are called ‘\(name)’; say which by its code: "
          + codes.map(\.english).joined(separator: ", ")
      )
    }
  }
}
