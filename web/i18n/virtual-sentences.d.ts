// Made by `scripts/sentences-plugin.ts`.
declare module 'virtual:sentences/*' {
  const sentences: Readonly<Record<string, import('#shared/problems/messages.ts').Sentence>>
  export default sentences
}
