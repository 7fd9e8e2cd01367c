/** A command with what is said above it. */
export interface Step {
  /** What it does. */
  what: string
  /** What must stand there before, followed by the command that shows it. */
  only: string
  look: string
  command: string
}

/** One command with its words as comments. */
export const stepText = ({ what, only, look, command }: Step): string =>
  [comment(what), comment(`${only} ${look}`), command].join('\n')

/**
 * All commands as one text for a shell: each runs only where those before it did, so that nothing goes before what takes its place is
 * there. The words stand above them all, for some shells take a comment between two commands for a third.
 */
export const scriptText = (steps: readonly Step[]): string =>
  [
    ...steps.flatMap(({ what, only, look }, index) => [
      comment(`${index + 1}. ${what}`),
      comment(`   ${only} ${look}`),
    ]),
    steps.map(({ command }) => command).join(' &&\n'),
  ].join('\n')

/** In one line, whatever the text: what follows a line break would be run. */
const comment = (text: string): string => `# ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`
