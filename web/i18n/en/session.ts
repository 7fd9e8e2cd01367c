export const session = {
  title: 'Sign in to Meshdeck',
  lead: 'Governance of service meshes and gateways',
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  returns: 'After signing in you come to the page that you asked for.',
} as const
