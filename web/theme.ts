/** Every colour of the console, once for each theme. What is measured about them stands in docs/decisions. */
export interface Palette {
  canvas: string
  sunken: string
  surface: string
  raised: string
  hover: string
  active: string
  selected: string
  text: string
  text2: string
  text3: string
  disabled: string
  border: string
  borderSoft: string
  control: string
  accent: string
  accentHover: string
  accentActive: string
  accentTint: string
  accentLine: string
  onAccent: string
  focus: string
  edge: string
  bar: string
  quiet: string
  grid: string
  axis: string
  baseline: string
  candidate: string
  candidateText: string
  candidateTint: string
  ok: string
  okText: string
  okTint: string
  degraded: string
  degradedText: string
  degradedTint: string
  failing: string
  failingText: string
  failingTint: string
  idle: string
  idleText: string
  idleTint: string
  unknown: string
  unknownText: string
  unknownTint: string
  addedTint: string
  addedWord: string
  addedText: string
  removedTint: string
  removedWord: string
  removedText: string
  menuShadow: string
  modalShadow: string
  scrim: string
}

const light: Palette = {
  canvas: '#F2F4F2',
  sunken: '#E9ECE9',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  hover: '#F1F4F2',
  active: '#E4E9E6',
  selected: '#E1F0F1',
  text: '#151B1A',
  text2: '#45514E',
  text3: '#5E6A67',
  disabled: '#9CA6A2',
  border: '#DCE1DE',
  borderSoft: '#E9EDEA',
  control: '#828E8A',
  accent: '#0B6571',
  accentHover: '#08525C',
  accentActive: '#063F47',
  accentTint: '#E1F0F1',
  accentLine: '#9CC9CE',
  onAccent: '#FFFFFF',
  focus: '#0B6571',
  edge: '#7E8C88',
  bar: '#86958F',
  quiet: '#BFCFC8',
  grid: '#E6EAE7',
  axis: '#B4BDB9',
  baseline: '#5C6B67',
  candidate: '#6636B0',
  candidateText: '#5B2DA3',
  candidateTint: '#F0EAF9',
  ok: '#16815F',
  okText: '#0F6A4D',
  okTint: '#E1F3EC',
  degraded: '#B87200',
  degradedText: '#875100',
  degradedTint: '#FCF1DF',
  failing: '#BE2318',
  failingText: '#A81C13',
  failingTint: '#FCEBE8',
  idle: '#73807C',
  idleText: '#5E6A67',
  idleTint: 'transparent',
  unknown: '#6B7280',
  unknownText: '#565E6B',
  unknownTint: '#EDEFF2',
  addedTint: '#DDF1F1',
  addedWord: '#A9DADB',
  addedText: '#07505A',
  removedTint: '#FDEBE3',
  removedWord: '#F6C4B0',
  removedText: '#8A2A10',
  menuShadow: '0 6px 20px -4px rgb(16 28 26/.16), 0 2px 6px rgb(16 28 26/.08)',
  modalShadow: '0 18px 48px -8px rgb(16 28 26/.26)',
  scrim: 'rgb(16 28 26/.36)',
}

const dark: Palette = {
  canvas: '#0B1011',
  sunken: '#070B0C',
  surface: '#12191A',
  raised: '#1A2324',
  hover: '#182122',
  active: '#223032',
  selected: '#10343A',
  text: '#E4EBEA',
  text2: '#B2BEBC',
  text3: '#8E9C9A',
  disabled: '#56635F',
  border: '#253133',
  borderSoft: '#1C2628',
  control: '#66777A',
  accent: '#52BBC9',
  accentHover: '#78CED9',
  accentActive: '#35A0AF',
  accentTint: '#10343A',
  accentLine: '#1F5F69',
  onAccent: '#04191C',
  focus: '#78CED9',
  edge: '#6F8286',
  bar: '#5A7075',
  quiet: '#2F4043',
  grid: '#1E292B',
  axis: '#3A484A',
  baseline: '#A9B7B3',
  candidate: '#A47BF0',
  candidateText: '#BB9DF5',
  candidateTint: '#241A38',
  ok: '#58C6A2',
  okText: '#79D3B6',
  okTint: '#0F2A23',
  degraded: '#EAB54B',
  degradedText: '#F0C46E',
  degradedTint: '#2E2210',
  failing: '#EF6A5E',
  failingText: '#F58F85',
  failingTint: '#381815',
  idle: '#83918E',
  idleText: '#8E9C9A',
  idleTint: 'transparent',
  unknown: '#98A1AE',
  unknownText: '#A6AFBB',
  unknownTint: '#1D2329',
  addedTint: '#0E2C31',
  addedWord: '#17545E',
  addedText: '#86D6E0',
  removedTint: '#351A12',
  removedWord: '#70301F',
  removedText: '#F6A98F',
  menuShadow: '0 8px 24px rgb(0 0 0/.5)',
  modalShadow: '0 18px 48px rgb(0 0 0/.6)',
  scrim: 'rgb(2 5 6/.6)',
}

export type ThemeName = 'light' | 'dark'
export const palette: Record<ThemeName, Palette> = { light, dark }

/** Categorical colours in their order; from the second on each also has its own dash. The eighth is near the candidate's violet. */
export const seriesColors: Record<ThemeName, readonly string[]> = {
  light: ['#0B6571', '#4C7CE0', '#826A0F', '#A27D9B', '#555102', '#C47C31', '#064437', '#6636B0'],
  dark: ['#52BBC9', '#C3E4FE', '#E6B111', '#905270', '#77A569', '#C05801', '#89DB9E', '#9D72EA'],
}

/** Dash patterns of the categorical series, in the same order. */
export const seriesDashes = ['', '7 3', '2 3', '10 3 2 3', '', '7 3', '2 3', '10 3 2 3'] as const

/** Sequential ramp of heat maps, from least to most. No data is a hatch, never the first step. */
export const ramp: Record<ThemeName, readonly string[]> = {
  light: ['#EEF4F3', '#CFE4E4', '#A6CFD1', '#76B5BA', '#4697A0', '#1F7986', '#0B5A66', '#053B44'],
  dark: ['#152224', '#17343A', '#184A53', '#1A636F', '#2A7F8D', '#4A9EAB', '#7CBFC9', '#BFE3E8'],
}

/** A colour of the palette that is written as a CSS variable (`var(--md-series-2)`), for what draws without CSS. */
export function resolvedColor(css: string, theme: ThemeName): string {
  const name = /^var\(--md-(.+)\)$/.exec(css)?.[1]
  const series = /^series-(\d)$/.exec(name ?? '')?.[1]
  if (series) return seriesColors[theme][Number(series) - 1] ?? css
  return Object.entries(palette[theme]).find(([key]) => kebab(key) === name)?.[1] ?? css
}

export const fontFamily =
  'Geist, "PingFang SC", "Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif'
export const fontFamilyCode =
  '"Geist Mono", ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", "PingFang SC", monospace'

const kebab = (name: string) => name.replaceAll(/[A-Z]|\d/g, (part) => `-${part.toLowerCase()}`)

/** The palettes as CSS variables on `:root[data-theme]`: `--md-accent-hover`, `--md-text-2`, `--md-series-1`. */
export function cssVariables(): string {
  return (['light', 'dark'] as const)
    .map((theme) => {
      const colors = Object.entries(palette[theme]).map(([name, value]) => `--md-${kebab(name)}:${value}`)
      const series = seriesColors[theme].map((value, index) => `--md-series-${index + 1}:${value}`)
      const steps = ramp[theme].map((value, index) => `--md-ramp-${index + 1}:${value}`)
      return `:root[data-theme=${theme}]{color-scheme:${theme};${[...colors, ...series, ...steps].join(';')}}`
    })
    .join('\n')
}
