public import FormLayout

/// Returns held against the list of units.
///
/// A workbook that was made without a list carries the unit's name for its code; it is the return of
/// the one unit of the list that has this name.
public struct ListedReturns: Hashable, Sendable {
  /// The returns of units of the list, with the units' codes, and all others as they are.
  public let returns: [FiledSubmission]
  /// Those that count and are of no unit of the list; none where there is no list.
  public let strangers: [FiledSubmission]

  /// Holds returns against a list.
  ///
  /// - Parameters:
  ///   - filed: the returns.
  ///   - units: the list; empty for none.
  public init(_ filed: [FiledSubmission], units: [ReportingUnit]) {
    guard !units.isEmpty else {
      (returns, strangers) = (filed, [])
      return
    }
    let codes = Set(units.map(\.code))
    var named: [String: Set<String>] = [:]
    for unit in units where !unit.name.isEmpty { named[unit.name, default: []].insert(unit.code) }
    let underCode = Set(
      filed.filter { codes.contains($0.identity.unit) && $0.isCounted }.map(\.identity)
    )
    var returns: [FiledSubmission] = []
    var strangers: [FiledSubmission] = []
    for var one in filed {
      if codes.contains(one.identity.unit) {
        returns.append(one)
        continue
      }
      if let own = named[one.identity.unit], own.count == 1, let code = own.first {
        var identity = one.identity
        identity.unit = code
        // Beside a return under the code it may be the same again; nobody knows, so it is told.
        if !underCode.contains(identity) {
          one.identity = identity
          returns.append(one)
          continue
        }
      }
      returns.append(one)
      if one.isCounted { strangers.append(one) }
    }
    self.returns = returns
    self.strangers = strangers
  }
}
