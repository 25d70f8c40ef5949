import FormDefinitions
import FormLayout
import Spreadsheet

/// What the import of any workbook of a form needs, made once a form.
struct PreparedForm: Sendable {
  /// The texts that the generator prints on the sheets beside the records.
  struct Prints: Sendable {
    let instructions: Set<String>
    let codes: Set<String>
    let contentsTitle: String

    /// The role of a sheet that has lost its stamp and has no keys, by what it prints.
    ///
    /// A sheet of records has the labels that 填表说明 prints too, but little else of it.
    func role(of texts: Set<String>) -> SheetRole? {
      if texts.contains(contentsTitle) { return .index }
      func share(_ printed: Set<String>) -> Double {
        printed.isEmpty ? 0 : Double(texts.intersection(printed).count) / Double(printed.count)
      }
      let best = [(SheetRole.instructions, share(instructions)), (.codes, share(codes))]
        .max { $0.1 < $1.1 }
      return best.flatMap { $0.1 > 0.5 ? $0.0 : nil }
    }
  }

  let readers: RecordReader.FieldReaders
  let slots: CardSlots?
  let prints: Prints

  init(_ form: FormDefinition, today: CalendarDate) {
    readers = RecordReader.FieldReaders(form: form, context: ReadingContext(today: today))
    slots = CardSlots(form: form)
    prints = Prints(
      instructions: FormPrints.instructions(form),
      codes: FormPrints.codes(form),
      contentsTitle: LabelText.key("\(form.title)目录")
    )
  }
}
