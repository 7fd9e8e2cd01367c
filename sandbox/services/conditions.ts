/** What goes wrong in the demo cloud at the moment; scenarios set it, services obey it. */
export interface Conditions {
  /** How ocr 1.0.1 fares beside 1.0.0. */
  candidate: 'well' | 'slow' | 'failing'
  /** How all of ocr fares, whatever its version. */
  ocr: 'well' | 'slow'
  /** Whether billing reaches its ledger. */
  billing: 'well' | 'failing'
}
