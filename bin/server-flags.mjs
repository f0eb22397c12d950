/**
 * How Node runs the server. The default room for young objects grows to 100 MB under a burst (a school that comes in at 7:50) and is not given back for
 * long; with 8 MB 1,000 connections add 28 MB instead of 96 MB, messages go through as fast. By default the engine lets a heap of 40 MB grow fourfold before
 * it looks for garbage, because there could be gigabytes for it; told that there is one, it looks at 1.6 times, and an import of 20,000 people with their
 * parents stays under 300 MB (npm run bench -- messages import).
 */
export const serverFlags = ['--max-semi-space-size=8', '--max-old-space-size=1024']
