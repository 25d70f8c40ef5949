import ArgumentParser
import Spreadsheet
import Tianbao

/// The option that names the day as of which a ledger is looked at.
struct DayOption: ParsableArguments {
  @Option(help: "截至哪一天，默认今天。The day, today by default.")
  var on: String?

  /// The day.
  var day: CalendarDate { on.flatMap { CalendarDate(iso: $0) } ?? Clock.today }

  func validate() throws {
    if let on, CalendarDate(iso: on) == nil {
      throw ValidationError("--on 写成 2023-08-20 (YYYY-MM-DD)")
    }
  }
}
