/** The servers read `1` and `true` as yes, anything else as no. Source: Service Center, pkg/util (StringTRUE). */
export function isYes(value: string | null): boolean {
  return value === '1' || value?.toLowerCase() === 'true'
}
