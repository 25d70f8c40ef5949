import ArgumentParser
import Spreadsheet
import Tianbao

/// The option that names the day as of which a ledger is looked at.
struct DayOption: ParsableArguments {
  @Option(help: "截至哪一天，默认今天。The day, today by default.")
  var on: String?

  /// The day.
  var day: CalendarDate { on.flatMap { CalendarDate(iso: $0) } ?? Clock.today }

  /// Refuses what is no day; the command asks, as it knows the language.
  func validate(_ shared: SharedOptions) throws {
    if let on, CalendarDate(iso: on) == nil {
      throw shared.misuse("--on 写成 2023-08-20", en: "Write --on as 2023-08-20")
    }
  }
}
