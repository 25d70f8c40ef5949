import Findings
import FormDefinitions
import FormIntake
import FormLayout
import Spreadsheet

/// What the page of one file says, ready for its template.
struct VillagePage {
  /// A finding, or several of the same words.
  struct Entry {
    let place: String
    let who: String?
    let message: String
    let value: String?
    let expected: String?
    let fix: String
    let code: String
  }

  struct Section {
    let severity: String
    let heading: String
    /// What holds for all of them; `nil` where there is nothing to say.
    let hint: String?
    /// What stands before the value that is proposed, or was taken.
    let expecting: String
    let findings: [Entry]
    let more: String?
  }

  struct Repair {
    let place: String
    let was: String
    let takenAs: String
    let message: String
    let code: String
  }

  struct Repairs {
    let heading: String
    let rows: [Repair]
    let more: String?
  }

  struct Fact {
    let name: String
    let value: String
    var isDigest = false
  }

  struct LeftOut {
    let place: String
    let count: Int
    let reason: String
  }

  struct LeftOutTable { let rows: [LeftOut] }

  /// The most findings or repairs that a section lists; a page is there to be read.
  static let mostEntries = 200

  let language: String
  let words: PageWords
  let style: String
  let file: String
  let title: String
  let verdict: String
  let verdictClass: String
  let lead: String
  let sections: [Section]
  let repairs: Repairs?
  let facts: [Fact]
  let balanceLead: String
  let balance: [Fact]
  let ignored: LeftOutTable?
}

extension VillagePage {
  init(
    _ result: FileSubmission,
    form: FormDefinition?,
    received: ReceiptTime,
    style: String,
    language: Language
  ) {
    let submission = result.submission
    let listing = FindingListing(submission, form: form, language: language)
    func text(_ chinese: String, _ english: String) -> String {
      LocalizedText(chinese, en: english)[language]
    }
    self.language = language == .chinese ? "zh-CN" : "en"
    words = PageWords(language)
    self.style = style
    file = result.file
    title = listing.unitName.map { "\($0) · \(result.file)" } ?? result.file
    verdict = submission.verdict.name[language]
    verdictClass = submission.verdict.rawValue
    sections = listing.sections
    repairs = listing.repairs
    lead = Self.lead(submission, listing)[language]
    let digest = result.sha256.isEmpty ? text("无", "none") : result.sha256
    facts =
      [
        Fact(name: text("文件", "File"), value: result.file),
        form.map { form in
          Fact(
            name: text("表", "Form"),
            value: "\(form.title)（\(submission.identity?.revision ?? form.revision)）"
          )
        },
        listing.unit.map { Fact(name: text("单位", "Unit"), value: $0) },
        submission.identity.flatMap { identity in
          identity.period.isEmpty
            ? nil : Fact(name: text("填报期", "Period"), value: identity.period)
        },
        Fact(name: text("收表时间", "Received"), value: received.description),
        Fact(name: text("记录", "Records"), value: String(submission.records.count)),
        Fact(name: text("文件指纹 SHA-256", "SHA-256"), value: digest, isDigest: true),
      ].compactMap(\.self)
    let cells = submission.balance
    balanceLead = text(
      "共 \(cells.cells) 个有内容的格子，每一个都有去向。",
      "\(cells.cells) cells hold something; each is accounted for."
    )
    balance = [
      Fact(name: text("导入", "Used"), value: String(cells.used)),
      Fact(name: text("表样自带", "Printed by the form"), value: String(cells.printed)),
      Fact(name: text("没有导入", "Left out"), value: String(cells.ignored)),
      Fact(name: text("去向不明", "Unexplained"), value: String(cells.unexplained)),
    ]
    let leftOut = submission.ignored.map { entry in
      LeftOut(
        place: [entry.location.sheet, entry.location.cell ?? ""].joined(separator: " "),
        count: entry.count,
        reason: entry.reason[language]
      )
    }
    ignored = leftOut.isEmpty ? nil : LeftOutTable(rows: leftOut)
  }

  /// What the verdict means for whoever reads the page.
  private static func lead(_ submission: Submission, _ listing: FindingListing) -> LocalizedText {
    let errors = listing.count(.error)
    let questions = listing.count(.confirm)
    let warnings = listing.count(.warning)
    switch submission.verdict {
    case .accepted:
      return LocalizedText(
        "\(submission.records.count) 条记录已导入，不必再报。",
        en: "\(submission.records.count) records were taken. Nothing more to do."
      )
    case .acceptedWithWarnings:
      return LocalizedText(
        "\(submission.records.count) 条记录已导入；有 \(warnings) 处提醒，请看一看，有错的改正后重新报送。",
        en: "\(submission.records.count) records were taken; \(warnings) warnings to look at."
      )
    case .returned:
      let parts = [
        errors > 0 ? "\(errors) 处必须改正" : nil, questions > 0 ? "\(questions) 处请核实确认" : nil,
      ].compactMap(\.self)
      let english = [
        errors > 0 ? "\(errors) to be corrected" : nil,
        questions > 0 ? "\(questions) to be confirmed" : nil,
      ].compactMap(\.self)
      return LocalizedText(
        "有 \(parts.joined(separator: "，"))。请在原文件上改好后重新报送。",
        en: "\(english.joined(separator: ", ")). Correct the same file and return it."
      )
    case .unreadable:
      return LocalizedText(
        "没有读出任何内容，请按下面说的办法重新报送。",
        en: "Nothing could be read. Do as it says below and return the file."
      )
    }
  }
}
