import type { StylesheetStyle } from 'cytoscape'
import type { Palette } from '../../theme.ts'

/** Wider than the line by this much on each side: the halo of what is selected; half of it under the pointer. */
const halo = 6

/** What cytoscape draws: plates, frames and edges. Words and signs are painted over it. */
export const graphStyle = (palette: Palette): StylesheetStyle[] =>
  [
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        shape: 'round-rectangle',
        'corner-radius': '6',
        'background-color': palette.surface,
        'border-width': 1,
        'border-color': palette.control,
        'z-index-compare': 'manual',
        'z-index': 20,
        'overlay-opacity': 0,
      },
    },
    { selector: 'node.pill', style: { 'corner-radius': '18' } },
    {
      selector: 'node.cut',
      style: { shape: 'polygon', 'shape-polygon-points': '-1 -1 0.88 -1 1 -0.62 1 1 -1 1' },
    },
    { selector: 'node.lock, node.unknown', style: { 'border-style': 'dashed' } },
    { selector: 'node.idle', style: { 'border-color': palette.border } },
    { selector: 'node.degraded', style: { 'border-color': palette.degraded } },
    { selector: 'node.failing', style: { 'border-color': palette.failing, 'border-width': 1.5 } },
    {
      selector: 'node.box',
      style: {
        'background-opacity': 0.55,
        'border-color': palette.border,
        'border-style': 'solid',
        'corner-radius': '10',
        'z-index': 1,
        events: 'no',
      },
    },
    {
      selector: 'node.workload',
      style: {
        'background-opacity': 0,
        'border-style': 'dashed',
        'border-color': palette.axis,
        'corner-radius': '8',
        'z-index': 2,
      },
    },
    {
      selector: 'node.service',
      style: {
        'background-opacity': 1,
        'border-color': palette.axis,
        'corner-radius': '6',
        'z-index': 3,
        events: 'yes',
      },
    },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': palette.edge,
        'target-arrow-color': palette.edge,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 'data(arrow)',
        'curve-style': 'unbundled-bezier',
        'edge-distances': 'endpoints',
        'source-endpoint': 'data(leaving)',
        'target-endpoint': 'data(arriving)',
        'control-point-distances': 'data(distances)',
        'control-point-weights': 'data(weights)',
        'z-index-compare': 'manual',
        'z-index': 10,
        'overlay-opacity': 0,
      },
    },
    ...(['degraded', 'failing', 'idle', 'unknown'] as const).map((tone) => ({
      selector: `edge.${tone}`,
      style: {
        'line-style': 'dashed' as const,
        'line-dash-pattern': 'data(dash)',
        'line-color': palette[tone],
        'target-arrow-color': palette[tone],
        'z-index': tone === 'degraded' || tone === 'failing' ? 12 : 9,
        ...(tone === 'idle' || tone === 'unknown' ? { 'line-cap': 'round' as const } : {}),
      },
    })),
    { selector: '.hovered', style: under(palette, halo / 2) },
    { selector: '.selected', style: under(palette, halo) },
    { selector: 'core', style: { 'active-bg-opacity': 0 } },
    // Cytoscape's types want numbers where it also takes `data(…)`.
  ] as unknown as StylesheetStyle[]

const under = (palette: Palette, padding: number) => ({
  'underlay-color': palette.accentLine,
  'underlay-opacity': 0.55,
  'underlay-padding': padding,
})
