/** Which documents a request means by its `label` and `match` parameters. */
export interface LabelQuery {
  labels: Record<string, string>
  /** True: the label set must be equal. False: the document has at least these labels. */
  exact: boolean
  /** One key was given with two values: nothing can match. */
  contradictory: boolean
}

/**
 * Source: Kie, server/resource/v1/common.go (getLabels, getMatchPattern). `match` is case-sensitive and any other
 * value than `exact` means a subset.
 *
 * @returns undefined when a label is not `key:value`.
 */
export function parseLabelQuery(query: URLSearchParams): LabelQuery | undefined {
  const labels: Record<string, string> = {}
  let contradictory = false
  for (const pair of query.getAll('label')) {
    const [key, value, ...rest] = pair.split(':')
    if (key === undefined || value === undefined || rest.length > 0) return undefined
    if (labels[key] !== undefined && labels[key] !== value) contradictory = true
    labels[key] = value
  }
  return { labels, exact: query.get('match') === 'exact', contradictory }
}

/** An absent label differs from one with an empty value. */
export function matchesLabels({ labels, exact, contradictory }: LabelQuery, of: Record<string, string>): boolean {
  if (contradictory) return false
  const wanted = Object.entries(labels)
  if (exact && Object.keys(of).length !== wanted.length) return false
  return wanted.every(([key, value]) => of[key] === value)
}
