import Findings
import FormDefinitions
import FormLayout
import Spreadsheet

/// Which form a workbook is, and what was found on the way.
struct Identification {
  /// The form; `nil` when the workbook cannot be imported.
  var form: FormDefinition?
  var layout = LayoutKind.card
  var identity: WorkbookIdentity?
  var stamps: [Int: SheetStamp] = [:]
  var findings: [Finding] = []
}

extension FormImporter {
  /// Finds out which form a workbook is: by what it carries, else by its labels.
  func identify(_ workbook: Workbook) -> Identification {
    let carriers = IdentityCarriers(workbook)
    var result = Identification()
    result.stamps = carriers.stamps
    guard let identity = carriers.identity else { return byLabels(workbook, result) }
    result.identity = identity
    if carriers.isContradictory { result.findings.append(IdentityFindings.contradiction) }
    guard let form = catalogue.forms[identity.form] else {
      result.findings.append(IdentityFindings.unknownForm(identity.form))
      return result
    }
    guard form.revision == identity.revision else {
      result.findings.append(IdentityFindings.otherRevision(identity.revision, form: form))
      return result
    }
    result.form = form
    result.layout = LayoutKind(rawValue: identity.layout) ?? (form.card == nil ? .list : .card)
    return result
  }

  private func printedRole(_ form: FormDefinition, _ texts: Set<String>) -> SheetRole? {
    prepared[form.id]?.prints.role(of: texts)
  }

  private func byLabels(_ workbook: Workbook, _ result: Identification) -> Identification {
    var result = result
    if workbook.worksheets.allSatisfy({ $0.cells.isEmpty }) {
      result.findings.append(IdentityFindings.noCells)
      return result
    }
    let forms = catalogue.forms.values.sorted { $0.id < $1.id }
    guard let recognition = LabelRecognition(workbook, forms: forms, printed: printedRole) else {
      result.findings.append(IdentityFindings.foreign)
      return result
    }
    let form = recognition.form
    result.form = form
    result.layout = recognition.layout
    result.identity = WorkbookIdentity(
      form: form.id,
      revision: form.revision,
      layout: recognition.layout.rawValue
    )
    result.findings.append(
      IdentityFindings.recognised(form, sheet: workbook.worksheets[recognition.sheet].name)
    )
    return result
  }
}

/// Findings about a workbook's identity.
enum IdentityFindings {
  static let contradiction = Finding(
    "identity.contradiction",
    .warning,
    message: LocalizedText(
      "文件里的识别信息互相不一致，可能把两份文件的工作表拼在了一起，已按多数一致的信息处理",
      en: "The workbook contradicts itself about what it is; the majority counts"
    ),
    fix: LocalizedText(
      "核对单位和期别；不同的表请分开报送",
      en: "Check unit and period; return different forms in files of their own"
    )
  )

  static let foreign = Finding(
    "workbook.foreign",
    .error,
    message: LocalizedText(
      "这不是本系统发出的表，也认不出是哪一张表",
      en: "This is none of our forms, and its labels are those of none"
    ),
    fix: LocalizedText(
      "请在乡镇发给本村的工作簿里填写后再报送",
      en: "Fill in and return the workbook that the office sent"
    )
  )

  static let noCells = Finding(
    "workbook.empty",
    .error,
    message: LocalizedText("这个工作簿是空的", en: "This workbook is empty"),
    fix: LocalizedText("请检查是否发错了文件，填写后再报送", en: "Check whether this is the right file")
  )

  static func unknownForm(_ id: String) -> Finding {
    Finding(
      "workbook.unknown-form",
      .error,
      message: LocalizedText("这张表（\(id)）不在本系统的表样里", en: "There is no form \(id) here"),
      fix: LocalizedText("请与乡镇核对应报送哪一张表", en: "Ask the office which form is due")
    )
  }

  static func otherRevision(_ revision: String, form: FormDefinition) -> Finding {
    Finding(
      "workbook.other-revision",
      .error,
      message: LocalizedText(
        "这是《\(form.title)》的 \(revision) 版，现在用的是 \(form.revision) 版，未导入",
        en: "This is revision \(revision) of \(form.id); revision \(form.revision) is in use"
      ),
      fix: LocalizedText(
        "请向乡镇领取 \(form.revision) 版，把内容填到新版里再报送",
        en: "Get revision \(form.revision) from the office and fill it in"
      )
    )
  }

  static func recognised(_ form: FormDefinition, sheet: String) -> Finding {
    Finding(
      "identity.lost",
      .warning,
      at: Location(sheet: sheet),
      message: LocalizedText(
        "文件的识别信息已全部丢失，按表头文字认定为《\(form.title)》，填报单位和期别无法确定",
        en: "All identity was lost; by its labels this is \(form.id); unit and period are unknown"
      ),
      fix: LocalizedText(
        "请核对单位和导入结果；下次请直接填写发下去的文件",
        en: "Check the unit and the records; next time fill in the file that was sent"
      )
    )
  }
}
