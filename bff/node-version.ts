// Imported first: the console uses types that this Node must strip, and its built-in SQLite.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(`Meshdeck needs Node 24 or newer, this is ${process.version}. Start it with npm: npm start\n`)
  process.exit(1)
}
