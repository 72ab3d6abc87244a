import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Loaded by Node, not bundled: binaries, WebAssembly, and what must be the same in both module graphs.
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg', 'pino', 'postgres'],
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
}

export default createNextIntlPlugin('./app/i18n/request.ts')(config)
