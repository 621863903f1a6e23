// undici's ProxyAgent through one proxy; ends with an AssertionError at the first thing that is not as it should be.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const stage = JSON.parse(process.argv[2])
const { ProxyAgent, WebSocket, fetch, request } = createRequire(stage.modules)('undici')

const agent = (uri, proxyTunnel) => new ProxyAgent({
  uri, proxyTunnel, requestTls: { ca: stage.authority }, proxyTls: { ca: stage.authority }
})

async function usual (dispatcher, target) {
  const hello = await fetch(target + '/hello', { dispatcher })
  assert.equal(await hello.text(), 'hello from the target\n')
  assert.equal(hello.headers.get('x-helodata-error-code'), null)
  const chunked = await request(target + '/chunked', { dispatcher })
  assert.equal((await chunked.body.arrayBuffer()).byteLength, 1000)
  const echo = await (await request(target + '/echo?q=1', { dispatcher, method: 'POST', body: 'words' })).body.text()
  assert.match(echo, /^POST \/echo\?q=1 HTTP\/1\.1\n/)
  assert.match(echo, /\n\nwords$/)
  assert.doesNotMatch(echo, /proxy/i)
}

async function large (dispatcher, target) {
  const digest = createHash('sha256')
  const down = await request(`${target}/bytes/7/${stage.size}`, { dispatcher })
  const hashed = new Transform({ transform (piece, _, done) { digest.update(piece); done(null, piece) } })
  await pipeline(down.body, hashed, createWriteStream(stage.file))
  assert.equal(digest.digest('hex'), stage.sha256)
  const up = await request(target + '/digest', { dispatcher, method: 'PUT', body: createReadStream(stage.file) })
  assert.equal(await up.body.text(), `${stage.size} ${stage.sha256}`)
}

function websocket (dispatcher, target) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(target.replace('http', 'ws') + '/ws', { dispatcher })
    socket.onopen = () => socket.send('hello')
    socket.onmessage = ({ data }) => { assert.equal(data, 'hello'); socket.close() }
    socket.onclose = () => resolve()
    socket.onerror = event => reject(event.error ?? new Error('WebSocket'))
  })
}

for (const target of stage.targets) {
  for (const tunnel of [true, false]) {
    const dispatcher = agent(stage.proxy, tunnel)
    await usual(dispatcher, target)
    await large(dispatcher, target)
    if (tunnel) await websocket(dispatcher, target)
    await dispatcher.close()
    const wrong = agent(stage.refused, tunnel)
    try {
      const answer = await request(target + '/hello', { dispatcher: wrong })
      console.log(answer.statusCode, answer.headers['x-helodata-error-code'])
      await answer.body.dump()
    } catch (error) {
      console.log(error.code, error.message)
    }
    await wrong.destroy()
  }
}
console.log('ok')
