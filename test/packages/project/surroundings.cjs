// Loaded before a server: it listens on a free port instead of its own, tells its parent which, and finds the test's upstream.
const { Server } = require('node:net')

const { listen } = Server.prototype
Server.prototype.listen = function (where, ...rest) {
  this.once('listening', () => process.send(this.address().port))
  return listen.call(this, typeof where === 'number' ? 0 : { ...where, port: 0 }, ...rest)
}

const { fetch } = globalThis
globalThis.fetch = (url, init) => fetch(url.replace('http://127.0.0.1:8080', process.env.UPSTREAM), init)
