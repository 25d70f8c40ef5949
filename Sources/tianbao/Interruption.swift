import Dispatch
import Foundation
import Synchronization

/// Takes the signals by which people end a command, so that it can put away what it has begun.
struct Interruption {
  /// The first signal that was met.
  private final class Met: Sendable {
    let signal = Mutex<Int32?>(nil)
  }

  private let met = Met()
  private let sources: [any DispatchSourceSignal]

  /// Listens from now on for as long as it lives; each signal runs the action.
  init(_ action: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      Foundation.signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global())
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM, SIGHUP]) {
      source.setEventHandler { [met] in
        met.signal.withLock { $0 = $0 ?? number }
        action()
      }
      source.resume()
    }
  }

  /// The first signal that was met, or `nil`.
  var signal: Int32? { met.signal.withLock { $0 } }
}
