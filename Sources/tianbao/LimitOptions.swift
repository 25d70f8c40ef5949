import ArgumentParser
import SpreadsheetReading

/// The options that set what a file may cost at most.
struct LimitOptions: ParsableArguments {
  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "读取的限制，可多次使用。What a file may cost; may be repeated.",
      discussion: "名称和默认值 (names and defaults): \(LimitSetting.list)",
      valueName: "name=value"
    )
  )
  var settings: [LimitSetting] = []

  /// The limits, the defaults where none was set.
  var limits: ReadingLimits {
    settings.reduce(into: ReadingLimits()) { $0[$1.name] = $1.value }
  }
}

/// A limit as the command line sets it: `cells=100000`, `part-size=128M`.
struct LimitSetting: ExpressibleByArgument, Hashable {
  let name: ReadingLimits.Name
  let value: Int

  /// Reads `NAME=VALUE`, the value a number from 1 with K, M or G for its 1024-folds after it, if any.
  init?(argument: String) {
    let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let name = ReadingLimits.Name(rawValue: String(halves[0])) else {
      return nil
    }
    let shift = ["K": 10, "M": 20, "G": 30][halves[1].suffix(1).uppercased()] ?? 0
    let digits = shift > 0 ? halves[1].dropLast() : halves[1]
    guard let number = Int(digits), (1...Self.maximum >> shift).contains(number) else { return nil }
    self.name = name
    value = number << shift
  }

  /// No machine has more bytes; sums of two limits are still numbers.
  private static let maximum = 1 << 46

  /// The names of the limits with their defaults.
  static var list: String {
    ReadingLimits.Name.allCases.map { name in
      let value = ReadingLimits()[name]
      let isWhole = value % (1 << 20) == 0
      return "\(name.rawValue)=\(isWhole ? "\(value >> 20)M" : "\(value)")"
    }.joined(separator: " ")
  }
}
