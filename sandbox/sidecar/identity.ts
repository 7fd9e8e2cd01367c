/** The programs that the demo mesh imitates; they differ in the labels they read and in what they register. */
export type Flavour = 'mesher' | 'java-chassis'

/** Who an instance is, in the words of its registration (`servicecomb.md` 1.3, 4.3). */
export interface Identity {
  app: string
  /** Empty, or one of ServiceComb's environments. */
  environment: string
  service: string
  version: string
  /** Of the service: every version's instances share them. Values that are no Prometheus label names end a Mesher. */
  properties: Record<string, string>
  /** Of this instance: what route rules select by. */
  instanceProperties: Record<string, string>
  hostName: string
  flavour: Flavour
}

/** As call records name it: `app@environment`, `app` where the environment is empty. */
export const namespaceOf = (identity: Pick<Identity, 'app' | 'environment'>): string =>
  identity.environment === '' ? identity.app : `${identity.app}@${identity.environment}`
