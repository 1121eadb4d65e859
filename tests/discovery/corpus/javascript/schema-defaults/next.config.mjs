/** @type {import('next').NextConfig} */

const csp = `
  default-src 'self';
  connect-src 'self' https://api.openai.com https://api.deepseek.com wss://realtime.acme.example;
  img-src 'self' data: https://cdn.acme.example;
`.replace(/\n/g, '')

const nextConfig = {
  reactStrictMode: true,
  output: 'standalone',
  experimental: { serverActions: { allowedOrigins: ['dashscope.aliyuncs.com'] } },
  images: {
    remotePatterns: [{ protocol: 'https', hostname: 'api.bfl.ai' }],
  },
  env: {
    NEXT_PUBLIC_DEFAULT_MODEL: process.env.DEFAULT_MODEL || 'kimi-k2-turbo-preview',
  },
  async headers() {
    return [{ source: '/(.*)', headers: [{ key: 'Content-Security-Policy', value: csp }] }]
  },
  async rewrites() {
    return [{ source: '/llm/:path*', destination: 'https://api.moonshot.ai/v1/:path*' }]
  },
}

export default nextConfig
