import FormDefinitions

/// The mark of a generated batch: it follows from what the workbook was made of.
enum BatchMark {
  /// Eight hexadecimal digits; equal requests give equal marks.
  static func mark(form: FormDefinition, request: WorkbookRequest) -> String {
    var hash = FNV1a()
    hash.add(form.id)
    hash.add(form.revision)
    hash.add(request.layout.rawValue)
    hash.add(request.unit?.code ?? "")
    hash.add(request.period?.description ?? "")
    hash.add(String(request.blankCopies))
    if !request.campaign.isEmpty { hash.add("campaign=\(request.campaign)") }
    for record in request.records {
      for field in form.fields {
        if let value = record.values[field.id] { hash.add("\(field.id)=\(value)") }
      }
      for table in form.tables {
        for row in record.tables[table.id] ?? [] {
          for field in table.fields {
            if let value = row[field.id] { hash.add("\(table.id).\(field.id)=\(value)") }
          }
        }
      }
    }
    let digits = String(hash.value & 0xFFFF_FFFF, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// The hash of Fowler, Noll and Vo, variant 1a, 64 bits: stable over runs and machines.
  private struct FNV1a {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ text: String) {
      for byte in text.utf8 { step(byte) }
      step(0x1F)
    }

    private mutating func step(_ byte: UInt8) {
      value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
  }
}
