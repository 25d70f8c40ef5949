public import Findings
public import FormDefinitions
public import Ledger
import FormIntake

/// What the ledger says of the files of a run, for the clerk.
public struct LedgerReport: Sendable {
  private let receipts: [(file: String, goesBack: Bool, receipt: Receipt?)]
  private let forms: [String: FormDefinition]
  private let language: Language
  /// The number of changes that are told one by one in each file.
  private static let shownChanges = 10

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - results: the files.
  ///   - receipts: what the ledger said of each.
  ///   - catalogue: the forms, for the fields' labels.
  ///   - language: the report's language.
  public init(
    _ results: [FileSubmission],
    _ receipts: [Receipt?],
    _ catalogue: FormCatalogue,
    language: Language
  ) {
    self.receipts = zip(results, receipts).map { result, receipt in
      // The result knows what the others say of it, the receipt what was filed.
      let verdicts = [result.submission.verdict, receipt?.submission.verdict]
      return (result.file, verdicts.contains { $0 == .returned || $0 == .unreadable }, receipt)
    }
    forms = catalogue.forms
    self.language = language
  }

  /// The report: the counts, then what is to be said of single files.
  public var text: String {
    ([counts[language]] + receipts.flatMap(lines)).joined(separator: "\n")
  }

  private var counts: LocalizedText {
    var (filed, corrections, supplements, duplicates, missed) = (0, 0, 0, 0, 0)
    for entry in receipts {
      switch entry.receipt?.outcome {
      case .filed: filed += 1
      case .correction: corrections += 1
      case .supplement: supplements += 1
      case .duplicate: duplicates += 1
      case nil: missed += 1
      }
    }
    var chinese = "入库：新收 \(filed) 份，更正 \(corrections) 份，重复 \(duplicates) 份"
    var english = "Filed: \(filed) new, \(corrections) corrections, \(duplicates) there already"
    if supplements > 0 {
      chinese += "，补报 \(supplements) 份"
      english += ", \(supplements) supplements"
    }
    if missed > 0 {
      chinese += "，打不开、未入库 \(missed) 份"
      english += ", \(missed) not filed since they cannot be opened"
    }
    return LocalizedText(chinese, en: english)
  }

  private func lines(_ entry: (file: String, goesBack: Bool, receipt: Receipt?)) -> [String] {
    guard let receipt = entry.receipt else { return [] }
    let file = entry.file.shownOnOneLine
    let unit = receipt.unitByName.map { [naming($0, in: file)[language]] } ?? []
    switch receipt.outcome {
    case .filed: return unit
    case .duplicate: return [duplicate(file, receipt)[language]]
    case .correction(let changes), .supplement(let changes):
      let form = forms[receipt.submission.identity.form]
      let told = ChangeListing(changes, form: form, language: language)
      return unit + [correction(file, receipt, goesBack: entry.goesBack, told)[language]]
        + (receipt.roundOf.map { [Self.round(of: $0)[language]] } ?? [])
        + (receipt.otherCopy.map { [Self.otherCopy($0)[language]] } ?? [])
        + told.lines.prefix(Self.shownChanges).map { "    \($0)" } + told.rest(Self.shownChanges)
    }
  }

  /// Says of which round a file is taken to be, as it is of the same workbook as another version.
  private static func round(of other: FiledSubmission) -> LocalizedText {
    let round = other.identity.campaign
    return LocalizedText(
      "    没有写明哪一轮，与同一份工作簿的“\(other.file.shownOnOneLine)”一样记入“\(round)”",
      en: "    No round is given; it is filed under ‘\(round)’ as ‘\(other.file.shownOnOneLine)’ "
        + "of the same workbook is"
    )
  }

  private func naming(_ unit: UnitByName, in file: String) -> LocalizedText {
    LocalizedText("  \(file)：\(unit.words.chinese)", en: "  \(file): \(unit.words.english)")
  }

  /// Says that a file is no correction, though it was filled in in the same workbook.
  private static func otherCopy(_ other: FiledSubmission) -> LocalizedText {
    let name = other.file.shownOnOneLine
    return LocalizedText(
      "    提醒：与“\(name)”（版本 \(other.id)）是同一份空白工作簿填的，没有一户相同，所以不当作更正；本意是更正它的，加 --corrects \(other.id) 单独再收这一份",
      en:
        "    Note: filled in in the same blank workbook as ‘\(name)’ (version \(other.id)), with no household in both, so that it is no correction; if it was meant as one, import it alone with --corrects \(other.id)"
    )
  }

  private func duplicate(_ file: String, _ receipt: Receipt) -> LocalizedText {
    let earlier = receipt.submission
    let name = earlier.file.shownOnOneLine
    var chinese = "  \(file)：与 \(earlier.receivedAt) 收到的“\(name)”是同一份"
    var english = "  \(file): the same file as ‘\(name)’, received \(earlier.receivedAt)"
    if let counted = receipt.counted, counted.id > earlier.id {
      chinese += "；其后已有 \(counted.receivedAt) 的更正件，仍以更正件为准"
      english += "; the correction of \(counted.receivedAt) still counts"
    }
    return LocalizedText(chinese, en: english)
  }

  private func correction(
    _ file: String,
    _ receipt: Receipt,
    goesBack: Bool,
    _ told: ChangeListing
  ) -> LocalizedText {
    let before = receipt.predecessor?.receivedAt ?? ""
    var chinese = "  \(file)：更正 \(before) 收到的那一份，"
    var english = "  \(file): corrects the one of \(before), "
    if case .supplement = receipt.outcome {
      chinese = "  \(file)：同一张表 \(before) 收到过另一份工作簿，"
      english = "  \(file): adds to another workbook of the return, of \(before); "
      chinese += goesBack ? "这一份还要更正，更正以前不算；" : "两份都算，同一户以这一份为准；"
      english += goesBack ? "it has to be corrected and does not count yet, " : "both count, "
    }
    if told.count == 0 {
      chinese += "没有任何改动"
      english += "and changes nothing"
    } else {
      chinese += "改动 \(told.count) 处"
      english += "\(told.count) changes"
    }
    if told.wrong > 0 {
      chinese += "，其中 \(told.wrong) 处原来没有问题、现在有问题"
      english += ", \(told.wrong) of them wrong now and right before"
    }
    if let counted = receipt.counted, counted.id != receipt.submission.id {
      chinese += "；这一份还要更正，仍以 \(counted.receivedAt) 收到的为准"
      english += "; it has to be corrected, the one of \(counted.receivedAt) still counts"
    }
    return LocalizedText(chinese, en: english)
  }
}

extension [FiledSubmission] {
  /// Says that returns of a run that was cut off were judged, and which of them go back.
  public var resumption: LocalizedText {
    let returned = filter { $0.verdict == .returned }
    let names = returned.map(\.file.shownOnOneLine)
    return LocalizedText(
      "上次入库中断，有 \(count) 份没有对账，已补上"
        + (names.isEmpty ? "" : "；其中 \(names.count) 份退回，再收一次就列出原因：\(names.joined(separator: "、"))"),
      en: "\(count) returns of a run that was cut off were judged"
        + (names.isEmpty
          ? "" : "; these go back, import them again to see why: \(names.joined(separator: ", "))")
    )
  }

  /// Says that workbooks of earlier runs, which lacked what another workbook of the return has, count
  /// now.
  public var completion: LocalizedText {
    let names = map(\.file.shownOnOneLine)
    return LocalizedText(
      "原来退回的 \(count) 份，缺的已由另一份工作簿报来，现在算数，不必再报：\(names.joined(separator: "、"))",
      en:
        "\(count) returns that had gone back lack nothing any more beside another workbook and count now: \(names.joined(separator: ", "))"
    )
  }

  /// Says that what went back is not in what a command tells of the ledger.
  public var waiting: LocalizedText {
    let shown = 10
    let names = prefix(shown).map(\.file.shownOnOneLine)
    let more = count > shown
    return LocalizedText(
      "另有 \(count) 份已退回、还没有更正，里面的内容不在上面：\(names.joined(separator: "、"))\(more ? " 等" : "")；"
        + "催村里更正，或用 tianbao status 查看",
      en:
        "\(count) returns went back and wait for their correction; the above knows nothing of what they say: \(names.joined(separator: ", "))\(more ? ", …" : "")"
    )
  }

  /// Says that returns of the next period, which came first, go back beside those that came now.
  public var overtaking: LocalizedText {
    let names = map(\.file.shownOnOneLine)
    return LocalizedText(
      "先收到的下一期 \(count) 份，与这次收到的上一期对不上，改为退回修改：\(names.joined(separator: "、"))；用 tianbao check 看是哪几处",
      en:
        "\(count) returns of the next period, which came first, contradict those that came now and go back: \(names.joined(separator: ", ")); tianbao check says where"
    )
  }
}

/// Changes in the form's words.
public struct ChangeListing: Sendable {
  /// A line a change.
  public private(set) var lines: [String] = []
  /// How many values, and whole records, are different.
  public private(set) var count = 0
  /// How many values were right and are wrong now.
  public private(set) var wrong = 0
  private let language: Language

  /// Lists changes.
  ///
  /// - Parameters:
  ///   - changes: the changes.
  ///   - form: the form; without it fields are named by their identifiers.
  ///   - language: the language of the lines.
  public init(_ changes: [RecordChange], form: FormDefinition?, language: Language) {
    self.language = language
    for change in changes {
      let record = form?.record ?? "记录"
      // The key is personal data in most forms; the clerk who compares returns needs it.
      let name =
        change.key
        ?? LocalizedText("第 \(change.ordinal) \(record)", en: "no. \(change.ordinal)")[language]
      switch change.kind {
      case .added:
        count += 1
        lines.append(LocalizedText("新增 \(name)", en: "added: \(name)")[language])
      case .removed:
        count += 1
        lines.append(LocalizedText("去掉 \(name)", en: "removed: \(name)")[language])
      case .changed(let values):
        count += values.count
        wrong += values.count { $0.becameWrong }
        lines += values.map { line($0, of: name, form, isKey: isKey($0, change, form)) }
      }
    }
  }

  /// Whether a value is the one by which the record is known, and was found to be another one's.
  private func isKey(_ value: ValueChange, _ change: RecordChange, _ form: FormDefinition?) -> Bool
  {
    guard let former = change.formerKey else { return false }
    return form?.key.map { $0 == value.field } ?? (value.before == former)
  }

  /// What follows when not all lines are shown.
  func rest(_ shown: Int) -> [String] {
    guard lines.count > shown else { return [] }
    return [
      LocalizedText(
        "    另有 \(lines.count - shown) 处，见 tianbao diff",
        en: "    and \(lines.count - shown) more, see tianbao diff"
      )[language]
    ]
  }

  private func line(
    _ change: ValueChange,
    of name: String,
    _ form: FormDefinition?,
    isKey: Bool
  ) -> String {
    let place = change.cell.map { "\($0) " } ?? ""
    let field = form?.words(for: change.field, row: change.row) ?? change.field
    let empty = LocalizedText("（空）", en: "(empty)")[language]
    let before = change.before.isEmpty ? empty : change.before.shownOnOneLine
    let after = change.after.isEmpty ? empty : change.after.shownOnOneLine
    let remark =
      change.becameWrong
      ? LocalizedText("（原来没有问题，现在有问题）", en: " (was right, is wrong now)")[language] : ""
    let record = form?.record ?? LocalizedText("记录", en: "record")[language]
    let same =
      isKey
      ? LocalizedText(
        "（名称和多数内容相同，看作同一\(record)；不是的请核对）",
        en: " (same name and mostly the same values: taken for the same record)"
      )[language] : ""
    return "\(place)\(name) \(field)：\(before) → \(after)\(same)\(remark)"
  }
}
