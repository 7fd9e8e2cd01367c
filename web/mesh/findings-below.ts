/** Findings below a place in the spec (`routes.1`), with their places from there on. */
export const findingsBelow = <Of extends { field?: string | undefined }>(
  findings: readonly Of[],
  place: string,
): Of[] =>
  findings
    .filter(({ field }) => field === place || field?.startsWith(`${place}.`))
    .map((finding) => ({ ...finding, field: finding.field?.slice(place.length + 1) }))
