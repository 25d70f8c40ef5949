public import Findings
public import FormDefinitions

/// Something to say about one value: a finding that does not know its place yet.
public struct ValueRemark: Hashable, Sendable {
  /// Which check made the remark.
  public var code: Finding.Code
  /// How the remark affects the workbook.
  public var severity: Severity
  /// What is wrong or was repaired.
  public var message: LocalizedText
  /// How to put it right.
  public var fix: LocalizedText
  /// The nearest allowed value, or what was expected; `nil` where nothing can be proposed.
  public var expected: String?

  /// Creates a remark.
  public init(
    _ code: Finding.Code,
    _ severity: Severity,
    message: LocalizedText,
    fix: LocalizedText,
    expected: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.fix = fix
    self.expected = expected
  }
}

/// What a cell says under a field's type.
public struct FieldReading: Hashable, Sendable {
  /// The value; `nil` if the cell is blank or cannot be read.
  public var value: FieldValue?
  /// Whether nothing was filled in: no cell, only white space, a stroke, boxes none of which is
  /// ticked.
  public var isBlank: Bool
  /// What was repaired or is wrong, repairs first; at most one error.
  public var remarks: [ValueRemark]

  /// Creates a reading.
  public init(value: FieldValue?, isBlank: Bool, remarks: [ValueRemark] = []) {
    self.value = value
    self.isBlank = isBlank
    self.remarks = remarks
  }

  /// The gravest severity among the remarks.
  public var severity: Severity? { remarks.map(\.severity).max() }
}

extension FieldReading {
  static let blank = FieldReading(value: nil, isBlank: true)

  static func value(_ value: FieldValue, _ remarks: [ValueRemark] = []) -> FieldReading {
    FieldReading(value: value, isBlank: false, remarks: remarks)
  }

  /// A cell that is filled in and has no value, because of one error.
  static func fault(
    _ code: Finding.Code,
    _ message: LocalizedText,
    fix: LocalizedText,
    expected: String? = nil
  ) -> FieldReading {
    let remark = ValueRemark(code, .error, message: message, fix: fix, expected: expected)
    return FieldReading(value: nil, isBlank: false, remarks: [remark])
  }

  /// A cell in which something stands that means "nothing": a stroke, or 无 where no value can be.
  static func blank(writtenAs text: String) -> FieldReading {
    let remark = ValueRemark(
      "value.stroke",
      .note,
      message: LocalizedText("“\(text)”按没有填写处理", en: "“\(text)” counts as not filled in."),
      fix: LocalizedText("没有内容时请留空", en: "Leave the cell empty if there is nothing to write.")
    )
    return FieldReading(value: nil, isBlank: true, remarks: [remark])
  }
}
