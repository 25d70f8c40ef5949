import FormDefinitions

/// The mark of a generated batch: it follows from what the workbook was made of.
enum BatchMark {
  /// Eight hexadecimal digits; equal requests give equal marks.
  static func mark(form: FormDefinition, request: WorkbookRequest) -> String {
    var hash = beginning(
      form: form.id,
      revision: form.revision,
      layout: request.layout.rawValue,
      unit: request.unit?.code ?? "",
      period: request.period?.description ?? ""
    )
    hash.add(copies: request.blankCopies, campaign: request.campaign)
    // Records are many, and a definition is large to hand round.
    let fields = form.fields.map { (id: $0.id, name: "\($0.id)=") }
    let tables = form.tables.map { table in
      (id: table.id, fields: table.fields.map { (id: $0.id, name: "\(table.id).\($0.id)=") })
    }
    for record in request.records {
      for field in fields {
        if let value = record.values[field.id] { hash.add(field.name, value.description) }
      }
      for table in tables {
        for row in record.tables[table.id] ?? [] {
          for field in table.fields {
            if let value = row[field.id] { hash.add(field.name, value.description) }
          }
        }
      }
    }
    let digits = String(hash.mark, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// The most blank records of a workbook for which ``isBlank(_:)`` looks.
  private static let mostCopies = 5_000

  /// Whether a mark is that of a workbook with blank records alone.
  ///
  /// That somebody else's mark is taken for one happens once in some hundred thousand workbooks.
  static func isBlank(_ identity: WorkbookIdentity) -> Bool {
    guard let mark = UInt64(identity.batch, radix: 16) else { return false }
    let beginning = beginning(
      form: identity.form,
      revision: identity.revision,
      layout: identity.layout,
      unit: identity.unit,
      period: identity.period
    )
    // Who imports a workbook of no campaign may have named one for it.
    return Set([identity.campaign, ""]).contains { campaign in
      (0...mostCopies).contains { copies in
        var hash = beginning
        hash.add(copies: copies, campaign: campaign)
        return hash.mark == mark
      }
    }
  }

  private static func beginning(
    form: String,
    revision: String,
    layout: String,
    unit: String,
    period: String
  ) -> FNV1a {
    var hash = FNV1a()
    for part in [form, revision, layout, unit, period] { hash.add(part) }
    return hash
  }

  /// The hash of Fowler, Noll and Vo, variant 1a, 64 bits: stable over runs and machines.
  private struct FNV1a {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// What of it becomes the mark.
    var mark: UInt64 { value & 0xFFFF_FFFF }

    mutating func add(copies: Int, campaign: String) {
      add(String(copies))
      if !campaign.isEmpty { add("campaign=\(campaign)") }
    }

    mutating func add(_ parts: String...) {
      for part in parts { for byte in part.utf8 { step(byte) } }
      step(0x1F)
    }

    private mutating func step(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
  }
}

extension WorkbookIdentity {
  /// Whether the workbook was made without any household: then copies of it that several people fill
  /// in cannot be told from versions of one by their mark.
  package var isOfBlankWorkbook: Bool { BatchMark.isBlank(self) }
}
