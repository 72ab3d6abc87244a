/** The bytes of one request. What the body consists of may be sent in pieces after the head. */
export function makeRequest(
  line: `${'GET' | 'PUT' | 'POST'} /${string}`,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Buffer {
  return Buffer.concat([makeRequestHead(line, headers, body.length), body])
}

export function makeRequestHead(
  line: `${'GET' | 'PUT' | 'POST'} /${string}`,
  headers: Readonly<Record<string, string>>,
  contentLength: number,
): Buffer {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = contentLength > 0 ? `Content-Length: ${contentLength}\r\n` : ''
  const text = `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: MDM-OSX/1.0 mdmclient\r\n${fields.join('')}${length}\r\n`
  return Buffer.from(text, 'latin1')
}
