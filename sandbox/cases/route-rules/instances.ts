export const v1 = { version: '1.0.0' }
export const v2 = { version: '2.0.0' }
export const both = [v1, v2]

/** Everything to one version. */
export const all = (version: string): string => `- route: [{weight: 100, tags: {version: "${version}"}}]`
