/**
 * The error that Service Center and Kie share.
 *
 * Source: go-chassis/cari, pkg/errsvc/error.go. The HTTP status is the code divided by 1000, the code travels
 * as a JSON string, and an error inside a list is written as `message(detail)`.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly code: number
  readonly summary: string
  readonly detail: string

  constructor(code: number, summary: string, detail: string) {
    super(`${summary}(${detail})`)
    this.code = code
    this.summary = summary
    this.detail = detail
  }

  get status(): number {
    return Math.floor(this.code / 1000)
  }

  get body(): { errorCode: string; errorMessage: string; detail: string } {
    return { errorCode: String(this.code), errorMessage: this.summary, detail: this.detail }
  }
}
