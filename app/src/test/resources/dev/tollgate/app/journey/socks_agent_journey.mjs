// socks-proxy-agent under Node's own http client; ends with an AssertionError at the first thing that is not as it should be.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { createRequire } from 'node:module'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'

const stage = JSON.parse(process.argv[2])
const { SocksProxyAgent } = createRequire(stage.modules)('socks-proxy-agent')

function open (agent, url, method) {
  return (url.startsWith('https') ? https : http).request(url, { agent, method, ca: stage.authority })
}

function answer (request) {
  return new Promise((resolve, reject) => request.on('response', resolve).on('error', reject))
}

async function get (agent, url) {
  const request = open(agent, url, 'GET')
  request.end()
  return answer(request)
}

for (const target of stage.targets) {
  const agent = new SocksProxyAgent(stage.proxy)
  assert.equal(await text(await get(agent, target + '/hello')), 'hello from the target\n')
  const digest = createHash('sha256')
  const hashed = new Transform({ transform (piece, _, done) { digest.update(piece); done(null, piece) } })
  await pipeline(await get(agent, `${target}/chunks/7/${stage.size}`), hashed, createWriteStream(stage.file))
  assert.equal(digest.digest('hex'), stage.sha256)
  const upload = open(agent, target + '/digest', 'PUT')
  const answered = answer(upload)
  await pipeline(createReadStream(stage.file), upload)
  assert.equal(await text(await answered), `${stage.size} ${stage.sha256}`)
  agent.destroy()
  try {
    const response = await get(new SocksProxyAgent(stage.refused), target + '/hello')
    console.log(response.statusCode)
  } catch (error) {
    console.log(error.message)
  }
}
console.log('ok')
