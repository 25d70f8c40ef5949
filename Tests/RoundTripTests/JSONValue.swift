import Foundation

/// Any JSON value; numbers are exact.
enum JSONValue: Hashable, Decodable, Sendable {
  case null
  case boolean(Bool)
  case number(Decimal)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Decimal.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value without members that are null and without empty arrays, at every depth.
  var withoutBlanks: JSONValue {
    switch self {
    case .array(let values): .array(values.map(\.withoutBlanks))
    case .object(let members):
      .object(
        members.mapValues(\.withoutBlanks).filter { $0.value != .null && $0.value != .array([]) }
      )
    default: self
    }
  }

  /// Where two values differ, each difference with its path.
  func differences(from wanted: JSONValue, path: String = "") -> [String] {
    switch (self, wanted) {
    case (.object(let here), .object(let there)):
      Set(here.keys).union(there.keys).sorted().flatMap { key in
        (here[key] ?? .null).differences(from: there[key] ?? .null, path: "\(path).\(key)")
      }
    case (.array(let here), .array(let there)) where here.count == there.count:
      zip(here, there).enumerated().flatMap { index, pair in
        pair.0.differences(from: pair.1, path: "\(path)[\(index)]")
      }
    default: self == wanted ? [] : ["\(path) is \(self), wanted \(wanted)"]
    }
  }
}

extension JSONValue: CustomStringConvertible {
  var description: String {
    switch self {
    case .null: "null"
    case .boolean(let value): String(value)
    case .number(let value): value.description
    case .string(let value): "\"\(value)\""
    case .array(let values): "[\(values.map(\.description).joined(separator: ", "))]"
    case .object(let members): "{\(members.keys.sorted().joined(separator: ", "))}"
    }
  }
}
