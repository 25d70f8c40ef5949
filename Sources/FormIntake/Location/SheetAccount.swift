import Findings
import Spreadsheet

/// The account of one worksheet's cells: what became of each non-empty one.
struct SheetAccount {
  /// Why a cell was left out.
  enum Reason: UInt8, CaseIterable {
    case outsideForm
    case extraColumn
    case extraRow
    case subtotal
    case signature
    case labelChanged
    case instructionsSheet
    case foreignSheet
    case otherForm
    case presetChanged
    case notImported
    case splitCell
    case unrecognisedRow
    case rowNotInForm
    case rowWithoutRecord
    case remarkSheet

    var text: LocalizedText {
      switch self {
      case .outsideForm: LocalizedText("写在表格以外", en: "written outside the form")
      case .extraColumn: LocalizedText("表中没有的列", en: "a column that the form does not have")
      case .extraRow: LocalizedText("表中没有的行", en: "a row that the form does not have")
      case .subtotal: LocalizedText("小计、合计行", en: "a row of subtotals")
      case .signature: LocalizedText("签字栏，不导入", en: "a signature, which is not imported")
      case .labelChanged: LocalizedText("表头文字被改动", en: "a printed label that was changed")
      case .instructionsSheet:
        LocalizedText("写在说明或目录页上", en: "written on a sheet of instructions or contents")
      case .foreignSheet: LocalizedText("不属于本表的工作表", en: "a sheet that is not the form's")
      case .otherForm: LocalizedText("另一张表的工作表", en: "a sheet of another form")
      case .presetChanged:
        LocalizedText("预印内容被改动，按原文处理", en: "printed content that was changed")
      case .notImported: LocalizedText("整份未导入", en: "the workbook was not imported")
      case .splitCell: LocalizedText("合并格被拆开后多写的内容", en: "a second value in a split cell")
      case .unrecognisedRow:
        LocalizedText("识别列被覆盖、认不出的行", en: "rows that lost their keys and could not be told")
      case .rowNotInForm:
        LocalizedText("不在预印内容里的行", en: "a row that is not among the printed ones")
      case .rowWithoutRecord:
        LocalizedText("在主表中找不到所属记录的行", en: "a row that belongs to no record")
      case .remarkSheet:
        LocalizedText("写在“退回意见”的答复栏以外", en: "written on 退回意见 outside of its answers")
      }
    }
  }

  /// Reasons that a finding of its own gives already.
  static let explained: Set<Reason> = [
    .splitCell, .otherForm, .unrecognisedRow, .rowNotInForm, .rowWithoutRecord,
  ]

  /// What became of a cell.
  enum State: Equatable {
    case open
    case used
    case printed
    case ignored(Reason)
  }

  let worksheet: Worksheet
  private(set) var states: [State]

  init(_ worksheet: Worksheet) {
    self.worksheet = worksheet
    states = Array(repeating: .open, count: worksheet.cells.count)
  }

  /// Accounts for a cell by its index in the worksheet's cells.
  mutating func set(_ index: Int, _ state: State) { states[index] = state }

  /// Leaves cells out that were taken for used or printed at first.
  mutating func leaveOut(_ references: Set<CellReference>, _ reason: Reason) {
    guard !references.isEmpty else { return }
    for (index, cell) in worksheet.cells.enumerated() where references.contains(cell.reference) {
      states[index] = .ignored(reason)
    }
  }

  /// Accounts for every cell that is still open.
  mutating func close(_ reason: Reason) {
    for index in states.indices where states[index] == .open { states[index] = .ignored(reason) }
  }

  func add(to balance: inout Balance) {
    balance.cells += states.count
    for state in states {
      switch state {
      case .used: balance.used += 1
      case .printed: balance.printed += 1
      case .ignored: balance.ignored += 1
      case .open: break
      }
    }
  }

  /// The cells left out, joined by reason over connected ranges of rows.
  var ignored: [IgnoredCells] {
    var references: [Reason: [CellReference]] = [:]
    for (index, state) in states.enumerated() {
      guard case .ignored(let reason) = state else { continue }
      references[reason, default: []].append(worksheet.cells[index].reference)
    }
    return Reason.allCases.compactMap { reason in
      guard let cells = references[reason], let first = cells.first else { return nil }
      let range = cells.dropFirst().reduce(CellRange(first, first)) { range, cell in
        CellRange(
          CellReference(min(range.first.row, cell.row), min(range.first.column, cell.column)),
          CellReference(max(range.last.row, cell.row), max(range.last.column, cell.column))
        )
      }
      return IgnoredCells(
        location: Location(sheet: worksheet.name, cell: range.description),
        count: cells.count,
        reason: reason.text
      )
    }
  }
}
