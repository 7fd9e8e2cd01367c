/** A ServiceComb app in one of its environments. */
export interface AppEnvironment {
  app: string
  /** Empty where a service was registered without one. */
  environment: string
}

/** `app@environment`, or `app` where the environment is empty. Neither may hold an `@` (servicecomb.md 1.14). */
export const namespaceOf = ({ app, environment }: AppEnvironment): string =>
  environment === '' ? app : `${app}@${environment}`

export function appEnvironmentOf(namespace: string): AppEnvironment {
  const at = namespace.lastIndexOf('@')
  return at < 0
    ? { app: namespace, environment: '' }
    : { app: namespace.slice(0, at), environment: namespace.slice(at + 1) }
}
