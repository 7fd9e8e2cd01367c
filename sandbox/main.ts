import { parseArgs } from 'node:util'
import { startSandbox, type SandboxOptions } from './sandbox.ts'

export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'

if (import.meta.main) await runAsProcess()

/**
 * The demo mesh as a process of its own: prints one line of JSON when it is ready, stops on SIGTERM and SIGINT, and
 * when the process that started it is gone.
 */
async function runAsProcess(): Promise<void> {
  const parent = process.ppid
  const { serviceCenterUrl, kieUrl, controlUrl, close } = await startSandbox(optionsFrom(process.argv.slice(2)))
  console.log(JSON.stringify({ ready: true, serviceCenterUrl, kieUrl, controlUrl }))

  let stopping = false
  function stop(): void {
    if (stopping) return
    stopping = true
    // Whoever stops the demo does not wait for the last batch of spans.
    setTimeout(() => process.exit(0), 800).unref()
    void close().finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  setInterval(() => {
    if (process.ppid !== parent) stop()
  }, 500).unref()
}

function optionsFrom(args: string[]): SandboxOptions {
  const { values } = parseArgs({
    args,
    options: {
      'service-center-port': { type: 'string' },
      'kie-port': { type: 'string' },
      'control-port': { type: 'string' },
      'collector-url': { type: 'string' },
      seed: { type: 'string' },
      rate: { type: 'string' },
      'kie-mode': { type: 'string' },
      services: { type: 'string' },
    },
  })
  const kieMode = values['kie-mode'] ?? 'watch'
  if (kieMode !== 'watch' && kieMode !== 'poll') throw new Error(`--kie-mode is watch or poll, not ${kieMode}`)
  return {
    ports: {
      serviceCenter: wholeNumber('service-center-port', values['service-center-port'], 0),
      kie: wholeNumber('kie-port', values['kie-port'], 0),
      control: wholeNumber('control-port', values['control-port'], 0),
    },
    rate: wholeNumber('rate', values.rate, 80),
    kieMode,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.services === undefined ? {} : { services: values.services.split(',') }),
    ...(values['collector-url'] === undefined ? {} : { collectorUrl: values['collector-url'] }),
  }
}

function wholeNumber(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} is a whole number, not ${text}`)
  return number
}
