public import Spreadsheet

/// Why a workbook was not written; nothing is left at the target then.
///
/// No case carries anything that stands in a cell.
public enum WritingError: Error, Hashable, Sendable {
  /// The folder that should hold the file does not exist.
  case folderMissing
  /// There is a file of this name already, and it was not to be replaced.
  case targetExists
  /// No file can be made in the folder; the system's error number (`errno`) says why.
  case cannotCreate(errorNumber: Int32)
  /// The file could not be written to its end; the system's error number (`errno`) says why.
  case cannotWrite(errorNumber: Int32)
  /// The layout goes beyond a limit of the format or of the library.
  case limit(WritingLimit, WritingPlace)
  /// The layout contradicts itself or holds what the format cannot express.
  case invalid(WritingFault, WritingPlace)
  /// The library refused something that was found in order; its own error number says what.
  case refused(code: Int, WritingPlace)
}

/// The place in a layout that an error is about.
public struct WritingPlace: Hashable, Sendable {
  /// The worksheet's name; `nil` for what concerns the workbook.
  public var sheet: String?
  /// The cell, or the first cell of a range.
  public var cell: CellReference?

  /// Creates a place.
  public init(sheet: String? = nil, cell: CellReference? = nil) {
    self.sheet = sheet
    self.cell = cell
  }

  /// The workbook as a whole.
  public static let workbook = WritingPlace()
}

extension WritingPlace: CustomStringConvertible {
  /// The place as `sheet!cell`, or `workbook`.
  public var description: String {
    let parts = [sheet, cell.map(\.description)].compactMap(\.self)
    return parts.isEmpty ? "workbook" : parts.joined(separator: "!")
  }
}

extension WritingError: CustomStringConvertible {
  /// What went wrong, in English and without any cell's content.
  public var description: String {
    switch self {
    case .folderMissing: "the folder does not exist"
    case .targetExists: "the file exists already"
    case .cannotCreate(let number): "the file cannot be created (error \(number))"
    case .cannotWrite(let number): "the file cannot be written (error \(number))"
    case .limit(let limit, let place): "\(place): \(limit)"
    case .invalid(let fault, let place): "\(place): \(fault)"
    case .refused(let code, let place): "\(place): refused by the library (error \(code))"
    }
  }
}
