import Foundation

/// What stands for a number of many records in a roll-up (汇总).
public enum FieldTotal: Hashable, Sendable {
  /// Their sum.
  case sum
  /// Nothing: a wage a month, a standard or a share of several records adds up to no figure.
  case none
  /// The mean over what another field counts: the incomes a head of households, each taken as often
  /// as the household has members.
  case mean(over: String)
  /// The quotient of two fields' sums, rounded to decimal places: an income a head is the households'
  /// income by their members, not the mean of means.
  case quotient(of: String, by: String, places: Int?)
}

extension FieldDefinition {
  /// What stands for the field in a roll-up; `nil` for one that is no number.
  ///
  /// What the definition says (`total`) goes first. Else a field that is computed as a quotient of two
  /// others is their sums' quotient, one that is computed otherwise than by adding and subtracting
  /// is nothing, and neither are shares and years.
  public var total: FieldTotal? {
    switch type {
    case .integer, .decimal, .money: break
    case .percent: return statedTotal ?? FieldTotal.none
    default: return nil
    }
    if let statedTotal { return statedTotal }
    if isPreset { return FieldTotal.none }
    guard let computed else { return .sum }
    return Self.total(of: computed.root)
  }

  private static func total(of node: RuleNode) -> FieldTotal {
    var node = node
    var places: Int?
    if case .call(.round, let arguments) = node, arguments.count == 2,
      case .literal(.number(let number)) = arguments[1]
    {
      node = arguments[0]
      places = Int(number.description)
    }
    if case .binary(.divide, .field(.field(let one), _), .field(.field(let other), _)) = node {
      return .quotient(of: one, by: other, places: places)
    }
    return places == nil && addsUp(node) ? .sum : .none
  }

  /// Whether the sum of a node's values is the node of the sums.
  private static func addsUp(_ node: RuleNode) -> Bool {
    switch node {
    case .field(_, let type): type.isNumeric && type != .percent && type != .year
    case .negative(let one): addsUp(one)
    case .binary(.add, let one, let other), .binary(.subtract, let one, let other):
      addsUp(one) && addsUp(other)
    default: false
    }
  }
}
