export const session = {
  title: 'Sign in to Meshdeck',
  lead: 'Governance of service meshes and gateways',
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  returns: 'You were signed out. After signing in you are back where you were.',
} as const
