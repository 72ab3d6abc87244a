import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  poweredByHeader: false,
  // Browsers ask for this one by themselves while a page's own word of its icon is still on its way.
  rewrites: async () => [
    { source: '/favicon.ico', destination: '/favicon.svg' },
    // A folder's name has no full stop here.
    { source: '/.well-known/com.apple.remotemanagement', destination: '/api/remote-management' },
    { source: '/api/v1/openapi.json', destination: '/api/v1/openapi' },
  ],
  // npm test checks the types; a start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // Nobody is a bot here, but everybody gets the title with the page's first bytes and not streamed in after them.
  htmlLimitedBots: /.*/,
  // Loaded by Node, not bundled: binaries, WebAssembly, and what must be the same in both module graphs.
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg', 'pino', 'postgres'],
  // useOffline: a live page that asks while the server restarts waits and asks again, instead of becoming an error page.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '2mb' }, useOffline: true },
}

export default createNextIntlPlugin('./app/i18n/request.ts')(config)
