import FormDefinitions
import FormLayout
import Spreadsheet

/// What the import of any workbook of a form needs, made once a form.
struct PreparedForm: Sendable {
  /// The texts that the generator prints on the sheets beside the records.
  struct Prints: Sendable {
    let instructions: Set<String>
    let codes: Set<String>
  }

  let readers: RecordReader.FieldReaders
  let slots: CardSlots?
  let prints: Prints

  init(_ form: FormDefinition, today: CalendarDate) {
    readers = RecordReader.FieldReaders(form: form, context: ReadingContext(today: today))
    slots = CardSlots(form: form)
    prints = Prints(
      instructions: FormPrints.instructions(form),
      codes: FormPrints.codes(form)
    )
  }
}
