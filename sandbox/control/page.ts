/** The page: one screen, no parts from elsewhere. It asks for the state every two seconds while it is visible. */
export const html = (nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox mesh</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
  body { margin: 0 auto; max-width: 60rem; padding: 1.5rem }
  h1 { font-size: 1.2rem } h2 { font-size: 1rem; margin-top: 2rem }
  fieldset { border: 1px solid #8886; border-radius: 6px; padding: .5rem 1rem }
  label { display: block; padding: .15rem 0 }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .6rem; border-top: 1px solid #8884 }
  button { font: inherit; padding: .15rem .7rem } small { opacity: .75 }
</style>
</head>
<body>
<h1>Sandbox mesh</h1>
<p id="summary" role="status">Loading</p>
<h2>Load</h2>
<label><input id="rate" type="range" min="0" max="400" step="10"> <output id="rate-now" for="rate"></output> calls/s begin</label>
<h2>Scenario</h2>
<fieldset id="scenarios"><legend>What the mesh goes through</legend></fieldset>
<h2>Servers</h2>
<table id="servers"></table>
<h2>Processes</h2>
<table id="processes"></table>
<script nonce="${nonce}">
const at = (id) => document.getElementById(id)
const make = (tag, text, props) => Object.assign(document.createElement(tag), { textContent: text }, props)
const send = (method, path, body) =>
  fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then(refresh)

function button(text, act) {
  const element = make('button', text, { type: 'button' })
  element.addEventListener('click', act)
  return element
}
function row(...cells) {
  const line = document.createElement('tr')
  for (const cell of cells) line.append(cell instanceof Node ? Object.assign(document.createElement('td')) : make('td', cell))
  cells.forEach((cell, i) => cell instanceof Node && line.children[i].append(cell))
  return line
}
let shown = ''
function show(state) {
  at('summary').textContent = state.counts.sent + ' calls begun, ' + state.counts.unanswered + ' without an answer'
  if (document.activeElement !== at('rate')) at('rate').value = state.rate
  at('rate-now').textContent = state.rate
  const names = Object.keys(state.scenarios)
  if (at('scenarios').querySelectorAll('input').length === 0)
    for (const name of names) {
      const label = make('label', '')
      const input = make('input', '', { type: 'radio', name: 'scenario', value: name })
      input.addEventListener('change', () => send('PUT', '/api/scenario', { name }))
      label.append(input, ' ' + name + ' ', make('small', state.scenarios[name]))
      at('scenarios').append(label)
    }
  for (const input of at('scenarios').querySelectorAll('input')) input.checked = input.value === state.scenario
  // Rows are made anew only when something changed, so that the focus stays where it is.
  const rows = JSON.stringify([state.servers, state.processes])
  if (rows === shown) return
  shown = rows
  at('servers').replaceChildren(...Object.entries(state.servers).map(([name, { url, running }]) =>
    row(name, url, running ? 'running' : 'stopped',
      button(running ? 'Stop' : 'Start', () => send('PUT', '/api/servers/' + name, { running: !running })))))
  at('processes').replaceChildren(...state.processes.map(({ name, instances }) =>
    row(name,
      instances.map((each) => each.service + ' ' + each.version + ', proxy ' + each.ports.proxy + ', admin ' + each.ports.admin).join('; '),
      instances.map((each) => each.ended || 'running').join('; '),
      button('Restart', () => send('POST', '/api/processes/' + encodeURIComponent(name) + '/restart', {})))))
}
async function refresh() {
  try { show(await (await fetch('/api/state')).json()) }
  catch { at('summary').textContent = 'The sandbox does not answer' }
}
at('rate').addEventListener('change', () => send('PUT', '/api/rate', { callsPerSecond: Number(at('rate').value) }))
setInterval(() => document.hidden || refresh(), 2000)
refresh()
</script>
</body>
</html>
`
