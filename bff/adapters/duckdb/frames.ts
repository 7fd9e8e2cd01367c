import type { Socket } from 'node:net'

/** Largest message in bytes; a longer one is a fault of the sender and ends the connection. */
const frameLimit = 128 * 1024 * 1024

/** Sends a message: four bytes of length, big-endian, then JSON. */
export function sendFrame(socket: Socket, message: unknown): void {
  const body = Buffer.from(JSON.stringify(message))
  const head = Buffer.allocUnsafe(4)
  head.writeUInt32BE(body.length)
  socket.cork()
  socket.write(head)
  socket.write(body)
  socket.uncork()
}

/** Calls back with each whole message; destroys the socket when it does not speak this protocol. */
export function onFrames(socket: Socket, take: (message: unknown) => void): void {
  let chunks: Buffer[] = []
  let held = 0
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    held += chunk.length
    const first = wanted(chunks[0]) ?? 4
    if (first > frameLimit) return void socket.destroy(new Error('frame too long'))
    if (held < first) return
    let buffer = Buffer.concat(chunks)
    for (let length = wanted(buffer); length !== undefined && buffer.length >= length; length = wanted(buffer)) {
      const message = parsed(buffer.subarray(4, length))
      if (message === undefined) return void socket.destroy(new Error('frame is not JSON'))
      buffer = buffer.subarray(length)
      take(message)
    }
    chunks = [buffer]
    held = buffer.length
  })
}

/** Bytes of the first message with its head; undefined while the head is not whole. */
const wanted = (buffer: Buffer | undefined): number | undefined =>
  buffer && buffer.length >= 4 ? buffer.readUInt32BE(0) + 4 : undefined

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
