import type { Page } from '@playwright/test'

/** How many production calls of one kind of client went from predict to ocr since an instant, and how many of them to 1.0.1. */
export async function splitOf(
  page: Page,
  client: string,
  since: string,
): Promise<{ total: number; candidate: number }> {
  const count = async (more: Record<string, string>): Promise<number> => {
    const query = new URLSearchParams({
      callee: 'ocr',
      namespace: 'cloud@production',
      header: `device-os:${client}`,
      from: since,
      to: new Date(Date.now() + 60_000).toISOString(),
      limit: '1',
      ...more,
    })
    const answer = await page.request.get(`/api/meshes/sandbox/calls?${query}`)
    const body = (await answer.json()) as { total: number }
    return body.total
  }
  return { total: await count({}), candidate: await count({ version: '1.0.1' }) }
}

/** Whether a count agrees with an asked share: inside four standard deviations of fair draws (fewer than 1 in 15,000 miss it). */
export const within = (hits: number, of: number, share: number): boolean =>
  Math.abs(hits - of * share) <= 4 * Math.sqrt(of * share * (1 - share))
