import FormDefinitions
import Spreadsheet

extension LocatedCell {
  /// The number that the cell's digits spell; `nil` where there is anything but digits.
  ///
  /// 18 digits of an identity number fit; a final X does not count on.
  var digits: UInt64? {
    switch value {
    case .text(let text):
      let plain = TypedIdentifier(text).text
      guard plain.utf8.count <= 19 else { return nil }
      return UInt64(plain)
    case .number(let number): return UInt64(number.rawText)
    default: return nil
    }
  }
}
