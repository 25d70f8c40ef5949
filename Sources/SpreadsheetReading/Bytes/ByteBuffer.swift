import Glibc

/// Memory that is grown, reused from part to part, and freed with its owner.
@safe
struct ByteBuffer: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// The number of bytes that hold something.
  var count = 0

  /// Creates a buffer with room for a number of bytes.
  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    unsafe start = Self.allocate(self.capacity)
  }

  /// Allocates memory, in pages of 2 MiB where it is much, since the system hands out each page with
  /// some ceremony.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let page = 2 << 20
    guard capacity >= 4 * page else { return .allocate(capacity: capacity) }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: page)
    // Advice that is not taken costs nothing but time.
    _ = unsafe madvise(memory, capacity / page * page, MADV_HUGEPAGE)
    return unsafe memory.bindMemory(to: UInt8.self, capacity: capacity)
  }

  deinit { unsafe start.deallocate() }

  /// Makes room for a number of bytes; what the buffer held is lost.
  mutating func reserveDiscardingContents(_ capacity: Int) {
    count = 0
    guard capacity > self.capacity else { return }
    unsafe start.deallocate()
    self.capacity = capacity
    unsafe start = Self.allocate(capacity)
  }

  /// Makes room for a number of bytes more and keeps what the buffer holds.
  mutating func reserve(_ additional: Int) {
    guard capacity - count < additional else { return }
    let grown = max(capacity * 2, count + additional)
    let larger = unsafe Self.allocate(grown)
    unsafe larger.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = unsafe larger
    capacity = grown
  }

  /// Appends a byte.
  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count += 1
  }

  /// Appends bytes.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    unsafe (start + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  /// Appends a literal.
  mutating func append(_ literal: StaticString) {
    unsafe append(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    )
  }

  /// The bytes, lent until the buffer is changed or freed.
  var view: ByteView { unsafe ByteView(start, count: count) }
}

// The memory has one owner, which cannot be copied.
extension ByteBuffer: @unchecked Sendable {}
