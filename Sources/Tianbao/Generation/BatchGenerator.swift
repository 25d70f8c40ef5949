public import FormLayout
public import Foundation

/// Makes the workbooks of several units on several processors.
public struct BatchGenerator: Sendable {
  /// A workbook to be made.
  public struct Order: Sendable {
    /// The file.
    public let url: URL
    /// The unit that will fill it in; `nil` for a blank form.
    public let unit: ReportingUnit?
    /// The records known in advance.
    public let households: [PrefilledRecord]

    /// Creates an order.
    public init(url: URL, unit: ReportingUnit?, households: [PrefilledRecord]) {
      self.url = url
      self.unit = unit
      self.households = households
    }
  }

  /// A workbook that could not be made.
  public struct Failure: Error {
    /// The file.
    public let url: URL
    /// Why: a `WritingError` or a `LayoutMissing`.
    public let reason: any Error
  }

  /// The generator.
  public let generator: FormGenerator
  /// The number of files made at once.
  public var jobs = 1

  /// Creates a batch generator.
  public init(_ generator: FormGenerator) { self.generator = generator }

  /// Makes workbooks; after one that fails no other is begun.
  ///
  /// - Parameters:
  ///   - orders: the workbooks.
  ///   - replacing: whether files of those names may be replaced.
  ///   - made: called for each file that was made, in the orders' order.
  /// - Throws: ``Failure`` for the first order that failed.
  public func write(
    _ orders: [Order],
    replacing: Bool = false,
    made: (URL) -> Void = { _ in }
  ) async throws {
    var done = [Failure??](repeating: nil, count: orders.count)
    var told = 0
    var isStopped = false
    await withTaskGroup(of: (Int, Failure?).self) { group in
      var next = 0
      func start() {
        guard !isStopped, next < orders.count else { return }
        let index = next
        next += 1
        group.addTask { (index, failure(of: orders[index], replacing: replacing)) }
      }
      for _ in 0..<max(1, jobs) { start() }
      while let (index, failure) = await group.next() {
        done[index] = .some(failure)
        isStopped = isStopped || failure != nil
        start()
        while told < done.count, case .some(.none) = done[told] {
          made(orders[told].url)
          told += 1
        }
      }
    }
    // What was already being made behind a failure is there too.
    for index in told..<done.count {
      if case .some(.none) = done[index] { made(orders[index].url) }
    }
    if let failure = done.lazy.compactMap({ $0 ?? nil }).first { throw failure }
  }

  private func failure(of order: Order, replacing: Bool) -> Failure? {
    do {
      try generator.write(
        to: order.url,
        for: order.unit,
        households: order.households,
        replacing: replacing
      )
      return nil
    } catch {
      return Failure(url: order.url, reason: error)
    }
  }
}
