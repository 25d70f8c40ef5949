package import FormLayout

extension FormProof {
  /// A made-up record with which nothing is wrong; another seed makes up another one.
  ///
  /// - Returns: the record; `nil` where none was found.
  package func rightRecord() -> PrefilledRecord? {
    var search = RecordSearch(oracle: oracle, unit: unitValues, seed: seed)
    let (good, wrong) = search.good()
    return wrong.isEmpty ? PrefilledRecord(values: good.values, tables: good.rows) : nil
  }
}
