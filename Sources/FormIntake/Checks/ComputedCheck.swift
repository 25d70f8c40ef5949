import Findings
import FormDefinitions
import Foundation

/// Compares what stands in computed cells with what the definition computes.
struct ComputedCheck: RecordCheck {
  func findings(_ record: ReadRecord, _ context: CheckContext) -> [Finding] {
    guard context.form.fields.contains(where: { $0.computed != nil }) else { return [] }
    let environment = record.ruleContext(context)
    return context.form.fields.enumerated().compactMap { index, field in
      guard let computed = field.computed,
        case .value(.number(let seen)) = record.states[index],
        case .value(.number(let expected)) = computed.evaluate(environment),
        abs(seen - expected) > Self.tolerance
      else { return nil }
      let cell = record.cells[index]
      return Finding(
        "computed.mismatch",
        .error,
        at: context.location(cell),
        field: field.id,
        record: record.index,
        value: CheckContext.seen(cell),
        expected: "\(expected)",
        message: LocalizedText(
          "“\(field.label)”填的是 \(seen)，按各项计算应为 \(expected)",
          en: "‘\(field.label)’ says \(seen); the items give \(expected)"
        ),
        fix: LocalizedText(
          "核对各项后改为 \(expected)，或恢复此格的公式",
          en: "Check the items and write \(expected), or restore the formula"
        )
      )
    }
  }

  /// Half a fen: sheets round to two decimals.
  static let tolerance = Decimal(sign: .plus, exponent: -3, significand: 5)

  /// Fills in what was left blank and can be computed.
  static func fill(_ record: inout ReadRecord, _ context: CheckContext) {
    for (index, field) in context.form.fields.enumerated() {
      guard let computed = field.computed, record.states[index] == .blank,
        case .value(.number(let number)) = computed.evaluate(record.ruleContext(context))
      else { continue }
      record.states[index] = .value(.number(number))
    }
  }
}
