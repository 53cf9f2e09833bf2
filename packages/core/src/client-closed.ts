/** What a stream fails with whose client has left: nobody reads its end, but who keeps it or counts it hears of it. */
export const clientClosed = (): Error =>
  Object.assign(new Error('The client closed the connection.'), { code: 'client_closed' })
